/**
 * Everything the stand-in remembers: numbers, people, chats, files, catalogues. Plain data with the few moves that must keep its indexes
 * true. It must never send anything.
 */
import type { PhonePerson, RegisteredNumber, Ticks } from '../phone.port.ts';

export type WireMessage = Readonly<Record<string, unknown>>;

export interface Bubble {
  seq: number;
  readonly id: string;
  readonly from: 'business' | 'person';
  readonly at: string;
  ticks: Ticks;
  readonly message: WireMessage;
  readonly quotes?: string;
  reaction?: string;
  /** What the sender wants back in every status. */
  readonly callbackData?: string;
  /** Pricing category of a business's message. */
  readonly category?: string;
}

export interface Chat {
  readonly key: string;
  readonly personId: string;
  readonly phoneNumberId: string;
  seq: number;
  bubbles: Bubble[];
  /** Milliseconds since 1970 of the person's last message; the 24-hour window counts from here. */
  lastInboundMs?: number;
  typingUntilMs: number;
  marketingStopped: boolean;
}

export interface StoredMedia {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly filename?: string;
  readonly expiresMs: number;
}

export type CatalogItem = Readonly<Record<string, unknown>> & { readonly id: string };
export type CommerceSettings = { is_cart_enabled: boolean; is_catalog_visible: boolean };

/** Taken, and worked on when its time has come. */
export interface CatalogBatch {
  readonly handle: string;
  readonly catalogId: string;
  /** Milliseconds since 1970. */
  readonly dueMs: number;
  readonly requests: readonly { readonly method: 'CREATE' | 'UPDATE' | 'DELETE'; readonly data: CatalogItem }[];
  result?: { readonly errors: readonly CatalogNote[]; readonly warnings: readonly CatalogNote[] };
}

export interface CatalogNote {
  readonly line: number;
  readonly id: string;
  readonly message: string;
}

export interface World {
  readonly numbers: Map<string, RegisteredNumber>;
  readonly people: Map<string, PhonePerson>;
  readonly chats: Map<string, Chat>;
  readonly media: Map<string, StoredMedia>;
  readonly catalogs: Map<string, Map<string, CatalogItem>>;
  /** Catalogue id → the WABA whose tokens may touch it. */
  readonly catalogOwners: Map<string, string>;
  /** By handle, oldest first. */
  readonly catalogBatches: Map<string, CatalogBatch>;
  /** `catalogue item` → when its review ends, milliseconds since 1970; an item without one is approved. */
  readonly catalogReviews: Map<string, number>;
  /** WABA id → catalogue id. */
  readonly linkedCatalogs: Map<string, string>;
  readonly commerce: Map<string, CommerceSettings>;
  readonly peopleByPhone: Map<string, PhonePerson>;
  readonly peopleByScopedId: Map<string, PhonePerson>;
  readonly places: Map<string, { readonly chat: Chat; readonly bubble: Bubble }>;
  /** Called after every change. */
  onChange: (chat: Chat | undefined) => void;
}

/** Older bubbles of a chat are forgotten, so that a long load leaves memory in peace. */
const bubblesKept = 400;

export function createWorld(): World {
  return {
    numbers: new Map(),
    people: new Map(),
    chats: new Map(),
    media: new Map(),
    catalogs: new Map(),
    catalogOwners: new Map(),
    catalogBatches: new Map(),
    catalogReviews: new Map(),
    linkedCatalogs: new Map(),
    commerce: new Map(),
    peopleByPhone: new Map(),
    peopleByScopedId: new Map(),
    places: new Map(),
    onChange: () => {},
  };
}

export function putPerson(world: World, person: PhonePerson): void {
  const before = world.people.get(person.id);
  if (before) {
    world.peopleByPhone.delete(before.phone);
    world.peopleByScopedId.delete(before.scopedId);
  }
  world.people.set(person.id, person);
  world.peopleByPhone.set(person.phone, person);
  world.peopleByScopedId.set(person.scopedId, person);
}

/** Brazilian mobiles are written with and without a ninth digit; both reach the same person. */
export function personAtPhone(world: World, phone: string): PhonePerson | undefined {
  const digits = phone.replace(/\D/g, '');
  const exact = world.peopleByPhone.get(digits);
  if (exact || !digits.startsWith('55')) return exact;
  if (digits.length === 13 && digits[4] === '9') return world.peopleByPhone.get(digits.slice(0, 4) + digits.slice(5));
  return digits.length === 12 ? world.peopleByPhone.get(`${digits.slice(0, 4)}9${digits.slice(4)}`) : undefined;
}

export function chatKey(phoneNumberId: string, personId: string): string {
  return `${phoneNumberId} ${personId}`;
}

export function chatOf(world: World, phoneNumberId: string, personId: string): Chat {
  const key = chatKey(phoneNumberId, personId);
  const known = world.chats.get(key);
  if (known) return known;
  const chat: Chat = { key, personId, phoneNumberId, seq: 0, bubbles: [], typingUntilMs: 0, marketingStopped: false };
  world.chats.set(key, chat);
  return chat;
}

/** With the files that were sent in it. */
export function dropChat(world: World, phoneNumberId: string, personId: string): void {
  const key = chatKey(phoneNumberId, personId);
  const chat = world.chats.get(key);
  if (!chat) return;
  const said = JSON.stringify(chat.bubbles);
  for (const { id, phoneNumberId: owner } of world.media.values())
    if (owner === phoneNumberId && said.includes(`"${id}"`)) world.media.delete(id);
  for (const { id } of chat.bubbles) world.places.delete(id);
  world.chats.delete(key);
  world.onChange(undefined);
}

export function addBubble(world: World, chat: Chat, bubble: Omit<Bubble, 'seq'>): Bubble {
  chat.seq += 1;
  const added: Bubble = { ...bubble, seq: chat.seq };
  chat.bubbles.push(added);
  world.places.set(added.id, { chat, bubble: added });
  if (chat.bubbles.length > bubblesKept + 100) {
    for (const old of chat.bubbles.splice(0, 100)) world.places.delete(old.id);
  }
  world.onChange(chat);
  return added;
}

/** Marks a bubble as changed, so that whoever polls sees it again. */
export function touchBubble(world: World, chat: Chat, bubble: Bubble, change: Partial<Pick<Bubble, 'ticks' | 'reaction'>>): void {
  chat.seq += 1;
  bubble.seq = chat.seq;
  Object.assign(bubble, change);
  world.onChange(chat);
}
