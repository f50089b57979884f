/** SQL of today's figures, over several rooms' tables: money, what waits for staff, the last fourteen days. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export const LOW_STOCK = 5;
const SHOWN_LOW = 6;
const DAYS = 14;

export interface Taken {
  readonly minor: bigint;
  readonly orders: number;
}

export interface StatsRow {
  readonly currency: string;
  readonly today: Taken;
  readonly yesterday: Taken;
  readonly lastWeek: Taken;
  readonly placed: number;
  readonly confirm: number;
  readonly send: number;
  readonly parcels: number;
  readonly returns: number;
  readonly chats: number;
  readonly oldestChat: Date | undefined;
  readonly failedMessages: number;
  readonly failedJobs: number;
  readonly hasSold: boolean;
}

interface Shop {
  readonly now: Date;
  readonly timeZone: string;
}

/** Money of orders paid from `daysAgo` days' midnight to the same time of that day, without what went back. */
function taken(shop: Shop, daysAgo: number) {
  const local = sql`(${shop.now}::timestamptz at time zone ${shop.timeZone})`;
  return sql`(select jsonb_build_object('minor', coalesce(sum(total_minor - refunded_minor), 0)::text, 'orders', count(*)) from orders
    where merchant_id = m.id and payment_status <> 'unpaid'
      and paid_at >= (date_trunc('day', ${local}) - make_interval(days => ${daysAgo})) at time zone ${shop.timeZone}
      and paid_at <= (${local} - make_interval(days => ${daysAgo})) at time zone ${shop.timeZone})`;
}

type Json = { readonly minor: string; readonly orders: number };

export async function readStats(tx: Tx, shop: Shop): Promise<StatsRow> {
  const { now, timeZone } = shop;
  const count = (text: ReturnType<typeof sql>) => sql`(select count(*)::int from ${text})`;
  const { rows } = await sql<
    Omit<StatsRow, 'today' | 'yesterday' | 'lastWeek' | 'oldestChat'> & {
      today: Json;
      yesterday: Json;
      lastWeek: Json;
      oldestChat: Date | null;
    }
  >`
    select m.currency, ${taken(shop, 0)} as today, ${taken(shop, 1)} as yesterday, ${taken(shop, 7)} as "lastWeek",
      ${count(sql`orders where merchant_id = m.id
        and placed_at >= date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) at time zone ${timeZone}`)} as placed,
      ${count(sql`orders where merchant_id = m.id and status = 'pending' and payment_method = 'cod'`)} as confirm,
      ${count(sql`orders where merchant_id = m.id and status in ('confirmed', 'processing')`)} as send,
      ${count(sql`orders o where merchant_id = m.id and status in ('confirmed', 'processing') and (
        select s.state from shipments s where s.merchant_id = o.merchant_id and s.order_id = o.id order by s.id desc limit 1)
        in ('failed', 'cancelled', 'returned', 'lost')`)} as parcels,
      ${count(sql`returns where merchant_id = m.id and state in ('asked', 'received')`)} as returns,
      ${count(sql`threads where merchant_id = m.id and mode = 'waiting'`)} as chats,
      (select min(last_inbound_at) from threads where merchant_id = m.id and mode = 'waiting') as "oldestChat",
      ${count(sql`outbound_messages where merchant_id = m.id and state in ('failed', 'held')
        and created_at > ${now}::timestamptz - interval '1 day'`)} as "failedMessages",
      ${count(sql`dead_jobs where merchant_id = m.id`)} as "failedJobs",
      exists (select 1 from orders where merchant_id = m.id and (payment_status <> 'unpaid' or status not in ('pending', 'cancelled'))) as "hasSold"
    from merchants m where m.id = ${tx.merchantId}`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('the merchant of the transaction is not there');
  return {
    ...row,
    today: takenOf(row.today),
    yesterday: takenOf(row.yesterday),
    lastWeek: takenOf(row.lastWeek),
    oldestChat: row.oldestChat ?? undefined,
  };
}

function takenOf({ minor, orders }: Json): Taken {
  return { minor: BigInt(minor), orders };
}

export interface DayRow {
  readonly day: string;
  readonly minor: bigint;
  readonly orders: number;
}

/** The last 14 local days, each there even when nothing was sold on it. */
export async function readDays(tx: Tx, { now, timeZone }: Shop): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    with days as (select ((${now}::timestamptz at time zone ${timeZone})::date - n) as day from generate_series(0, ${DAYS - 1}::int) n)
    select d.day::text as day, coalesce(sum(o.total_minor - o.refunded_minor), 0)::bigint as minor, count(o.id)::int as orders
    from days d left join orders o on o.merchant_id = ${tx.merchantId} and o.payment_status <> 'unpaid'
      and o.paid_at >= d.day::timestamp at time zone ${timeZone} and o.paid_at < (d.day + 1)::timestamp at time zone ${timeZone}
    group by d.day order by d.day`.execute(tx.db);
  return rows;
}

export interface LowRow {
  readonly product_id: string;
  readonly variant_id: string;
  readonly name: string;
  readonly options: string;
  readonly sku: string | null;
  readonly available: number;
}

/** The scarcest first; `total` counts all that are running out. */
export async function readLowStock(tx: Tx): Promise<{ readonly rows: readonly LowRow[]; readonly total: number }> {
  const { rows } = await sql<LowRow & { total: number }>`
    select v.product_id, v.id as variant_id, p.name, array_to_string(v.option_values, ' / ') as options, v.sku,
      l.available, count(*) over ()::int as total
    from (select variant_id, sum(on_hand - held)::int as available from stock_levels where merchant_id = ${tx.merchantId}
      group by variant_id having sum(on_hand - held) <= ${LOW_STOCK}) l
    join variants v on v.merchant_id = ${tx.merchantId} and v.id = l.variant_id and v.archived_at is null
    join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    order by l.available, p.name limit ${SHOWN_LOW}`.execute(tx.db);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
