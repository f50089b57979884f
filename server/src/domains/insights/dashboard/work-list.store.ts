/** SQL of orders as the first page lists them, and of what stands around one order in the other rooms. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface WorkRow {
  readonly id: string;
  readonly order_number: string;
  readonly status: string;
  readonly payment_status: string;
  readonly payment_method: string;
  readonly delivery_method: string;
  readonly total_minor: bigint;
  readonly currency: string;
  readonly customer_id: string;
  readonly customer_name: string | null;
  readonly items_count: number;
  readonly first_item: string;
  readonly placed_at: Date;
  readonly cod_collected_at: Date | null;
  readonly cod_remitted_at: Date | null;
  readonly parcel_state: string | null;
  readonly thread_id: string | null;
  /** It prints something that has not come out yet: there is nothing to hand over. */
  readonly pages_to_come: boolean;
}

const shown = sql`o.id, o.order_number, o.status, o.payment_status, o.payment_method, o.delivery_method, o.total_minor, o.currency, o.customer_id,
    coalesce(c.name, o.delivery_address ->> 'name') as customer_name, o.placed_at, o.cod_collected_at, o.cod_remitted_at, o.thread_id,
    (select coalesce(sum(quantity), 0)::int from order_items i where i.merchant_id = o.merchant_id and i.order_id = o.id) as items_count,
    (select coalesce(min(name) filter (where position = 0), '') from order_items i where i.merchant_id = o.merchant_id and i.order_id = o.id) as first_item,
    (select state from shipments s where s.merchant_id = o.merchant_id and s.order_id = o.id order by s.id desc limit 1) as parcel_state,
    exists (select 1 from print_jobs j where j.merchant_id = o.merchant_id and j.order_id = o.id and j.reprint_of is null
      and j.state in ('waiting', 'held', 'queued', 'printing', 'unknown')) as pages_to_come
  from orders o left join customers c on c.merchant_id = o.merchant_id and c.id = o.customer_id`;

/** `act`: those that wait for staff, the oldest first; otherwise the newest first. */
export async function listWork(
  tx: Tx,
  query: { readonly waiting: 'act' | undefined; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly WorkRow[]; readonly total: number }> {
  const isOpen = sql`(o.status in ('confirmed', 'processing') or (o.status = 'pending' and o.payment_method = 'cod'))`;
  const where = sql`where o.merchant_id = ${tx.merchantId} and o.closed_reason is distinct from 'deleted' ${query.waiting ? sql`and ${isOpen}` : sql``}`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from orders o ${where}`.execute(tx.db);
  const { rows } = await sql<WorkRow>`select ${shown} ${where} order by ${query.waiting ? sql`o.id` : sql`o.id desc`}
    limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return { items: rows, total: counted[0]?.total ?? 0 };
}

export async function workById(tx: Tx, id: string): Promise<WorkRow | undefined> {
  const { rows } = await sql<WorkRow>`select ${shown} where o.merchant_id = ${tx.merchantId} and o.id = ${id}`.execute(tx.db);
  return rows[0];
}

export interface Surroundings {
  readonly journal: readonly { id: string; number: string; description: string; minor: string; cause: string; at: string }[];
  readonly stock: readonly { name: string; quantity: number; reason: string; at: string }[];
  readonly documents: readonly { id: string; kind: string; number: string; at: string }[];
  readonly returns: readonly { id: string; return_number: string; state: string; at: string }[];
  readonly refunds: readonly { id: string; minor: string; state: string; reason: string; at: string }[];
  readonly messages: readonly { direction: 'in' | 'out'; at: string }[];
}

const MOST = 100;

/** Oldest first, each list. */
export async function surroundingsOf(
  tx: Tx,
  order: { readonly id: string; readonly threadId: string | null; readonly placedAt: Date },
): Promise<Surroundings> {
  const list = (inner: ReturnType<typeof sql>) =>
    sql`(select coalesce(jsonb_agg(to_jsonb(r) order by r.at), '[]') from (${inner} limit ${MOST}) r)`;
  const own = sql`merchant_id = ${tx.merchantId} and order_id = ${order.id}`;
  const { rows } = await sql<Surroundings>`select
    ${list(sql`select id, number::text, description, cause_kind as cause, posted_at as at, (select sum(debit_minor)::text from journal_lines l
      where l.merchant_id = e.merchant_id and l.entry_id = e.id) as minor from journal_entries e where ${own}`)} as journal,
    ${list(sql`select coalesce((select min(i.name) from order_items i where i.merchant_id = m.merchant_id and i.order_id = m.order_id
      and i.variant_id = m.variant_id), '') as name, m.quantity, m.reason, m.at from stock_movements m where ${own}`)} as stock,
    ${list(sql`select id, kind, coalesce(content ->> 'number', series || number::text) as number, created_at as at from documents where ${own}`)} as documents,
    ${list(sql`select id, number as return_number, state, created_at as at from returns where ${own}`)} as returns,
    ${list(sql`select id, amount_minor::text as minor, state, reason, created_at as at from refunds where ${own}`)} as refunds,
    ${list(sql`select 'in' as direction, received_at as at from (select received_at from inbound_messages where merchant_id = ${tx.merchantId}
      and thread_id = ${order.threadId}::uuid and kind <> 'event' and received_at <= ${order.placedAt} order by id desc limit 1) first`)} as messages
  `.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('a select without from answers one row');
  return row;
}
