/** SQL of the way from a chat to money, over a range of local days. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface FunnelRow {
  readonly chats: number;
  readonly carts: number;
  readonly checkouts: number;
  readonly orders: number;
  readonly paid: number;
  readonly minor: bigint;
}

/** Both days included. */
export async function readFunnel(
  tx: Tx,
  { from, to, timeZone }: { readonly from: string; readonly to: string; readonly timeZone: string },
): Promise<FunnelRow> {
  const within = (column: string) => sql`${sql.ref(column)} >= ${from}::date::timestamp at time zone ${timeZone}
    and ${sql.ref(column)} < (${to}::date + 1)::timestamp at time zone ${timeZone}`;
  const mine = sql`merchant_id = ${tx.merchantId}`;
  const { rows } = await sql<FunnelRow>`select
    (select count(distinct thread_id)::int from inbound_messages where ${mine} and kind <> 'event' and ${within('received_at')}) as chats,
    (select count(*)::int from carts c where ${mine} and ${within('updated_at')} and (state = 'ordered'
      or exists (select 1 from cart_lines l where l.merchant_id = c.merchant_id and l.cart_id = c.id))) as carts,
    (select count(*)::int from checkouts where ${mine} and ${within('created_at')}) as checkouts,
    placed.orders, placed.paid, placed.minor
    from (select count(*)::int as orders, (count(*) filter (where payment_status <> 'unpaid'))::int as paid,
      coalesce(sum(total_minor - refunded_minor) filter (where payment_status <> 'unpaid'), 0)::bigint as minor
      from orders where ${mine} and ${within('placed_at')}) placed`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('a select of sums answers one row');
  return row;
}
