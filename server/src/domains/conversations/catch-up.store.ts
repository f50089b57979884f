/** All SQL of catching up: how far the service's list was read, which of its messages are here, and of which of ours nobody told. Decides nothing. */
import type { OutboundMessageId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface Channel {
  readonly provider: string;
  readonly address: string;
}

/** Until when everything is here; begins at `first` for a channel that was never looked at. */
export async function caughtUpUntil(tx: Tx, channel: Channel, first: Date): Promise<Date> {
  const { rows } = await sql<{ caught_up_until: Date }>`
    insert into message_catch_ups (merchant_id, provider, channel_address, caught_up_until)
    values (${tx.merchantId}, ${channel.provider}, ${channel.address}, ${first})
    on conflict (merchant_id, provider, channel_address) do update set caught_up_until = message_catch_ups.caught_up_until
    returning caught_up_until`.execute(tx.db);
  return rows[0]?.caught_up_until ?? first;
}

/** Never backwards. */
export async function saveCaughtUp(tx: Tx, channel: Channel, until: Date): Promise<void> {
  await sql`update message_catch_ups set caught_up_until = greatest(caught_up_until, ${until})
    where merchant_id = ${tx.merchantId} and provider = ${channel.provider} and channel_address = ${channel.address}`.execute(tx.db);
}

/** What is written while nobody is connected is somebody else's to answer. */
export async function stopCatchingUp(tx: Tx, provider: string): Promise<void> {
  await sql`delete from message_catch_ups where merchant_id = ${tx.merchantId} and provider = ${provider}`.execute(tx.db);
}

/** Those of these messages of the service that are filed here. */
export async function filedAmong(tx: Tx, providerMessageIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select provider_message_id as id from inbound_messages
    where merchant_id = ${tx.merchantId} and provider_message_id = any(${providerMessageIds}::text[])`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}

export interface Untold {
  readonly id: OutboundMessageId;
  readonly providerMessageId: string;
}

export interface UntoldSearch {
  readonly now: Date;
  /** Left after this. */
  readonly since: Date;
  /** Taken by the service before this, and not heard of. */
  readonly acceptedBefore: Date;
  /** On its way since before this, and not arrived. */
  readonly sentBefore: Date;
  readonly limit: number;
}

/** Asked about less and less often: each time only after half of the time that has gone by since it left. */
export async function untoldMessages(tx: Tx, channel: Channel, search: UntoldSearch): Promise<readonly Untold[]> {
  const { rows } = await sql<Untold>`
    select o.id, o.provider_message_id as "providerMessageId" from outbound_messages o
    join threads t on t.merchant_id = o.merchant_id and t.id = o.thread_id and t.provider = ${channel.provider} and t.channel_address = ${channel.address}
    where o.merchant_id = ${tx.merchantId} and o.state in ('accepted','sent') and o.provider_message_id is not null and o.sent_at > ${search.since}
      and o.sent_at < case o.state when 'accepted' then ${search.acceptedBefore}::timestamptz else ${search.sentBefore}::timestamptz end
      and (o.status_asked_at is null or ${search.now}::timestamptz - o.status_asked_at >= (${search.now}::timestamptz - o.sent_at) / 2)
    order by o.sent_at limit ${search.limit}`.execute(tx.db);
  return rows;
}

export async function markAsked(tx: Tx, id: OutboundMessageId, at: Date): Promise<void> {
  await sql`update outbound_messages set status_asked_at = ${at} where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
}
