/** The one statement that writes a new order: number, head, lines, taxes, first entry, and the checkout it came from. */
import type { CheckoutId } from '@parley/contract/values/id.ts';
import type { OrderTax } from '@parley/contract/values/tax.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { entryToInsert, type NewTimelineEntry, type OrderHead } from './order.store.ts';
import { type OrderItem, orderNumberOf } from './order.ts';
import { itemRows } from './order-item-rows.ts';
import { taxesToInsert } from './order-tax.store.ts';
import { writeDelivery } from './stored-delivery.ts';

export interface OrderToWrite {
  readonly head: Omit<OrderHead, 'orderNumber'>;
  /** The merchant's local one, `2025-03-29`. */
  readonly day: string;
  /** Becomes `ordered`. */
  readonly checkoutId: CheckoutId | undefined;
  readonly items: readonly OrderItem[];
  readonly taxes: readonly OrderTax[];
  readonly entry: NewTimelineEntry;
}

/**
 * Answers the order's number: the next of the day, from 10001; gaps are fine. The day's row stays locked until the transaction ends, so
 * write the order late.
 */
export async function insertOrder(tx: Tx, order: OrderToWrite): Promise<string> {
  const { head, checkoutId, taxes } = order;
  const parts = [
    sql`number as (insert into order_numbers (merchant_id, day, last) values (${tx.merchantId}, ${order.day}, 10001)
      on conflict (merchant_id, day) do update set last = order_numbers.last + 1 returning last)`,
    sql`item as (${itemsToInsert(tx, order)})`,
    sql`link as (${tx.db.insertInto('public_links').values({ id: head.publicId, kind: 'order', merchant_id: tx.merchantId })})`,
    sql`entry as (${entryToInsert(tx, head.id, order.entry)})`,
    ...(taxes.length > 0 ? [sql`tax as (${taxesToInsert(tx, head.id, taxes)})`] : []),
    ...(checkoutId === undefined ? [] : [sql`checkout as (${checkoutOrdered(tx, checkoutId, head)})`]),
  ];
  const { rows } = await sql<{ order_number: string }>`with ${sql.join(parts)} ${headToInsert(tx, order)}`.execute(tx.db);
  const [row] = rows;
  if (!row) throw new Error('no order number');
  return row.order_number;
}

function headToInsert(tx: Tx, { head, day, checkoutId }: OrderToWrite) {
  return tx.db
    .insertInto('orders')
    .values({
      merchant_id: tx.merchantId,
      id: head.id,
      public_id: head.publicId,
      order_number: sql`${orderNumberOf(day, '')}::text || (select last from number)`,
      customer_id: head.customerId,
      thread_id: head.threadId ?? null,
      checkout_id: checkoutId ?? null,
      channel: head.channel,
      status: head.status,
      payment_status: head.paymentStatus,
      currency: head.total.currency,
      items_minor: head.itemsTotal.minor,
      delivery_minor: head.deliveryPrice.minor,
      discount_minor: head.discount.minor,
      tax_minor: head.tax.minor,
      rounding_minor: head.rounding.minor,
      prices_include_tax: head.pricesIncludeTax,
      payment_method: head.paymentMethod,
      total_minor: head.total.minor,
      delivery_method: head.deliveryMethod,
      delivery_address: writeDelivery(head),
      quote_id: head.quoteId ?? null,
      placed_at: head.placedAt,
      expires_at: head.expiresAt ?? null,
    })
    .returning('order_number');
}

function itemsToInsert(tx: Tx, { head, items }: OrderToWrite) {
  return tx.db.insertInto('order_items').values(itemRows(tx, head.id, items));
}

function checkoutOrdered(tx: Tx, id: CheckoutId, head: OrderToWrite['head']) {
  return tx.db
    .updateTable('checkouts')
    .set({ state: 'ordered', order_id: head.id })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id);
}
