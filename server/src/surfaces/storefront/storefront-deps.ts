/** What the customer's web pages need, and how a page finds its shop: by the random id in its address, never by anything a visitor can count. */
import { type CheckoutId, isUuid, type MerchantId, type OrderId } from '@parley/contract/values/id.ts';
import type { Customers } from '../../domains/customers/index.ts';
import type { Fulfilment } from '../../domains/fulfilment/index.ts';
import type { CheckoutView, Orders } from '../../domains/orders/index.ts';
import type { Payments } from '../../domains/payments/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Frame, Shop } from './layout.page.ts';
import { speechFor } from './speak.ts';
import type { Ring } from './wait-for.ts';
import type { WordKey } from './words/en.ts';

export interface StorefrontDeps {
  readonly inTx: <T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Rings when this process committed something that pages may wait for. */
  readonly ring: Ring;
  /** Rings when the payment link of this order was opened or closed; to be closed. */
  readonly linkBell: (orderId: OrderId) => Ring & { close(): void };
  readonly orders: Orders;
  readonly payments: Payments;
  readonly customers: Customers;
  readonly fulfilment: Fulfilment;
  /** Digits with country code, or undefined when the text is no phone number. */
  readonly normalisePhone: (text: string, country: string) => string | undefined;
  /** Opens the order's invoice without signing in; absent until there is one. */
  readonly invoiceLink: (tx: Tx, orderId: OrderId) => Promise<string | undefined>;
  /** Whether pages of this order are still to come out. */
  readonly awaitsPages: (tx: Tx, orderId: OrderId) => Promise<boolean>;
  /** Where the shop is, ISO 3166-1 alpha-2. */
  readonly countryOf: (tx: Tx) => Promise<string>;
  readonly shopOf: (tx: Tx) => Promise<Shop & { readonly language: string }>;
  /** Merchant behind a checkout or order id. */
  readonly merchantOfLink: (id: string) => Promise<MerchantId | undefined>;
  /** Merchant and order behind a way back that its gateway signs, when the signature holds. The others lead to the order itself. */
  readonly readSignedWayBack: (
    query: Readonly<Record<string, string | undefined>>,
  ) => Promise<{ readonly merchantId: MerchantId; readonly orderPublicId: string } | undefined>;
}

/** Absent for ids that are malformed, unknown or somebody else's: all look the same. */
export async function merchantOf(deps: StorefrontDeps, id: string): Promise<MerchantId | undefined> {
  return isUuid(id) ? deps.merchantOfLink(id) : undefined;
}

/** The frame in the customer's language, falling back to the shop's. */
export async function frameFor(
  deps: StorefrontDeps,
  tx: Tx,
  customerId: CheckoutView['customerId'] | undefined,
  title: WordKey,
  more: Partial<Frame> = {},
): Promise<Frame> {
  const shop = await deps.shopOf(tx);
  const customer = customerId === undefined ? undefined : await deps.customers.get(tx, customerId);
  const speech = speechFor(customer?.language ?? shop.language, shop);
  return { shop, speech, title: speech.say(title), ...more };
}

export function checkoutIdOf(text: string): CheckoutId {
  return text as CheckoutId;
}

/** The frame of a page whose shop is not known: a mistyped link. */
export function strangerFrame(title: WordKey): Frame {
  const shop: Shop = { name: 'Parley', slug: '', country: 'IN', timeZone: 'UTC', chatUrl: undefined };
  const speech = speechFor('en', shop);
  return { shop, speech, title: speech.say(title) };
}
