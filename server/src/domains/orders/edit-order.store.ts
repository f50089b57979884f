/** The SQL that changes what an order is: its lines, sums, place and note. Call under the order's lock. */
import type { OrderId, QuoteId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Address } from '../customers/index.ts';
import type { OrderItem } from './order.ts';
import { itemRows } from './order-item-rows.ts';
import type { OrderPrice } from './price-order.ts';
import { writeDelivery } from './stored-delivery.ts';

export interface OrderRewrite {
  readonly price?: Omit<OrderPrice, 'items' | 'taxes'>;
  readonly quoteId?: QuoteId;
  readonly address?: Address;
  readonly note?: string | null;
  readonly expiresAt?: Date;
}

export async function rewriteOrder(tx: Tx, id: OrderId, to: OrderRewrite): Promise<void> {
  const { price } = to;
  await tx.db
    .updateTable('orders')
    .set((is) => ({
      items_minor: price?.itemsTotal.minor,
      delivery_minor: price?.deliveryPrice.minor,
      discount_minor: price?.discount.minor,
      tax_minor: price?.tax.minor,
      rounding_minor: price?.rounding.minor,
      total_minor: price?.total.minor,
      quote_id: to.quoteId,
      delivery_address: to.address && writeDelivery({ address: to.address }),
      note: to.note,
      expires_at: to.expiresAt,
      version: is('version', '+', 1),
    }))
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** All lines of an order that nobody has bought yet. */
export async function replaceItems(tx: Tx, id: OrderId, items: readonly OrderItem[]): Promise<void> {
  await tx.db.deleteFrom('order_items').where('merchant_id', '=', tx.merchantId).where('order_id', '=', id).execute();
  await tx.db
    .insertInto('order_items')
    .values(itemRows(tx, id, items))
    .execute();
}
