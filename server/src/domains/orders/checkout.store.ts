/** All SQL of checkouts: one row a link, and the table that leads a link without a slug to its merchant. */
import type { CartId, CheckoutId, CustomerId, MerchantId, OrderId, QuoteId, ThreadId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { CheckoutsTable } from '../../foundation/db/tables.gen.ts';
import type { Address } from '../customers/index.ts';
import type { Contact, DeliveryMethod, PaymentMethod } from './order.ts';
import { readDelivery, type StoredDelivery, writeDelivery } from './stored-delivery.ts';

export interface Checkout {
  readonly id: CheckoutId;
  readonly customerId: CustomerId;
  readonly cartId: CartId;
  readonly threadId?: ThreadId;
  readonly state: 'open' | 'ordered' | 'expired';
  readonly paymentMethod: PaymentMethod;
  readonly deliveryMethod?: DeliveryMethod;
  readonly postalCode?: string;
  readonly address?: Address;
  readonly contact?: Contact;
  readonly quoteId?: QuoteId;
  readonly orderId?: OrderId;
  readonly expiresAt: Date;
  /** Begun by somebody who is not proved to be the customer: nothing kept about them is shown, nothing typed is kept for them. */
  readonly asksAnew: boolean;
}

type Row = Omit<CheckoutsTable, 'merchant_id' | 'state' | 'address' | 'payment_method' | 'asks_anew'> & {
  readonly asks_anew: boolean;
  readonly state: string;
  readonly address: unknown;
  readonly payment_method: string;
};

function fromRow(row: Row): Checkout {
  return {
    id: row.id as CheckoutId,
    customerId: row.customer_id as CustomerId,
    cartId: row.cart_id as CartId,
    state: row.state as Checkout['state'],
    expiresAt: row.expires_at,
    asksAnew: row.asks_anew,
    paymentMethod: row.payment_method as PaymentMethod,
    ...readDelivery(row.address),
    ...(row.thread_id === null ? {} : { threadId: row.thread_id as ThreadId }),
    ...(row.delivery_method === null ? {} : { deliveryMethod: row.delivery_method as DeliveryMethod }),
    ...(row.postal_code === null ? {} : { postalCode: row.postal_code }),
    ...(row.quote_id === null ? {} : { quoteId: row.quote_id as QuoteId }),
    ...(row.order_id === null ? {} : { orderId: row.order_id as OrderId }),
  };
}

/** Two links of one cart are made, and placed, one after the other. */
export async function lockCart(tx: Tx, cartId: CartId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`checkout of ${cartId}`}, 0))`.execute(tx.db);
}

export async function insertCheckout(
  tx: Tx,
  checkout: {
    readonly id: CheckoutId;
    readonly customerId: CustomerId;
    readonly cartId: CartId;
    readonly expiresAt: Date;
    readonly asksAnew: boolean;
    readonly createdAt: Date;
  },
): Promise<void> {
  await tx.db
    .with('link', (db) => db.insertInto('public_links').values({ id: checkout.id, kind: 'checkout', merchant_id: tx.merchantId }))
    .insertInto('checkouts')
    .values({
      merchant_id: tx.merchantId,
      id: checkout.id,
      customer_id: checkout.customerId,
      cart_id: checkout.cartId,
      expires_at: checkout.expiresAt,
      asks_anew: checkout.asksAnew,
      created_at: checkout.createdAt,
    })
    .execute();
}

/** One that shows what is kept about the customer is never given to somebody who is not proved to be them. */
export async function openCheckoutOf(
  tx: Tx,
  customerId: CustomerId,
  cartId: CartId,
  asksAnew: boolean,
  now: Date,
): Promise<Checkout | undefined> {
  const row = await tx.db
    .selectFrom('checkouts')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', customerId)
    .where('cart_id', '=', cartId)
    .where('asks_anew', '=', asksAnew)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function checkoutById(tx: Tx, id: CheckoutId): Promise<Checkout | undefined> {
  const row = await tx.db
    .selectFrom('checkouts')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function lockCheckout(tx: Tx, id: CheckoutId): Promise<Checkout | undefined> {
  const row = await tx.db
    .selectFrom('checkouts')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The order that another link of the same cart became. */
export async function orderOfCart(tx: Tx, customerId: CustomerId, cartId: CartId): Promise<OrderId | undefined> {
  const row = await tx.db
    .selectFrom('checkouts')
    .select('order_id')
    .where('merchant_id', '=', tx.merchantId)
    .where('customer_id', '=', customerId)
    .where('cart_id', '=', cartId)
    .where('state', '=', 'ordered')
    .limit(1)
    .executeTakeFirst();
  return row?.order_id === null || row === undefined ? undefined : (row.order_id as OrderId);
}

export interface CheckoutChange {
  readonly state?: Checkout['state'];
  readonly threadId?: ThreadId;
  readonly paymentMethod?: PaymentMethod;
  readonly deliveryMethod?: DeliveryMethod;
  readonly postalCode?: string;
  readonly delivery?: StoredDelivery;
  readonly quoteId?: QuoteId | null;
  readonly orderId?: OrderId;
}

export async function changeCheckout(tx: Tx, id: CheckoutId, change: CheckoutChange): Promise<void> {
  const columns = {
    state: change.state,
    thread_id: change.threadId,
    payment_method: change.paymentMethod,
    delivery_method: change.deliveryMethod,
    postal_code: change.postalCode,
    address: change.delivery && writeDelivery(change.delivery),
    quote_id: change.quoteId,
    order_id: change.orderId,
  };
  if (Object.values(columns).every((value) => value === undefined)) return;
  await tx.db.updateTable('checkouts').set(columns).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** Two customers turned out to be one: what the one began and bought is the other's. */
export async function moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  for (const table of ['checkouts', 'orders'] as const)
    await tx.db
      .updateTable(table)
      .set({ customer_id: to })
      .where('merchant_id', '=', tx.merchantId)
      .where('customer_id', '=', from)
      .execute();
}

/** Checkout and order pages are opened without a slug: their random id leads to the merchant. */
export async function merchantOfPublicLink(tx: PlatformTx, id: string): Promise<MerchantId | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await tx.db.selectFrom('public_links').select('merchant_id').where('id', '=', id).executeTakeFirst();
  return row && (row.merchant_id as MerchantId);
}
