/** All SQL of threads. Decides nothing. */
import type { CustomerId, ThreadId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Thread } from './conversation.ts';

interface ThreadRow {
  readonly id: ThreadId;
  readonly customer_id: CustomerId;
  readonly provider: string;
  readonly channel_address: string;
  readonly mode: Thread['mode'];
  readonly dialog: unknown;
  readonly failures: number;
  readonly last_inbound_at: Date | null;
}

const columns = sql`id, customer_id, provider, channel_address, mode, dialog, failures, last_inbound_at`;

export interface ThreadKey {
  readonly customerId: CustomerId;
  readonly provider: string;
  readonly channelAddress: string;
}

/**
 * Finds or makes the thread and locks its row until the transaction ends: a turn that is about to read waits, so that no message can
 * slip between "somebody will read it" and the reading.
 * @param inboundAt opens the window; undefined leaves it as it is.
 */
export async function touchThread(tx: Tx, key: ThreadKey, at: TouchedAt): Promise<ThreadId> {
  const { rows } = await touchedThread(tx, key, at).execute(tx.db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a thread was neither found nor made');
  return id;
}

interface TouchedAt {
  readonly inboundAt: Date | undefined;
  readonly now: Date;
}

/** The statement of `touchThread`, to stand in a larger one. */
export function touchedThread(tx: Tx, key: ThreadKey, { inboundAt, now }: TouchedAt): RawBuilder<{ id: ThreadId }> {
  return sql<{ id: ThreadId }>`
    insert into threads (merchant_id, id, customer_id, provider, channel_address, last_inbound_at, last_message_at, created_at)
    values (${tx.merchantId}, ${newId()}, ${key.customerId}, ${key.provider}, ${key.channelAddress}, ${inboundAt ?? null}, ${now}, ${now})
    on conflict (merchant_id, customer_id, provider, channel_address) do update set
      last_inbound_at = greatest(threads.last_inbound_at, excluded.last_inbound_at),
      last_message_at = greatest(threads.last_message_at, excluded.last_message_at)
    returning id`;
}

export async function loadThread(tx: Tx, id: ThreadId): Promise<Thread | undefined> {
  const { rows } = await sql<ThreadRow>`select ${columns} from threads where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
  return rows[0] && threadOf(rows[0]);
}

/** Holds the row until the transaction ends; rows that only point at it can still be added. */
export async function lockThread(tx: Tx, id: ThreadId): Promise<Thread | undefined> {
  const { rows } = await sql<ThreadRow>`
    select ${columns} from threads where merchant_id = ${tx.merchantId} and id = ${id} for no key update`.execute(tx.db);
  return rows[0] && threadOf(rows[0]);
}

export async function latestThreadOf(tx: Tx, customerId: CustomerId): Promise<ThreadId | undefined> {
  const { rows } = await sql<{ id: ThreadId }>`
    select id from threads where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
    order by last_inbound_at desc nulls last, id desc limit 1`.execute(tx.db);
  return rows[0]?.id;
}

export async function saveMode(tx: Tx, id: ThreadId, mode: Thread['mode']): Promise<void> {
  await sql`update threads set mode = ${mode} where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

/** Answers the service the thread is with; undefined where it is gone. */
export async function noteMessageAt(tx: Tx, id: ThreadId, at: Date): Promise<string | undefined> {
  const { rows } = await sql<{ provider: string }>`
    update threads set last_message_at = greatest(last_message_at, ${at}) where merchant_id = ${tx.merchantId} and id = ${id}
    returning provider`.execute(tx.db);
  return rows[0]?.provider;
}

/** The threads of a customer, the one written to last first, locked. */
export async function lockThreadsOf(tx: Tx, customerId: CustomerId): Promise<readonly Thread[]> {
  const { rows } = await sql<ThreadRow>`
    select ${columns} from threads where merchant_id = ${tx.merchantId} and customer_id = ${customerId} order by id for update`.execute(
    tx.db,
  );
  return rows.map(threadOf);
}

export async function giveThread(tx: Tx, id: ThreadId, customerId: CustomerId): Promise<void> {
  await sql`update threads set customer_id = ${customerId} where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}

/** Moves everything said in `from` to `to` and removes `from`. */
export async function foldThread(tx: Tx, from: ThreadId, to: ThreadId): Promise<void> {
  await sql`
    update threads t set last_inbound_at = greatest(t.last_inbound_at, f.last_inbound_at), last_message_at = greatest(t.last_message_at, f.last_message_at)
    from threads f where t.merchant_id = ${tx.merchantId} and t.id = ${to} and f.merchant_id = ${tx.merchantId} and f.id = ${from}`.execute(
    tx.db,
  );
  for (const table of ['inbound_messages', 'outbound_messages', 'conversation_notes'])
    await sql`update ${sql.table(table)} set thread_id = ${to} where merchant_id = ${tx.merchantId} and thread_id = ${from}`.execute(tx.db);
  await sql`delete from threads where merchant_id = ${tx.merchantId} and id = ${from}`.execute(tx.db);
}

function threadOf(row: ThreadRow): Thread {
  return {
    id: row.id,
    customerId: row.customer_id,
    provider: row.provider,
    channelAddress: row.channel_address,
    mode: row.mode,
    dialog: row.dialog,
    failures: row.failures,
    ...(row.last_inbound_at === null ? {} : { lastInboundAt: row.last_inbound_at }),
  };
}
