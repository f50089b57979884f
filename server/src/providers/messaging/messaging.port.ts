/**
 * What Parley needs of a messaging service, in our words. Types only: the clients (whatsapp-cloud, twilio) translate.
 * An unknown inbound kind becomes `unsupported` and is kept, never dropped.
 */
import type { Result } from '@parley/contract/values/result.ts';

/** How a person is known to the service. At least one of the two is there. */
export interface MessagingAddress {
  /** Digits with country code, no plus (the service's `wa_id`). */
  readonly phone?: string;
  /** Business-scoped user id; the stable key since usernames exist. */
  readonly scopedId?: string;
}

export interface MessagingProfile {
  readonly name?: string;
  readonly username?: string;
}

export interface InboundBase {
  /** Our business's address at the service (WhatsApp: phone_number_id). */
  readonly channelAddress: string;
  /** The service's own id of the message; filing is unique on it. */
  readonly providerMessageId: string;
  readonly from: MessagingAddress;
  readonly profile: MessagingProfile;
  readonly sentAt: Date;
  /** Provider id of the message this one quotes or answers. */
  readonly inReplyTo?: string;
  /** The product the customer asked about ("message business"), by retailer id. */
  readonly aboutProduct?: string;
  readonly forwarded?: boolean;
  /** Came in through an ad: source id and headline, for reports. */
  readonly referral?: { readonly sourceType: string; readonly sourceId: string; readonly headline?: string };
}

export interface MediaRef {
  readonly mediaId: string;
  readonly mimeType: string;
  /** Fresh download address, where the webhook carried one. */
  readonly url?: string;
  /** SHA-256 as hex, lower case. */
  readonly sha256?: string;
}

/** What the customer sent. JSON-safe: it is stored as it stands. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media';
      readonly media: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';
      readonly ref: MediaRef;
      readonly caption?: string;
      readonly filename?: string;
    }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly name?: string; readonly address?: string }
  | {
      readonly kind: 'contacts';
      readonly contacts: readonly { readonly name?: string; readonly phones: readonly string[] }[];
      readonly requested: boolean;
    }
  | { readonly kind: 'choice'; readonly id: string; readonly title: string; readonly from: 'button' | 'list' | 'template' }
  | { readonly kind: 'form'; readonly name: string; readonly answers: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'cart';
      readonly catalogId: string;
      readonly note?: string;
      readonly lines: readonly {
        readonly retailerId: string;
        readonly quantity: number;
        readonly quotedPrice: string;
        readonly currency: string;
      }[];
    }
  | { readonly kind: 'reaction'; readonly to: string; readonly emoji?: string }
  | { readonly kind: 'edit'; readonly of: string; readonly text?: string }
  | { readonly kind: 'revoke'; readonly of: string }
  | { readonly kind: 'welcome' }
  | { readonly kind: 'unsupported'; readonly type: string; readonly detail?: string };

export interface InboundMessage extends InboundBase {
  readonly content: InboundContent;
}

export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed';

/** One thing read from a webhook. */
export type MessagingEvent =
  | { readonly kind: 'message'; readonly message: InboundMessage }
  | {
      readonly kind: 'status';
      readonly channelAddress: string;
      readonly providerMessageId: string;
      readonly state: DeliveryState;
      readonly at: Date;
      /** Our outbound id, echoed by the service. */
      readonly ourId?: string;
      readonly recipient: MessagingAddress;
      readonly failure?: SendFailure;
      readonly pricing?: { readonly category: string; readonly billable: boolean };
    }
  | {
      readonly kind: 'address_changed';
      readonly channelAddress: string;
      readonly providerMessageId: string;
      readonly from: MessagingAddress;
      readonly to: MessagingAddress;
      readonly at: Date;
    }
  | {
      readonly kind: 'marketing_preference';
      readonly channelAddress: string;
      readonly from: MessagingAddress;
      readonly wanted: boolean;
      readonly at: Date;
    }
  | {
      readonly kind: 'template_status';
      readonly accountAddress: string;
      readonly template: string;
      readonly language: string;
      readonly status: string;
      readonly reason?: string;
    }
  | { readonly kind: 'account_notice'; readonly field: string; readonly detail: unknown };

export interface ReplyButton {
  /** 1…256 characters. */
  readonly id: string;
  /** 1…20 characters. */
  readonly title: string;
}

/** One line of a menu that is answered by its number or its title. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

export interface ListRow {
  /** 1…200 characters. */
  readonly id: string;
  /** 1…24 characters. */
  readonly title: string;
  /** At most 72 characters. */
  readonly description?: string;
}

/** A file to send: bytes uploaded before (`mediaId`) or an address the service fetches (`link`). */
export type MediaSource = { readonly mediaId: string } | { readonly link: string };

/** Our own file, to be uploaded when the message is sent (blob key of foundation/blobs). */
export type OutboundMedia = MediaSource | { readonly blob: string; readonly mimeType: string };

export interface MessageHeader<M = OutboundMedia> {
  readonly text?: string;
  readonly image?: M;
  readonly document?: { readonly source: M; readonly filename: string };
}

export interface TemplateParameter {
  readonly name?: string;
  readonly text: string;
}

/** What we send. Checked against the service's limits when composed. `M` is how files are named: blobs before upload, ids after. */
export type OutboundContent<M = OutboundMedia> =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly previewUrl?: boolean;
      /** What its numbers mean, in their order: a menu that the service cannot show is written out and answered by number. */
      readonly choices?: readonly Choice[];
    }
  | { readonly kind: 'image'; readonly source: M; readonly caption?: string }
  | { readonly kind: 'video'; readonly source: M; readonly caption?: string }
  | { readonly kind: 'audio'; readonly source: M; readonly voice?: boolean }
  | { readonly kind: 'document'; readonly source: M; readonly filename: string; readonly caption?: string }
  | {
      readonly kind: 'buttons';
      readonly header?: MessageHeader<M>;
      readonly body: string;
      readonly footer?: string;
      readonly buttons: readonly ReplyButton[];
    }
  | {
      readonly kind: 'list';
      readonly header?: string;
      readonly body: string;
      readonly footer?: string;
      readonly button: string;
      readonly sections: readonly { readonly title?: string; readonly rows: readonly ListRow[] }[];
    }
  | {
      readonly kind: 'link_button';
      readonly header?: MessageHeader<M>;
      readonly body: string;
      readonly footer?: string;
      readonly label: string;
      readonly url: string;
    }
  | { readonly kind: 'location_request'; readonly body: string }
  | { readonly kind: 'contact_request'; readonly body: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly name?: string; readonly address?: string }
  | { readonly kind: 'reaction'; readonly to: string; readonly emoji: string }
  | { readonly kind: 'product'; readonly catalogId: string; readonly retailerId: string; readonly body?: string; readonly footer?: string }
  | {
      readonly kind: 'products';
      readonly catalogId: string;
      readonly header: string;
      readonly body: string;
      readonly footer?: string;
      readonly sections: readonly { readonly title: string; readonly retailerIds: readonly string[] }[];
    }
  | { readonly kind: 'catalog'; readonly body: string; readonly footer?: string; readonly thumbnailRetailerId?: string }
  | {
      readonly kind: 'template';
      readonly name: string;
      /** e.g. `en`, `hi`, `pt_BR`. */
      readonly language: string;
      readonly header?: {
        readonly text?: string;
        readonly image?: M;
        readonly document?: { readonly source: M; readonly filename: string };
      };
      readonly body?: readonly TemplateParameter[];
      readonly buttons?: readonly { readonly index: number; readonly kind: 'quick_reply' | 'url' | 'copy_code'; readonly value: string }[];
    };

/** The lengths and counts of `CheckContent`, for those who cut or page a text. Lengths are JavaScript lengths (UTF-16 units). */
export interface ContentLimits {
  readonly text: number;
  readonly caption: number;
  readonly body: number;
  readonly header: number;
  readonly footer: number;
  readonly buttons: number;
  readonly buttonId: number;
  readonly buttonTitle: number;
  readonly listButton: number;
  /** Rows over all sections together. */
  readonly rows: number;
  readonly sections: number;
  readonly sectionTitle: number;
  readonly rowId: number;
  readonly rowTitle: number;
  readonly rowDescription: number;
  /** Products over all sections together. */
  readonly products: number;
  readonly templateName: number;
  readonly quickReplyPayload: number;
  readonly couponCode: number;
  readonly url: number;
}

/** Says before anything is sent whether the service would take it: `message.invalid` with one detail a broken limit. */
export type CheckContent = (content: OutboundContent) => Result<void>;

/**
 * What goes out in place of a content on a service that can do less, in order; mostly the content itself. Never nothing, and doing it
 * twice changes no more.
 */
export type FitContent = (provider: string, content: OutboundContent) => readonly OutboundContent[];

export type SendFailureKind =
  | 'outside_window' // a template is needed
  | 'undeliverable' // this person cannot be reached here
  | 'opted_out'
  | 'marketing_capped'
  | 'rate_limited' // the whole number
  | 'pair_rate_limited' // this person only
  | 'blocked_account' // stop the sender, alert the operator
  | 'bad_credentials'
  | 'bad_message' // our bug or a template that does not fit
  | 'bad_template'
  | 'media_problem'
  | 'unavailable' // their outage or the network
  | 'in_doubt'; // the request left, no answer came: it may have been sent

export interface SendFailure {
  readonly kind: SendFailureKind;
  /** The service's own code, as text. */
  readonly code?: string;
  /** For staff and logs. */
  readonly detail: string;
  /** never: give up · later: after `afterMs` or backoff · operator: hold the queue until somebody acts · confirm: wait for an echo first. */
  readonly retry: 'never' | 'later' | 'operator' | 'confirm';
  readonly afterMs?: number;
}

export interface SendRequest {
  readonly to: MessagingAddress;
  readonly content: OutboundContent<MediaSource>;
  /** Our outbound id; echoed in every status (at most 512 characters). */
  readonly ourId: string;
  /** Provider id of the message to quote. */
  readonly inReplyTo?: string;
}

export interface MessagingClient {
  send(
    request: SendRequest,
  ): Promise<Result<{ readonly providerMessageId: string; readonly phone?: string; readonly scopedId?: string }, SendFailure>>;
  /** Marks as read and, when asked, shows typing until the next message. */
  markRead(providerMessageId: string, options?: { readonly typing?: boolean }): Promise<Result<void, SendFailure>>;
  uploadMedia(file: {
    readonly bytes: Uint8Array;
    readonly mimeType: string;
    readonly filename: string;
    /** The file's key in our own store, for a service that fetches files instead of being given them. */
    readonly keptAs?: string;
  }): Promise<Result<{ readonly mediaId: string }, SendFailure>>;
  /** Bytes of what a customer sent; refuses above `maxBytes`; the hash is checked where one was given. */
  downloadMedia(
    ref: MediaRef,
    options: { readonly maxBytes: number },
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly mimeType: string }, SendFailure>>;
  /** One harmless call that proves the credentials: the number's own name and display number. */
  probe(): Promise<Result<{ readonly displayPhone: string; readonly verifiedName: string }, SendFailure>>;
  /** Where the service can be asked for what its webhooks did not bring. */
  readonly history?: MessageHistory;
}

/** A message of a customer in the service's own list. */
export interface ListedMessage {
  readonly providerMessageId: string;
  /** What a webhook would have said, as far as the list knows: no name, no id of what was pressed. Asks again where it has files. */
  read(): Promise<Result<readonly MessagingEvent[], SendFailure>>;
}

/** For services that do not send a lost webhook again. */
export interface MessageHistory {
  /** Ours, whose messages these are. */
  readonly channelAddress: string;
  /** What customers sent from `from` until before `until`, oldest first, all of it. */
  received(range: { readonly from: Date; readonly until: Date }): Promise<Result<readonly ListedMessage[], SendFailure>>;
  /** What became of a message of ours; undefined while there is nothing to tell, or where they no longer know it. */
  statusOf(providerMessageId: string): Promise<Result<Extract<MessagingEvent, { kind: 'status' }> | undefined, SendFailure>>;
}

/** The webhook side: pure functions over raw bytes. */
export interface MessagingWebhooks {
  /** Channel addresses named in the payload, read *before* the signature is checked and used for nothing but finding the secret. */
  peekAddresses(body: Uint8Array): readonly string[];
  /** Constant-time check of the signature header over the raw bytes. */
  verify(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>, secret: string): boolean;
  /** Everything in the payload, in its own order. Never throws on unknown fields. */
  read(body: Uint8Array): readonly MessagingEvent[];
}

/** What a webhook says beside its body, for services that put facts into the address and tell no time. */
export interface ToldBeside {
  /** As it was asked for, with our public origin. */
  readonly url: string;
  readonly receivedAt: Date;
}

/** Like `MessagingWebhooks`, for services whose signature covers the address. */
export interface AddressedWebhooks {
  /** Read *before* the signature is checked and used for nothing but finding the secret. `numbers`: digits, any of them may be ours. */
  peek(body: Uint8Array): { readonly account: string | undefined; readonly numbers: readonly string[] };
  /** Constant-time check of the signature header over the address and the raw bytes. */
  verify(body: Uint8Array, headers: Readonly<Record<string, string | undefined>>, secret: string, url: string): boolean;
  /** Equal for repeats of one notice. */
  dedupeKey(body: Uint8Array): string;
  /** Everything in the payload. Never throws on unknown fields. */
  read(body: Uint8Array, told: ToldBeside): readonly MessagingEvent[];
}

export interface TwilioCredentials {
  readonly accountSid: string;
  readonly authToken: string;
  /** Digits with country code. */
  readonly number: string;
  readonly messagingServiceSid?: string;
}

export interface WhatsAppCredentials {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly appSecret: string;
}

/** How app.ts hands clients to the domains: one per merchant's connection. */
export type MessagingClientFor = (credentials: WhatsAppCredentials) => MessagingClient;
