/** All SQL of orders, their items, numbers and timeline. Timeline entries are only ever added. */
import type { CustomerId, OrderId, ProductId, QuoteId, ThreadId, VariantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { OrderItemsTable, OrdersTable } from '../../foundation/db/tables.gen.ts';
import type { Channel, DeliveryMethod, OrderItem, OrderStatus, OrderView, PaymentMethod, PaymentStatus } from './order.ts';
import { readDelivery } from './stored-delivery.ts';

/** An order without its items, with what only this room needs. */
export interface OrderHead extends Omit<OrderView, 'items'> {
  readonly quoteId?: QuoteId;
}

type Selected<T> = { [K in keyof T]: T[K] extends { readonly __select__: infer S } ? S : T[K] };
type Row = Omit<Selected<OrdersTable>, 'merchant_id'>;

export function headOf(row: Row): OrderHead {
  const money = (minor: bigint) => ({ minor, currency: row.currency });
  return {
    id: row.id as OrderId,
    publicId: row.public_id,
    orderNumber: row.order_number,
    customerId: row.customer_id as CustomerId,
    channel: row.channel as Channel,
    status: row.status as OrderStatus,
    paymentStatus: row.payment_status as PaymentStatus,
    itemsTotal: money(row.items_minor),
    deliveryPrice: money(row.delivery_minor),
    discount: money(row.discount_minor),
    tax: money(row.tax_minor),
    rounding: money(row.rounding_minor),
    pricesIncludeTax: row.prices_include_tax,
    paymentMethod: row.payment_method as PaymentMethod,
    total: money(row.total_minor),
    refunded: money(row.refunded_minor),
    deliveryMethod: row.delivery_method as DeliveryMethod,
    placedAt: row.placed_at,
    version: row.version,
    ...readDelivery(row.delivery_address),
    ...(row.thread_id === null ? {} : { threadId: row.thread_id as ThreadId }),
    ...(row.quote_id === null ? {} : { quoteId: row.quote_id as QuoteId }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.cod_collected_at === null ? {} : { codCollectedAt: row.cod_collected_at }),
    ...(row.cod_remitted_at === null ? {} : { codRemittedAt: row.cod_remitted_at }),
    ...(row.paid_at === null ? {} : { paidAt: row.paid_at }),
    ...(row.closed_reason === null ? {} : { closedReason: row.closed_reason }),
    ...(row.note === null ? {} : { note: row.note }),
  };
}

function itemOf(row: Selected<OrderItemsTable>, currency: string): OrderItem {
  return {
    variantId: row.variant_id as VariantId,
    productId: row.product_id as ProductId,
    name: row.name,
    options: row.options,
    quantity: row.quantity,
    unitPrice: { minor: row.unit_price_minor, currency },
    taxRateBp: row.tax_rate_bp,
    tax: { minor: row.tax_minor, currency },
    discount: { minor: row.discount_minor, currency },
    fulfilledQuantity: row.fulfilled_quantity,
    ...(row.sku === null ? {} : { sku: row.sku }),
    ...(row.weight_grams === null ? {} : { weightGrams: row.weight_grams }),
    ...(row.hsn_code === null ? {} : { hsnCode: row.hsn_code }),
  };
}

export async function orderById(tx: Tx, id: OrderId): Promise<OrderHead | undefined> {
  const row = await tx.db.selectFrom('orders').selectAll().where('merchant_id', '=', tx.merchantId).where('id', '=', id).executeTakeFirst();
  return row && headOf(row);
}

/** Every verb that changes an order takes this lock first. It lets rows that point at the order be inserted meanwhile. */
export async function lockOrder(tx: Tx, id: OrderId): Promise<OrderHead | undefined> {
  const row = await tx.db
    .selectFrom('orders')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && headOf(row);
}

export async function orderByPublicId(tx: Tx, publicId: string): Promise<OrderHead | undefined> {
  const row = await tx.db
    .selectFrom('orders')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row && headOf(row);
}

/** In the order they were put in. */
export async function itemsOf(tx: Tx, order: Pick<OrderHead, 'id' | 'total'>): Promise<readonly OrderItem[]> {
  const rows = await tx.db
    .selectFrom('order_items')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', order.id)
    .orderBy('position')
    .execute();
  return rows.map((row) => itemOf(row, order.total.currency));
}

/** The same for a page of orders in one question. */
export async function withItems(tx: Tx, heads: readonly OrderHead[]): Promise<readonly OrderView[]> {
  if (heads.length === 0) return [];
  const rows = await tx.db
    .selectFrom('order_items')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where(
      'order_id',
      'in',
      heads.map((head) => head.id),
    )
    .orderBy('position')
    .execute();
  return heads.map((head) => ({
    ...head,
    items: rows.filter((row) => row.order_id === head.id).map((row) => itemOf(row, head.total.currency)),
  }));
}

/** As it stands after a change. */
export async function viewAgain(tx: Tx, order: OrderHead): Promise<Result<OrderView>> {
  const [view] = await withItems(tx, [(await orderById(tx, order.id)) ?? order]);
  return view ? ok(view) : refuse('order.not_found');
}

export interface OrderChange {
  readonly status?: OrderStatus;
  readonly paymentStatus?: PaymentStatus;
  readonly refundedMinor?: bigint;
  /** null: nothing to wait for any more. */
  readonly expiresAt?: Date | null;
  readonly paidAt?: Date;
  readonly closedReason?: string | null;
  readonly codCollectedAt?: Date;
  readonly codRemittedAt?: Date;
}

/** @param entry goes into the timeline with it. */
export async function changeOrder(tx: Tx, id: OrderId, change: OrderChange, entry?: NewTimelineEntry): Promise<void> {
  const changed = tx.db
    .updateTable('orders')
    .set((is) => ({
      status: change.status,
      payment_status: change.paymentStatus,
      refunded_minor: change.refundedMinor,
      expires_at: change.expiresAt,
      paid_at: change.paidAt,
      closed_reason: change.closedReason,
      cod_collected_at: change.codCollectedAt,
      cod_remitted_at: change.codRemittedAt,
      version: is('version', '+', 1),
    }))
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id);
  if (entry) await sql`with entry as (${entryToInsert(tx, id, entry)}) ${changed}`.execute(tx.db);
  else await changed.execute();
}

/** Units of a line that have left, in all. */
export async function setFulfilled(
  tx: Tx,
  orderId: OrderId,
  lines: readonly { readonly variantId: VariantId; readonly units: number }[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`update order_items i set fulfilled_quantity = d.units
    from unnest(${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.units)}::int[]) as d (variant_id, units)
    where i.merchant_id = ${tx.merchantId} and i.order_id = ${orderId} and i.variant_id = d.variant_id`.execute(tx.db);
}

export interface TimelineEntry {
  readonly kind: string;
  readonly at: Date;
  /** `customer`, `system`, `staff:<id>`, `program:<id>`. */
  readonly actor: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type NewTimelineEntry = Omit<TimelineEntry, 'detail'> & { readonly detail?: TimelineEntry['detail'] };

export async function addToTimeline(tx: Tx, orderId: OrderId, entry: NewTimelineEntry): Promise<void> {
  await entryToInsert(tx, orderId, entry).execute();
}

/** A statement that is not sent yet. */
export function entryToInsert(tx: Tx, orderId: OrderId, entry: NewTimelineEntry) {
  return tx.db.insertInto('order_events').values({
    merchant_id: tx.merchantId,
    id: newId(),
    order_id: orderId,
    kind: entry.kind,
    detail: JSON.stringify(entry.detail ?? {}),
    actor: entry.actor,
    at: entry.at,
  });
}

/** Oldest first. */
export async function timelineOf(tx: Tx, orderId: OrderId): Promise<readonly TimelineEntry[]> {
  const rows = await tx.db
    .selectFrom('order_events')
    .select(['kind', 'at', 'actor', 'detail'])
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, detail: typeof row.detail === 'object' && row.detail !== null ? { ...row.detail } : {} }));
}

/** Whether its stock was ever issued. */
export async function wasConfirmed(tx: Tx, orderId: OrderId): Promise<boolean> {
  const row = await tx.db
    .selectFrom('order_events')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('order_id', '=', orderId)
    .where('kind', 'in', ['order.confirmed', 'order.paid'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Orders whose time to pay is over; the net under the jobs that expire each one. */
export async function overdueOrders(tx: Tx, now: Date, limit: number): Promise<readonly OrderId[]> {
  const rows = await tx.db
    .selectFrom('orders')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('status', '=', 'pending')
    .where('expires_at', '<=', now)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id as OrderId);
}
