/** Chats as staff see them: who, what was said last, what nobody has answered yet. Reads only. */
import type { CustomerId, ThreadId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { ConversationEvent } from '../../../domains/conversations/index.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { InboundContent, OutboundContent } from '../../../providers/messaging/messaging.port.ts';

export type ChatMode = 'bot' | 'waiting' | 'human';
export type ChatContent = InboundContent | OutboundContent | { readonly kind: 'event'; readonly event: ConversationEvent };

export interface ChatSummary {
  readonly id: ThreadId;
  readonly customerId: CustomerId;
  /** Name, username or phone: whichever is known first. */
  readonly who: string;
  readonly mode: ChatMode;
  /** What the customer wrote since our last message. */
  readonly unanswered: number;
  readonly last?: { readonly content: ChatContent; readonly from: 'customer' | 'us'; readonly at: Date };
}

export interface ChatEntry {
  readonly id: string;
  readonly side: 'customer' | 'us' | 'note';
  readonly at: Date;
  /** `bot`, `order`, `staff:<id>` …; of a note its author. */
  readonly sender: string;
  readonly content: ChatContent;
  readonly state?: string;
  readonly failure?: string;
  readonly noteKind?: string;
}

export interface Chat {
  readonly id: ThreadId;
  readonly customerId: CustomerId;
  readonly who: string;
  readonly mode: ChatMode;
  readonly lastInboundAt?: Date;
  readonly entries: readonly ChatEntry[];
}

const who = sql`coalesce(nullif(c.name, ''), '@' || nullif(c.username, ''),
  (select '+' || value from customer_identities where merchant_id = c.merchant_id and customer_id = c.id and kind = 'phone' and is_primary limit 1), 'Customer')`;

/** Waiting for a person first, then the newest. */
export async function listChats(
  tx: Tx,
  query: { readonly mode?: ChatMode; readonly search?: string; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly ChatSummary[]; readonly total: number }> {
  const like = `%${(query.search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const match = sql`t.merchant_id = ${tx.merchantId} and (${query.mode ?? null}::text is null or t.mode = ${query.mode ?? null})
    and (${query.search ?? ''} = '' or c.name ilike ${like} or c.username::text ilike ${like} or exists (select 1 from customer_identities i
      where i.merchant_id = c.merchant_id and i.customer_id = c.id and i.kind = 'phone' and i.value like ${like.replace(/[+ ]/g, '')}))`;
  const from = sql`threads t join customers c on c.merchant_id = t.merchant_id and c.id = t.customer_id`;
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${from} where ${match}`.execute(tx.db);
  const { rows } = await sql<{
    id: ThreadId;
    customer_id: CustomerId;
    who: string;
    mode: ChatMode;
    unanswered: number;
    in_content: ChatContent | null;
    in_at: Date | null;
    out_content: ChatContent | null;
    out_at: Date | null;
  }>`
    select t.id, t.customer_id, ${who} as who, t.mode, i.content as in_content, i.received_at as in_at, o.content as out_content, o.created_at as out_at,
      (select count(*)::int from (select 1 from inbound_messages n where n.merchant_id = t.merchant_id and n.thread_id = t.id
        and n.provider_message_id is not null and (o.id is null or n.id > o.id) limit 99) few) as unanswered
    from ${from}
    left join lateral (select content, received_at from inbound_messages where merchant_id = t.merchant_id and thread_id = t.id
      and provider_message_id is not null order by id desc limit 1) i on true
    left join lateral (select id, content, created_at from outbound_messages where merchant_id = t.merchant_id and thread_id = t.id order by id desc limit 1) o on true
    where ${match}
    order by (t.mode = 'waiting') desc, t.last_message_at desc nulls last, t.id desc
    limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return { items: rows.map((row) => ({ ...headOf(row), ...lastOf(row) })), total: counted.rows[0]?.total ?? 0 };
}

export async function readChat(tx: Tx, id: ThreadId, limit: number): Promise<Chat | undefined> {
  const { rows } = await sql<{ id: ThreadId; customer_id: CustomerId; who: string; mode: ChatMode; last_inbound_at: Date | null }>`
    select t.id, t.customer_id, ${who} as who, t.mode, t.last_inbound_at
    from threads t join customers c on c.merchant_id = t.merchant_id and c.id = t.customer_id
    where t.merchant_id = ${tx.merchantId} and t.id = ${id}`.execute(tx.db);
  const head = rows[0];
  if (head === undefined) return undefined;
  const entries = await sql<EntryRow>`
    select * from (
      (select id, 'customer' as side, received_at as at, 'customer' as sender, content, null as state, null as failure, null as note_kind
        from inbound_messages where merchant_id = ${tx.merchantId} and thread_id = ${id} and provider_message_id is not null order by id desc limit ${limit})
      union all
      (select id, 'us', created_at, sender, content, state, coalesce(failure_detail, failure_kind), null
        from outbound_messages where merchant_id = ${tx.merchantId} and thread_id = ${id} order by id desc limit ${limit})
      union all
      (select id, 'note', created_at, author, jsonb_build_object('kind', 'text', 'text', text), null, null, kind
        from conversation_notes where merchant_id = ${tx.merchantId} and thread_id = ${id} order by id desc limit ${limit})
    ) said order by id desc limit ${limit}`.execute(tx.db);
  return {
    id: head.id,
    customerId: head.customer_id,
    who: head.who,
    mode: head.mode,
    ...(head.last_inbound_at === null ? {} : { lastInboundAt: head.last_inbound_at }),
    entries: entries.rows.map(entryOf).toReversed(),
  };
}

/** Customers by name, username or phone. */
export async function namesOfCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: CustomerId; who: string }>`
    select c.id, ${who} as who from customers c where c.merchant_id = ${tx.merchantId} and c.id = any(${ids}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row.who]));
}

interface EntryRow {
  readonly id: string;
  readonly side: ChatEntry['side'];
  readonly at: Date;
  readonly sender: string;
  readonly content: ChatContent;
  readonly state: string | null;
  readonly failure: string | null;
  readonly note_kind: string | null;
}

function entryOf(row: EntryRow): ChatEntry {
  const { id, side, at, sender, content } = row;
  return {
    id,
    side,
    at,
    sender,
    content,
    ...(row.state === null ? {} : { state: row.state }),
    ...(row.failure === null ? {} : { failure: row.failure }),
    ...(row.note_kind === null ? {} : { noteKind: row.note_kind }),
  };
}

function headOf(row: {
  readonly id: ThreadId;
  readonly customer_id: CustomerId;
  readonly who: string;
  readonly mode: ChatMode;
  readonly unanswered: number;
}) {
  return { id: row.id, customerId: row.customer_id, who: row.who, mode: row.mode, unanswered: row.unanswered };
}

function lastOf(row: {
  readonly in_content: ChatContent | null;
  readonly in_at: Date | null;
  readonly out_content: ChatContent | null;
  readonly out_at: Date | null;
}): Pick<ChatSummary, 'last'> {
  if (row.in_content !== null && row.in_at !== null && (row.out_at === null || row.in_at > row.out_at))
    return { last: { content: row.in_content, from: 'customer', at: row.in_at } };
  return row.out_content !== null && row.out_at !== null ? { last: { content: row.out_content, from: 'us', at: row.out_at } } : {};
}
