/** The SQL of order lists. Reads only. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { headOf, withItems } from './order.store.ts';
import { DELETED, type OrderStatus, type OrderView, type PaymentStatus } from './order.ts';

export interface OrderQuery {
  readonly status?: OrderStatus;
  readonly paymentStatus?: PaymentStatus;
  readonly customerId?: CustomerId;
  /** Those that staff deleted are left out unless this is true. */
  readonly withDeleted?: boolean;
  /** Part of an order number. */
  readonly search?: string;
  /** 1-based. */
  readonly page: number;
  readonly limit: number;
}

/** Newest first; `total` counts the whole list. */
export async function listOrders(tx: Tx, query: OrderQuery): Promise<{ readonly items: readonly OrderView[]; readonly total: number }> {
  let chosen = tx.db.selectFrom('orders').where('merchant_id', '=', tx.merchantId);
  if (query.withDeleted !== true) chosen = chosen.where('closed_reason', 'is distinct from', DELETED);
  if (query.status !== undefined) chosen = chosen.where('status', '=', query.status);
  if (query.paymentStatus !== undefined) chosen = chosen.where('payment_status', '=', query.paymentStatus);
  if (query.customerId !== undefined) chosen = chosen.where('customer_id', '=', query.customerId);
  if (query.search !== undefined) {
    const escaped = query.search.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`);
    chosen = chosen.where('order_number', 'ilike', `%${escaped}%`);
  }
  const { total } = await chosen.select((is) => is.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await chosen
    .selectAll()
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset((query.page - 1) * query.limit)
    .execute();
  return { items: await withItems(tx, rows.map(headOf)), total: Number(total) };
}
