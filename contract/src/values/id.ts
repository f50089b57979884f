/** Ids: UUID v7 (sortable by time) for records, v4 where the id itself opens a door. Branded, so that two kinds cannot be swapped. */

declare const brand: unique symbol;
export type Branded<T, B extends string> = T & { readonly [brand]: B };

export type MerchantId = Branded<string, 'MerchantId'>;
export type StaffId = Branded<string, 'StaffId'>;
export type CustomerId = Branded<string, 'CustomerId'>;
export type ThreadId = Branded<string, 'ThreadId'>;
export type CategoryId = Branded<string, 'CategoryId'>;
export type ProductId = Branded<string, 'ProductId'>;
export type VariantId = Branded<string, 'VariantId'>;
export type LocationId = Branded<string, 'LocationId'>;
/** A browser that has not said who it belongs to. */
export type VisitorId = Branded<string, 'VisitorId'>;
export type CartId = Branded<string, 'CartId'>;
export type CheckoutId = Branded<string, 'CheckoutId'>;
export type OrderId = Branded<string, 'OrderId'>;
export type PaymentLinkId = Branded<string, 'PaymentLinkId'>;
export type PaymentId = Branded<string, 'PaymentId'>;
export type RefundId = Branded<string, 'RefundId'>;
export type QuoteId = Branded<string, 'QuoteId'>;
export type ReturnId = Branded<string, 'ReturnId'>;
export type ShipmentId = Branded<string, 'ShipmentId'>;
export type OutboundMessageId = Branded<string, 'OutboundMessageId'>;
export type InboundMessageId = Branded<string, 'InboundMessageId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

let lastMs = 0;
let counter = 0;

/** A new UUID v7: 48 bits of milliseconds, a 12-bit counter that keeps order within one, 62 random bits. */
export function newId<T extends string>(): T {
  const bytes = randomBytes();
  let ms = Date.now();
  if (ms <= lastMs) {
    ms = lastMs;
    counter += 1;
    if (counter > 0xfff) {
      ms += 1;
      counter = 0;
    }
  } else counter = 0;
  lastMs = ms;
  let rest = ms;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes) as T;
}

/** A new random UUID v4, for ids that are keys to a door (checkout links, order pages). */
export function newSecretId<T extends string>(): T {
  return crypto.randomUUID() as string as T;
}

/** Asked of the system for many ids at a time: each asking costs more than all the rest. No byte is used twice. */
const pool = new Uint8Array(4_096);
let used = pool.length;

function randomBytes(): Uint8Array {
  if (used + 16 > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function format(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOf[byte];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
