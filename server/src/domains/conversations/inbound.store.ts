/** All SQL of messages that came in, and of our own events that stand among them. Decides nothing. */
import type { InboundMessageId, ThreadId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { InboundContent, MediaRef } from '../../providers/messaging/messaging.port.ts';
import type { TurnEntry } from './conversation.ts';
import { type ThreadKey, touchedThread } from './thread.store.ts';

export interface NewInbound {
  readonly providerMessageId: string;
  readonly kind: string;
  /** JSON text. */
  readonly content: string;
  readonly inReplyTo: string | undefined;
  readonly aboutProduct: string | undefined;
  readonly sentAt: Date;
  readonly receivedAt: Date;
  /** Opens the window; undefined: the person did not write. */
  readonly inboundAt: Date | undefined;
  /** Undefined: waits for a turn. */
  readonly handledAt: Date | undefined;
}

export type MediaLoss = 'too_large' | 'lost';

/** An event of ours among the messages of a thread. */
export async function insertEvent(tx: Tx, threadId: ThreadId, content: string, at: Date): Promise<void> {
  await sql`
    insert into inbound_messages (merchant_id, id, thread_id, kind, content, sent_at, received_at)
    values (${tx.merchantId}, ${newId()}, ${threadId}, 'event', ${content}, ${at}, ${at})`.execute(tx.db);
}

/**
 * Files a message in the thread of this key, which is found or made, and locked as `touchThread` does.
 * @returns no message id when the provider's id was filed before.
 */
export async function insertInbound(
  tx: Tx,
  key: ThreadKey,
  row: NewInbound,
): Promise<{ readonly threadId: ThreadId; readonly id: InboundMessageId | undefined }> {
  const { rows } = await sql<{ thread_id: ThreadId; id: InboundMessageId | null }>`
    with thread as (${touchedThread(tx, key, { inboundAt: row.inboundAt, now: row.receivedAt })}),
    filed as (
      insert into inbound_messages (merchant_id, id, thread_id, provider_message_id, kind, content, in_reply_to, about_product, sent_at, received_at, handled_at)
      select ${tx.merchantId}, ${newId()}::uuid, thread.id, ${row.providerMessageId}, ${row.kind}, ${row.content}::jsonb, ${row.inReplyTo ?? null},
        ${row.aboutProduct ?? null}, ${row.sentAt}::timestamptz, ${row.receivedAt}::timestamptz, ${row.handledAt ?? null}::timestamptz from thread
      on conflict (merchant_id, provider_message_id) where provider_message_id is not null do nothing
      returning id)
    select thread.id as thread_id, (select id from filed) as id from thread`.execute(tx.db);
  const [filed] = rows;
  if (!filed) throw new Error('a thread was neither found nor made');
  return { threadId: filed.thread_id, id: filed.id ?? undefined };
}

export async function threadOfInbound(tx: Tx, providerMessageId: string): Promise<ThreadId | undefined> {
  const { rows } = await sql<{ thread_id: ThreadId }>`
    select thread_id from inbound_messages where merchant_id = ${tx.merchantId} and provider_message_id = ${providerMessageId}`.execute(
    tx.db,
  );
  return rows[0]?.thread_id;
}

interface EntryRow {
  readonly id: InboundMessageId;
  readonly provider_message_id: string | null;
  readonly content: TurnEntry['content'];
  readonly about_product: string | null;
  readonly received_at: Date;
}

/** In the order they were written; within the service's seconds in the order they came. */
export async function loadUnhandled(tx: Tx, threadId: ThreadId): Promise<readonly TurnEntry[]> {
  const { rows } = await sql<EntryRow>`
    select id, provider_message_id, content, about_product, received_at from inbound_messages
    where merchant_id = ${tx.merchantId} and thread_id = ${threadId} and handled_at is null
    order by sent_at, id`.execute(tx.db);
  return rows.map((row) => ({
    id: row.id,
    ...(row.provider_message_id === null ? {} : { providerMessageId: row.provider_message_id }),
    content: row.content,
    ...(row.about_product === null ? {} : { aboutProduct: row.about_product }),
    receivedAt: row.received_at,
  }));
}

export interface StoredMedia {
  readonly id: InboundMessageId;
  readonly threadId: ThreadId;
  readonly provider: string;
  readonly channelAddress: string;
  readonly media: Extract<InboundContent, { kind: 'media' }>['media'];
  readonly ref: MediaRef;
  readonly blobKey: string | undefined;
}

export async function loadMedia(tx: Tx, id: string): Promise<StoredMedia | undefined> {
  const { rows } = await sql<{
    id: InboundMessageId;
    thread_id: ThreadId;
    content: InboundContent;
    blob_key: string | null;
    provider: string;
    channel_address: string;
  }>`
    select m.id, m.thread_id, m.content, m.blob_key, t.provider, t.channel_address
    from inbound_messages m join threads t on t.merchant_id = m.merchant_id and t.id = m.thread_id
    where m.merchant_id = ${tx.merchantId} and m.id = ${id} and m.kind = 'media'`.execute(tx.db);
  const row = rows[0];
  if (row?.content.kind !== 'media') return undefined;
  return {
    id: row.id,
    threadId: row.thread_id,
    provider: row.provider,
    channelAddress: row.channel_address,
    media: row.content.media,
    ref: row.content.ref,
    blobKey: row.blob_key ?? undefined,
  };
}

/** Remembered at the message, for whoever comes to it later than its loss. */
export async function saveLoss(tx: Tx, id: InboundMessageId, why: MediaLoss): Promise<void> {
  await sql`update inbound_messages set content = content || jsonb_build_object('lost', ${why}::text)
    where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

/** Why the bytes of this message will never be here; undefined while they may. Locks the message, so that a loss is told to one of the two. */
export async function lossOf(tx: Tx, id: InboundMessageId): Promise<MediaLoss | undefined> {
  const { rows } = await sql<{ lost: MediaLoss | null }>`
    select content->>'lost' as lost from inbound_messages where merchant_id = ${tx.merchantId} and id = ${id} for update`.execute(tx.db);
  return rows[0]?.lost ?? undefined;
}

/** @returns whether the message still has a file: its person may have been erased meanwhile. */
export async function saveBlobKey(tx: Tx, id: InboundMessageId, blobKey: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update inbound_messages set blob_key = ${blobKey}
    where merchant_id = ${tx.merchantId} and id = ${id} and kind = 'media'`.execute(tx.db);
  return numAffectedRows === 1n;
}
