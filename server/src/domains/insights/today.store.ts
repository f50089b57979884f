/** Today's figures: counts over several rooms' tables. Reads only. */
import type { Money } from '@parley/contract/values/money.ts';
import { money } from '@parley/contract/values/money.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface Today {
  readonly paid: Money;
  readonly paidOrders: number;
  /** Confirmed and not yet handed over. */
  readonly toSend: number;
  readonly waitingChats: number;
  readonly runningOut: number;
  /** Messages of the last day that did not go out. */
  readonly failedMessages: number;
}

export async function readToday(
  tx: Tx,
  from: { readonly now: Date; readonly timeZone: string; readonly lowStock: number },
): Promise<Today> {
  const { now, timeZone, lowStock } = from;
  const { rows } = await sql<{
    currency: string;
    paid_minor: string;
    paid_orders: number;
    to_send: number;
    waiting: number;
    low: number;
    failed: number;
  }>`
    select m.currency,
      coalesce(p.minor, 0)::text as paid_minor, coalesce(p.orders, 0)::int as paid_orders,
      (select count(*)::int from orders where merchant_id = m.id and status in ('confirmed', 'processing')) as to_send,
      (select count(*)::int from threads where merchant_id = m.id and mode = 'waiting') as waiting,
      (select count(*)::int from (
        select 1 from stock_levels l join variants v on v.merchant_id = l.merchant_id and v.id = l.variant_id and v.archived_at is null
        where l.merchant_id = m.id group by l.variant_id having sum(l.on_hand - l.held) <= ${lowStock}) low) as low,
      (select count(*)::int from outbound_messages where merchant_id = m.id and state in ('failed', 'held')
        and created_at > ${now}::timestamptz - interval '1 day') as failed
    from merchants m
    left join lateral (
      select sum(total_minor - refunded_minor) as minor, count(*) as orders from orders
      where merchant_id = m.id and payment_status <> 'unpaid'
        and paid_at >= date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) at time zone ${timeZone}) p on true
    where m.id = ${tx.merchantId}`.execute(tx.db);
  const row = rows[0];
  if (row === undefined) throw new Error('the merchant of the transaction is not there');
  return {
    paid: money(BigInt(row.paid_minor), row.currency),
    paidOrders: row.paid_orders,
    toSend: row.to_send,
    waitingChats: row.waiting,
    runningOut: row.low,
    failedMessages: row.failed,
  };
}
