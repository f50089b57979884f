/** Takes a person's words out of their threads, and hands all of them over for an export. That something was said, and when, stays. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

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

export async function forgetCustomer(tx: Tx, id: CustomerId): Promise<void> {
  const threads = sql`select id from threads where merchant_id = ${tx.merchantId} and customer_id = ${id}`;
  await sql`delete from inbound_messages
    where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and kind in ('edit', 'revoke', 'reaction')`.execute(tx.db);
  await sql`update inbound_messages set kind = 'unsupported', content = '{"kind":"unsupported","type":"erased"}', blob_key = null, about_product = null
    where merchant_id = ${tx.merchantId} and thread_id in (${threads}) and kind <> 'event'`.execute(tx.db);
  await sql`update outbound_messages set kind = 'text', content = '{"kind":"text","text":"[erased]"}', failure_detail = null,
      state = case when state in ('queued', 'sending', 'held') then 'failed' else state end
    where merchant_id = ${tx.merchantId} and thread_id in (${threads})`.execute(tx.db);
  await sql`delete from conversation_notes where merchant_id = ${tx.merchantId} and thread_id in (${threads})`.execute(tx.db);
  await sql`update threads set dialog = null, mode = 'bot' where merchant_id = ${tx.merchantId} and customer_id = ${id}`.execute(tx.db);
}
