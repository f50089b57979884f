/** SQL of who owes the shop money now: couriers that collected cash, customers whose orders went ahead unpaid. Reads only. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Page } from './sales.store.ts';

/** Days from the day it became due; the last has no end. */
export const AGES = ['0-7', '8-15', '16-30', '31+'] as const;

export interface OwedSum {
  readonly kind: 'cod' | 'unpaid';
  /** '' for customers. */
  readonly courier: string;
  /** Index into AGES. */
  readonly age: number;
  readonly orders: number;
  readonly minor: bigint;
}

export interface OwedOrder {
  readonly kind: 'cod' | 'unpaid';
  readonly courier: string;
  readonly orderId: string;
  readonly orderNumber: string;
  /** Local date. */
  readonly since: string;
  readonly days: number;
  readonly minor: bigint;
}

export interface ReceivablesQuery {
  /** The day it is in the shop. */
  readonly today: string;
  readonly timeZone: string;
  /** Local days on which it became due. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function owed(tx: Tx, { today, timeZone, from, to }: ReceivablesQuery): RawBuilder<unknown> {
  return sql`due as (
    select 'cod' as kind, coalesce(s.courier_name, s.courier, 'unknown') as courier, o.id, o.order_number,
      (o.cod_collected_at at time zone ${timeZone})::date as since, o.total_minor as minor
    from orders o left join lateral (
      select courier, courier_name from shipments where merchant_id = o.merchant_id and order_id = o.id and awb is not null order by id desc limit 1
    ) s on true
    where o.merchant_id = ${tx.merchantId} and o.cod_collected_at is not null and o.cod_remitted_at is null
    union all
    select 'unpaid', '', o.id, o.order_number, (o.placed_at at time zone ${timeZone})::date, coalesce((
      select sum(l.debit_minor - l.credit_minor) from journal_entries e
      join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
      join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id and a.role = 'receivable'
      where e.merchant_id = o.merchant_id and e.order_id = o.id), 0)
    from orders o where o.merchant_id = ${tx.merchantId} and o.payment_status = 'unpaid' and o.status not in ('pending', 'cancelled')
  ), owed as (
    select due.*, ${today}::date - since as days from due
    where minor <> 0 and (${from ?? null}::date is null or since >= ${from ?? null}::date) and (${to ?? null}::date is null or since <= ${to ?? null}::date)
  )`;
}

/** By who owes and how long. */
export async function owedSums(tx: Tx, query: ReceivablesQuery): Promise<readonly OwedSum[]> {
  const { rows } = await sql<OwedSum>`with ${owed(tx, query)}
    select kind, courier, case when days <= 7 then 0 when days <= 15 then 1 when days <= 30 then 2 else 3 end as age, count(*)::int as orders,
      sum(minor)::bigint as minor
    from owed group by 1, 2, 3 order by 1, 2, 3`.execute(tx.db);
  return rows;
}

/** Oldest first; without a page: all. */
export async function owedOrders(tx: Tx, query: ReceivablesQuery, page: Page | undefined): Promise<readonly OwedOrder[]> {
  const part = page ? sql`limit ${page.limit} offset ${(page.page - 1) * page.limit}` : sql``;
  const { rows } = await sql<OwedOrder>`with ${owed(tx, query)}
    select kind, courier, id as "orderId", order_number as "orderNumber", since::text as since, days::int as days, minor::bigint as minor
    from owed order by since, id ${part}`.execute(tx.db);
  return rows;
}

export async function timeZoneOf(tx: Tx): Promise<string> {
  const row = await tx.db.selectFrom('merchants').select('time_zone').where('id', '=', tx.merchantId).executeTakeFirstOrThrow();
  return row.time_zone;
}
