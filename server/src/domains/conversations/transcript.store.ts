/** SQL of what staff look at: the list of conversations, and everything said in one, both ways. Reads only. */
import type { CustomerId, ThreadId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { Thread } from './conversation.ts';
import type { OutboundState } from './delivery.ts';

export interface ConversationRow {
  readonly id: ThreadId;
  readonly provider: string;
  readonly mode: Thread['mode'];
  readonly last_inbound_at: Date | null;
  readonly last_message_at: Date | null;
  readonly customer_id: CustomerId;
  readonly name: string | null;
  readonly username: string | null;
  readonly phone: string | null;
  readonly last: LastMessage | null;
}

export interface LastMessage {
  readonly direction: 'in' | 'out';
  readonly content: InboundContent | OutboundContent;
  readonly at: string;
}

const phoneOf = sql`(select value from customer_identities k where k.merchant_id = c.merchant_id and k.customer_id = c.id and k.kind = 'phone'
  and k.is_primary order by k.created_at desc limit 1)`;

const conversation = sql`
  select t.id, t.provider, t.mode, t.last_inbound_at, t.last_message_at, t.customer_id, c.name, c.username, ${phoneOf} as phone,
    (select jsonb_build_object('direction', m.direction, 'content', m.content, 'at', m.at) from (
      (select 'in' as direction, id, content, received_at as at from inbound_messages i
        where i.merchant_id = t.merchant_id and i.thread_id = t.id and kind not in ('event','edit','revoke','reaction') order by id desc limit 1)
      union all
      (select 'out', id, content, created_at from outbound_messages o
        where o.merchant_id = t.merchant_id and o.thread_id = t.id order by id desc limit 1)
      order by id desc limit 1) m) as last
  from threads t join customers c on c.merchant_id = t.merchant_id and c.id = t.customer_id`;

export interface ConversationFilter {
  readonly mode: string | undefined;
  readonly search: string | undefined;
  readonly page: number;
  readonly limit: number;
}

/** The one written in last comes first. */
export async function listConversations(
  tx: Tx,
  filter: ConversationFilter,
): Promise<{ readonly items: readonly ConversationRow[]; readonly total: number }> {
  const text = filter.search === undefined ? null : `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`;
  const digits = filter.search?.replace(/\D/g, '') ?? '';
  const number = digits.length >= 3 ? `%${digits}%` : null;
  const where = sql`
    where t.merchant_id = ${tx.merchantId} and (${filter.mode ?? null}::text is null or t.mode = ${filter.mode ?? null})
      and (${text}::text is null or c.name ilike ${text} or c.username ilike ${text} or (${number}::text is not null and exists (
        select 1 from customer_identities k where k.merchant_id = c.merchant_id and k.customer_id = c.id and k.kind = 'phone' and k.value like ${number})))`;
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from threads t join customers c on c.merchant_id = t.merchant_id and c.id = t.customer_id ${where}`.execute(
    tx.db,
  );
  const { rows } = await sql<ConversationRow>`
    ${conversation} ${where} order by t.last_message_at desc nulls last, t.id desc
    limit ${filter.limit} offset ${(filter.page - 1) * filter.limit}`.execute(tx.db);
  return { items: rows, total: counted.rows[0]?.total ?? 0 };
}

export async function loadConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`${conversation} where t.merchant_id = ${tx.merchantId} and t.id = ${id}`.execute(tx.db);
  return rows[0];
}

export interface TranscriptRow {
  readonly direction: 'in' | 'out' | 'note';
  readonly id: string;
  readonly kind: string;
  /** Of a note: its text as a JSON string. */
  readonly content: InboundContent | OutboundContent | string;
  readonly provider_message_id: string | null;
  readonly author: string | null;
  readonly at: Date;
  readonly state: OutboundState | null;
  readonly failure_kind: string | null;
  readonly failure_detail: string | null;
  readonly delivered_at: Date | null;
  readonly read_at: Date | null;
  readonly blob_key: string | null;
}

/** Newest first, from before `cursor` (an id of the last page). What only changes an earlier message is not among them. */
export async function loadTranscript(
  tx: Tx,
  threadId: string,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<readonly TranscriptRow[]> {
  const before = page.cursor ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const own = sql`merchant_id = ${tx.merchantId} and thread_id = ${threadId} and id < ${before}::uuid`;
  const none = sql`null::timestamptz`;
  const { rows } = await sql<TranscriptRow>`
    (select 'in' as direction, id, kind, content, provider_message_id, null as author, received_at as at, null as state,
        null as failure_kind, null as failure_detail, ${none} as delivered_at, ${none} as read_at, blob_key
      from inbound_messages where ${own} and kind not in ('event','edit','revoke','reaction') order by id desc limit ${page.limit})
    union all
    (select 'out', id, kind, content, provider_message_id, sender, created_at, state, failure_kind, failure_detail, delivered_at, read_at, null
      from outbound_messages where ${own} order by id desc limit ${page.limit})
    union all
    (select 'note', id, kind, to_jsonb(text), null, author, created_at, null, null, null, null, null, null
      from conversation_notes where ${own} order by id desc limit ${page.limit})
    order by id desc limit ${page.limit}`.execute(tx.db);
  return rows;
}

export interface ChangeRow {
  readonly target: string;
  readonly content: Extract<InboundContent, { kind: 'edit' | 'revoke' | 'reaction' }>;
}

/** Edits, revocations and reactions to these messages, oldest first. */
export async function loadChanges(tx: Tx, threadId: string, targets: readonly string[]): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select in_reply_to as target, content from inbound_messages
    where merchant_id = ${tx.merchantId} and thread_id = ${threadId} and kind in ('edit','revoke','reaction') and in_reply_to = any(${targets}::text[])
    order by sent_at, id`.execute(tx.db);
  return rows;
}
