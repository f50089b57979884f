/** Takes a person's words out of their threads, and hands all of them over for an export. That something was said, and when, stays. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { dropFiles } from './conversation.jobs.ts';

export interface Said {
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly content: unknown;
  readonly at: Date;
}

const MOST_MESSAGES = 20_000;

/** Oldest first, the newest 20,000. */
export async function everythingSaid(tx: Tx, id: CustomerId): Promise<readonly Said[]> {
  const threads = sql`select id from threads where merchant_id = ${tx.merchantId} and customer_id = ${id}`;
  const { rows } = await sql<Said>`select * from (
      select 'in' as direction, kind, content, received_at as at, id from inbound_messages
        where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and kind <> 'event'
      union all
      select 'out', kind, content, created_at, id from outbound_messages where merchant_id = ${tx.merchantId} and thread_id in (${threads})
      order by id desc limit ${MOST_MESSAGES}) said order by id`.execute(tx.db);
  return rows.map(({ direction, kind, content, at }) => ({ direction, kind, content, at }));
}

export interface NoteAbout {
  readonly text: string;
  readonly author: string;
  readonly at: Date;
}

export async function notesAbout(tx: Tx, id: CustomerId): Promise<readonly NoteAbout[]> {
  const { rows } = await sql<NoteAbout>`select n.text, n.author, n.created_at as at from conversation_notes n
    join threads t on t.merchant_id = n.merchant_id and t.id = n.thread_id
    where n.merchant_id = ${tx.merchantId} and t.customer_id = ${id} order by n.id limit ${MOST_MESSAGES}`.execute(tx.db);
  return rows;
}

/** What the service calls the messages of this person's last days: it may still tell of them. */
export async function namesAtService(tx: Tx, id: CustomerId, since: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select m.provider_message_id as name from outbound_messages m
    join threads t on t.merchant_id = m.merchant_id and t.id = m.thread_id
    where m.merchant_id = ${tx.merchantId} and t.customer_id = ${id} and m.provider_message_id is not null and m.created_at > ${since}
    limit ${MOST_MESSAGES}`.execute(tx.db);
  return rows.map((row) => row.name);
}

/** Keys in one job. */
const FILES_AT_ONCE = 200;

/** Files go by a job of the same transaction: a store outside is not asked in one. */
export async function forgetCustomer(clock: Clock, tx: Tx, id: CustomerId): Promise<void> {
  const threads = sql`select id from threads where merchant_id = ${tx.merchantId} and customer_id = ${id}`;
  const { rows: files } = await sql<{ key: string }>`select blob_key as key from inbound_messages
    where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and blob_key is not null`.execute(tx.db);
  await sql`delete from inbound_messages
    where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and kind in ('edit', 'revoke', 'reaction')`.execute(tx.db);
  await sql`update inbound_messages set kind = 'unsupported', content = '{"kind":"unsupported","type":"erased"}', blob_key = null, about_product = null
    where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and kind <> 'event'`.execute(tx.db);
  await sql`update outbound_messages set kind = 'text', content = '{"kind":"text","text":"[erased]"}', failure_detail = null,
      state = case when state in ('queued', 'sending', 'held') then 'failed' else state end
    where merchant_id = ${tx.merchantId} and thread_id in (${threads})`.execute(tx.db);
  await sql`delete from conversation_notes where merchant_id = ${tx.merchantId} and thread_id in (${threads})`.execute(tx.db);
  await sql`update threads set dialog = null, mode = 'bot' where merchant_id = ${tx.merchantId} and customer_id = ${id}`.execute(tx.db);
  for (let from = 0; from < files.length; from += FILES_AT_ONCE)
    await enqueue(tx, clock.now(), dropFiles, { keys: files.slice(from, from + FILES_AT_ONCE).map((file) => file.key) });
}
