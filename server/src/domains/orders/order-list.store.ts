/** The SQL of order lists. Reads only. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { headOf, withItems } from './order.store.ts';
import {
  type Channel,
  DELETED,
  type DeliveryMethod,
  type OrderStatus,
  type OrderView,
  type PaymentMethod,
  type PaymentStatus,
} from './order.ts';

export const orderSorts = ['placed_at', '-placed_at', 'total', '-total'] as const;
export type OrderSort = (typeof orderSorts)[number];

export interface OrderQuery {
  readonly status?: OrderStatus | undefined;
  readonly paymentStatus?: PaymentStatus | undefined;
  readonly customerId?: CustomerId | undefined;
  /** Those that staff deleted are left out unless this is true. */
  readonly withDeleted?: boolean;
  /** Part of an order number, or of the customer's name or phone. */
  readonly search?: string | undefined;
  readonly deliveryMethod?: DeliveryMethod | undefined;
  readonly paymentMethod?: PaymentMethod | undefined;
  readonly channel?: Channel | undefined;
  /** Local days of the merchant on which it was placed, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only those that wait for staff. */
  readonly toDo?: boolean;
  /** Absent: newest first. */
  readonly sort?: OrderSort;
  /** 1-based. */
  readonly page: number;
  readonly limit: number;
}

const orderings: Readonly<Record<OrderSort, RawBuilder<unknown>>> = {
  placed_at: sql`id`,
  '-placed_at': sql`id desc`,
  total: sql`total_minor, id`,
  '-total': sql`total_minor desc, id desc`,
};

/** `total` counts the whole list. */
export async function listOrders(tx: Tx, query: OrderQuery): Promise<{ readonly items: readonly OrderView[]; readonly total: number }> {
  const chosen = tx.db
    .selectFrom('orders')
    .where('merchant_id', '=', tx.merchantId)
    .where((is) => is.and(conditionsOf(tx, query)));
  const { total } = await chosen.select((is) => is.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await chosen
    .selectAll()
    .orderBy(orderings[query.sort ?? '-placed_at'])
    .limit(query.limit)
    .offset((query.page - 1) * query.limit)
    .execute();
  return { items: await withItems(tx, rows.map(headOf)), total: Number(total) };
}

function conditionsOf(tx: Tx, query: OrderQuery): Expression<SqlBool>[] {
  const equal = { status: query.status, payment_status: query.paymentStatus, customer_id: query.customerId } as const;
  const more = { delivery_method: query.deliveryMethod, payment_method: query.paymentMethod, channel: query.channel } as const;
  const zone = sql`(select time_zone from merchants where id = ${tx.merchantId})`;
  return [
    ...Object.entries({ ...equal, ...more }).flatMap(([column, value]) =>
      value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`],
    ),
    ...(query.withDeleted === true ? [] : [sql<SqlBool>`closed_reason is distinct from ${DELETED}`]),
    ...(query.toDo === true
      ? [sql<SqlBool>`(status in ('confirmed', 'processing') or (status = 'pending' and payment_method = 'cod'))`]
      : []),
    ...(query.from === undefined ? [] : [sql<SqlBool>`placed_at >= ${query.from}::date::timestamp at time zone ${zone}`]),
    ...(query.to === undefined ? [] : [sql<SqlBool>`placed_at < (${query.to}::date + 1)::timestamp at time zone ${zone}`]),
    ...(query.search === undefined ? [] : [wordsOf(query.search)]),
  ];
}

function wordsOf(search: string): RawBuilder<SqlBool> {
  const text = `%${search.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const digits = search.replace(/\D/g, '');
  // Four digits and more may be a phone; fewer would find everybody.
  const byPhone =
    digits.length < 4
      ? sql``
      : sql`or customer_id in (select k.customer_id from customer_identities k where k.merchant_id = orders.merchant_id and k.kind = 'phone'
          and k.value like ${`%${digits}%`})`;
  return sql<SqlBool>`(order_number ilike ${text} or delivery_address ->> 'name' ilike ${text}
    or customer_id in (select c.id from customers c where c.merchant_id = orders.merchant_id and c.name ilike ${text}) ${byPhone})`;
}
