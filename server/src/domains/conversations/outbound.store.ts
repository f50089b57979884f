/** All SQL of messages we send. Decides nothing. */
import type { CustomerId, OutboundMessageId, ThreadId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { Thread } from './conversation.ts';
import type { OutboundState } from './delivery.ts';
import { pairRate } from './window.ts';

export interface NewOutbound {
  readonly id: OutboundMessageId;
  readonly threadId: ThreadId;
  readonly content: OutboundContent;
  readonly sender: string;
  readonly inReplyTo: string | undefined;
  readonly at: Date;
}

export async function insertOutbound(tx: Tx, rows: readonly NewOutbound[]): Promise<void> {
  await outboundRows(tx, rows).execute(tx.db);
}

/** The statement that inserts them, however many. */
export function outboundRows(tx: Tx, rows: readonly NewOutbound[]): RawBuilder<unknown> {
  return sql`
    insert into outbound_messages (merchant_id, id, thread_id, kind, content, sender, in_reply_to, created_at)
    select ${tx.merchantId}, id, thread_id, kind, content::jsonb, sender, in_reply_to, created_at from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.threadId)}::uuid[], ${rows.map((row) => row.content.kind)}::text[],
      ${rows.map((row) => JSON.stringify(row.content))}::text[], ${rows.map((row) => row.sender)}::text[],
      ${rows.map((row) => row.inReplyTo ?? null)}::text[], ${rows.map((row) => row.at)}::timestamptz[])
      as given (id, thread_id, kind, content, sender, in_reply_to, created_at)`;
}

export interface Outbound {
  readonly id: OutboundMessageId;
  readonly threadId: ThreadId;
  readonly content: OutboundContent;
  readonly sender: string;
  readonly inReplyTo: string | null;
  readonly state: OutboundState;
  readonly providerMessageId: string | null;
  readonly failureKind: string | null;
  readonly attempts: number;
  /** How many of them ended in silence, not counting the last. */
  readonly doubts: number;
  readonly createdAt: Date;
  /** When it last left towards the service. */
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
}

const columns = sql`o.id, o.thread_id as "threadId", o.content, o.sender, o.in_reply_to as "inReplyTo", o.state,
  o.provider_message_id as "providerMessageId", o.failure_kind as "failureKind", o.attempts, o.doubts, o.created_at as "createdAt",
  o.sent_at as "sentAt", o.delivered_at as "deliveredAt", o.read_at as "readAt"`;

/** An outbound message with what is needed to send it. */
export interface ToSend extends Outbound {
  readonly customerId: CustomerId;
  readonly provider: string;
  readonly channelAddress: string;
  readonly mode: Thread['mode'];
  readonly lastInboundAt: Date | null;
  /** When the last ones of this thread left, at most as many as a burst. */
  readonly recentSentAt: readonly (Date | null)[];
  /** The customer's last message, when nothing was queued between it and this one: the first answer to it. */
  readonly answers: string | null;
}

/** Holds the row until the transaction ends. */
export async function lockToSend(tx: Tx, id: string): Promise<ToSend | undefined> {
  const { rows } = await sql<ToSend>`
    select ${columns}, t.customer_id as "customerId", t.provider, t.channel_address as "channelAddress", t.mode, t.last_inbound_at as "lastInboundAt",
      array(select r.sent_at from outbound_messages r where r.merchant_id = o.merchant_id and r.thread_id = o.thread_id and r.id <> o.id
        order by r.id desc limit ${pairRate.burst}) as "recentSentAt",
      (select i.provider_message_id from (
          select provider_message_id, received_at from inbound_messages
          where merchant_id = o.merchant_id and thread_id = o.thread_id and provider_message_id is not null
            and kind not in ('reaction','edit','revoke') order by id desc limit 1) i
        where not exists (select 1 from outbound_messages b
          where b.merchant_id = o.merchant_id and b.thread_id = o.thread_id and b.id < o.id and b.created_at >= i.received_at)) as answers
    from outbound_messages o join threads t on t.merchant_id = o.merchant_id and t.id = o.thread_id
    where o.merchant_id = ${tx.merchantId} and o.id = ${id} for update of o`.execute(tx.db);
  return rows[0];
}

/** Times of the last sends of a thread, for those who write so much that a burst does not tell. */
export async function loadSentAt(tx: Tx, threadId: ThreadId, limit: number): Promise<readonly Date[]> {
  const { rows } = await sql<{ sent_at: Date | null }>`
    select sent_at from outbound_messages where merchant_id = ${tx.merchantId} and thread_id = ${threadId} order by id desc limit ${limit}`.execute(
    tx.db,
  );
  return rows.flatMap((row) => (row.sent_at === null ? [] : [row.sent_at]));
}

/** By the service's id or by ours, whichever is known; the row is held. */
export async function lockByIds(
  tx: Tx,
  ids: { readonly providerMessageId: string; readonly ourId: string | undefined },
): Promise<Outbound | undefined> {
  const { rows } = await sql<Outbound>`
    select ${columns} from outbound_messages o
    where o.merchant_id = ${tx.merchantId} and (o.provider_message_id = ${ids.providerMessageId} or o.id = ${ids.ourId ?? null}::uuid)
    order by (o.id = ${ids.ourId ?? null}::uuid) desc nulls last limit 1 for update`.execute(tx.db);
  return rows[0];
}

export interface OutboundChange {
  readonly state?: OutboundState;
  readonly provider_message_id?: string | null;
  readonly failure_kind?: string | null;
  readonly failure_detail?: string | null;
  readonly attempts?: number;
  readonly doubts?: number;
  readonly sent_at?: Date | null;
  readonly delivered_at?: Date | null;
  readonly read_at?: Date | null;
}

/**
 * What mostly comes of a send, in one statement: it was in flight and is accepted now, and nobody told anything of it meanwhile.
 * @returns false when it stands otherwise; then nothing was changed.
 */
export async function acceptInFlight(tx: Tx, id: OutboundMessageId, providerMessageId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update outbound_messages set state = 'accepted', provider_message_id = ${providerMessageId}, failure_kind = null, failure_detail = null
    where merchant_id = ${tx.merchantId} and id = ${id} and state = 'sending'`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function updateOutbound(tx: Tx, id: OutboundMessageId, change: OutboundChange): Promise<void> {
  await tx.db.updateTable('outbound_messages').set(change).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}
