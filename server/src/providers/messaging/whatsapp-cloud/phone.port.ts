/**
 * The stand-in's other side: the phones of the customers. The browser phone and the tests act here as people; what they send leaves
 * as signed webhooks, and what they see is exactly what the product posted to the stand-in's API. Types only.
 */

export interface PhonePerson {
  readonly id: string;
  readonly name: string;
  /** Digits with country code. */
  readonly phone: string;
  readonly username?: string;
  /** Business-scoped id the stand-in gave this person. */
  readonly scopedId: string;
  /** Username switch: webhooks carry no phone number. */
  readonly hidesPhone: boolean;
  readonly language: string;
  readonly timeZone: string;
}

export interface PhoneBusiness {
  readonly phoneNumberId: string;
  readonly displayPhone: string;
  readonly verifiedName: string;
  /** A catalogue that belongs to this business and is linked to it; without it, it has none. */
  readonly catalogId?: string;
}

/** A business number the stand-in serves. Webhooks go to `webhookUrl`, signed with `appSecret`. */
export interface RegisteredNumber extends PhoneBusiness {
  readonly businessAccountId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly webhookUrl: string;
}

export type Ticks = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface PhoneBubble {
  /** Grows by one for every change in this chat; poll with `after`. */
  readonly seq: number;
  /** wamid */
  readonly id: string;
  readonly from: 'business' | 'person';
  readonly at: string;
  readonly ticks: Ticks;
  /** `type` and the object of that name, in the service's own wire shape (`{type:'interactive', interactive:{…}}`). Media carry an `id` that `media()` opens. A template has `rendered: {header?, body, footer?, buttons: [{type, text, payload?, url?}]}` beside it. */
  readonly message: Readonly<Record<string, unknown>>;
  /** wamid of the quoted message. */
  readonly quotes?: string;
  /** Emoji the other side put on it. */
  readonly reaction?: string;
}

/** What a person can do in the chat. */
export type PersonAct =
  | { readonly kind: 'text'; readonly text: string; readonly quotes?: string }
  | {
      readonly kind: 'media';
      readonly type: 'image' | 'video' | 'audio' | 'document' | 'sticker';
      readonly bytes: Uint8Array;
      readonly mimeType: string;
      readonly filename?: string;
      readonly caption?: string;
      readonly voice?: boolean;
    }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly name?: string; readonly address?: string }
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string; readonly answers?: string }
  /** Presses a reply button or a list row of the bubble `of`; also template quick replies. */
  | { readonly kind: 'press'; readonly of: string; readonly id: string; readonly title: string }
  | {
      readonly kind: 'cart';
      readonly catalogId: string;
      readonly note?: string;
      readonly lines: readonly {
        readonly retailerId: string;
        readonly quantity: number;
        readonly price: number;
        readonly currency: string;
      }[];
    }
  | { readonly kind: 'react'; readonly to: string; readonly emoji: string }
  | { readonly kind: 'unsupported'; readonly type: string }
  | { readonly kind: 'change_number'; readonly phone: string }
  | { readonly kind: 'stop_marketing'; readonly wanted: boolean };

export interface PhoneSide {
  register(number: RegisteredNumber): void;
  businesses(): readonly PhoneBusiness[];
  people(): readonly PhonePerson[];
  addPerson(person: Omit<PhonePerson, 'id' | 'scopedId'> & { readonly id?: string }): PhonePerson;
  updatePerson(id: string, change: Partial<Omit<PhonePerson, 'id' | 'scopedId'>>): PhonePerson;
  /** Files the act in the chat and sends the webhook (through the faults). Answers the wamid at once. */
  act(personId: string, phoneNumberId: string, act: PersonAct): { readonly id: string };
  /** Bubbles changed after `after`, oldest first; a bubble whose ticks changed comes again with a new seq. */
  chat(
    personId: string,
    phoneNumberId: string,
    after?: number,
  ): { readonly bubbles: readonly PhoneBubble[]; readonly typing: boolean; readonly seq: number };
  /** The person opens the chat: unread messages of the business become `read` and status webhooks leave. */
  open(personId: string, phoneNumberId: string): void;
  /** The chats of whoever has one of these numbers or scoped ids with this business go, with their files. The person stays. */
  forget(keys: readonly string[], phoneNumberId: string): void;
  media(id: string): { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename?: string } | undefined;
  /** Items the business put into a catalogue, as it posted them (`id`, `title`, `price`, `image_link`, …). */
  products(catalogId: string): readonly Readonly<Record<string, unknown>>[];
  /** Called on every change in any chat; returns the way to stop. */
  watch(listener: (change: { readonly personId: string; readonly phoneNumberId: string }) => void): () => void;
}
