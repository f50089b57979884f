/** SQL of payments that a person should look at, and of what lies at each gateway. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { Page } from '../sales.store.ts';
import { type Found, isStuck, joinOrder, ofOrder } from './payment-list.store.ts';

export interface AttentionListRow {
  readonly kind: 'excess' | 'mismatch' | 'unfillable' | 'refund_failed' | 'refund_stuck' | 'link_failed';
  readonly id: string;
  readonly payment_id: string | null;
  readonly gateway: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly detail: string | null;
  readonly since: Date;
  readonly order_id: string;
  readonly order_number: string;
  readonly customer_id: string;
  readonly customer_name: string | null;
}

/**
 * Money that was not kept and has not all gone back (a stuck refund of it stands for it), refunds that are stuck, and orders whose newest
 * link the gateway refused. Oldest first.
 */
export async function listAttention(tx: Tx, now: Date, page: Page): Promise<Found<AttentionListRow>> {
  const { rows } = await sql<AttentionListRow & { readonly total: number }>`
    with stuck as (
      select case when r.state = 'failed' then 'refund_failed' else 'refund_stuck' end as kind, r.merchant_id, r.id, r.payment_id, r.order_id,
        p.gateway, r.amount_minor, r.currency, r.detail, r.updated_at as since
      from refunds r join payments p on p.merchant_id = r.merchant_id and p.id = r.payment_id
      where r.merchant_id = ${tx.merchantId} and ${isStuck(now)}
    ), refused as (
      select p.verdict as kind, p.merchant_id, p.id, p.id as payment_id, p.order_id, p.gateway, p.amount_minor, p.currency, null as detail,
        p.recorded_at as since
      from payments p
      where p.merchant_id = ${tx.merchantId} and p.verdict not in ('settled', 'late')
        and not exists (select 1 from stuck where stuck.payment_id = p.id)
        and p.amount_minor > (select coalesce(sum(r.amount_minor), 0) from refunds r
          where r.merchant_id = p.merchant_id and r.payment_id = p.id and r.state = 'processed')
    ), unpayable as (
      select 'link_failed' as kind, l.merchant_id, l.id, null::uuid as payment_id, l.order_id, l.gateway, l.amount_minor, l.currency, l.detail,
        l.created_at as since
      from payment_links l join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
      where l.merchant_id = ${tx.merchantId} and l.state = 'failed' and o.payment_status = 'unpaid' and o.status <> 'cancelled'
        and not exists (select 1 from payment_links later where later.merchant_id = l.merchant_id and later.order_id = l.order_id and later.id > l.id)
    ), a as (select * from stuck union all select * from refused union all select * from unpayable)
    select a.kind, a.id, a.payment_id, a.gateway, a.amount_minor, a.currency, a.detail, a.since, ${ofOrder}, count(*) over ()::int as total
    from a ${joinOrder('a')} order by a.since, a.id limit ${page.limit} offset ${(page.page - 1) * page.limit}`.execute(tx.db);
  return { items: rows, total: rows[0]?.total ?? 0 };
}

export interface ClearingRow {
  readonly gateway: string;
  readonly payments: number;
  readonly captured: bigint;
  readonly refunded: bigint;
  readonly fees: bigint;
  readonly settled: bigint;
}

/** In the shop's currency, one row a gateway; `bank` holds what lines of bank statements moved in clearing. Amounts are minor units. */
export async function clearingByGateway(tx: Tx): Promise<readonly ClearingRow[]> {
  const { rows } = await sql<ClearingRow>`
    with taken as (
      select p.gateway, count(*)::int as payments, sum(p.amount_minor) as captured, sum(coalesce(p.fee_minor, 0)) as fees,
        sum(coalesce((select sum(r.amount_minor) from refunds r
          where r.merchant_id = p.merchant_id and r.payment_id = p.id and r.state = 'processed'), 0)) as refunded
      from payments p join merchants m on m.id = p.merchant_id and m.currency = p.currency
      where p.merchant_id = ${tx.merchantId} group by p.gateway
    ), out as (
      select s.source as gateway, sum(l.credit_minor - l.debit_minor) as settled
      from statement_lines s
      join journal_entries e on e.merchant_id = s.merchant_id and e.id = s.entry_id and e.cause_id = s.id::text
        and e.cause_kind in ('settlement', 'statement_line')
      join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
      join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id and a.role = 'clearing'
      where s.merchant_id = ${tx.merchantId} group by s.source
    )
    select coalesce(taken.gateway, out.gateway) as gateway, coalesce(payments, 0)::int as payments, coalesce(captured, 0)::bigint as captured,
      coalesce(refunded, 0)::bigint as refunded, coalesce(fees, 0)::bigint as fees, coalesce(settled, 0)::bigint as settled
    from taken full join out on out.gateway = taken.gateway order by 1`.execute(tx.db);
  return rows;
}
