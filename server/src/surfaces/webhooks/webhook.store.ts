/** All SQL of raw webhook events. Decides nothing. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';

export interface RawEvent {
  readonly merchantId: MerchantId;
  readonly provider: string;
  /** The provider's own event id, or the hash of the body. */
  readonly dedupe: string;
  readonly body: Buffer;
  /** What the reading needs to know beside the body; never a secret. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface StoredId {
  readonly id: bigint;
  readonly merchant_id: MerchantId;
}

/** Inserts what is new, in one statement whatever their number. */
export async function insertEvents(tx: PlatformTx, events: readonly RawEvent[], at: Date): Promise<readonly StoredId[]> {
  const { rows } = await sql<StoredId>`
    insert into webhook_events (merchant_id, provider, dedupe, body, headers, received_at)
    select merchant_id, provider, dedupe, body, facts::jsonb, ${at} from unnest(
      ${events.map((event) => event.merchantId)}::uuid[], ${events.map((event) => event.provider)}::text[],
      ${events.map((event) => event.dedupe)}::text[], ${events.map((event) => event.body)}::bytea[],
      ${events.map((event) => JSON.stringify(event.facts))}::text[]) as given (merchant_id, provider, dedupe, body, facts)
    on conflict (provider, merchant_id, dedupe) do nothing
    returning id, merchant_id`.execute(tx.db);
  return rows;
}

export type EventState = 'stored' | 'read' | 'waiting' | 'unreadable';

export interface StoredEvent {
  readonly id: bigint;
  readonly provider: string;
  readonly body: Buffer;
  readonly facts: unknown;
  readonly received_at: Date;
}

/** The event if it is in this state; held until the transaction ends. */
export async function lockEvent(tx: Tx, id: string, state: EventState): Promise<StoredEvent | undefined> {
  const { rows } = await sql<StoredEvent>`
    select id, provider, body, headers as facts, received_at from webhook_events
    where id = ${id} and merchant_id = ${tx.merchantId} and state = ${state} and wiped_at is null for update`.execute(tx.db);
  return rows[0];
}

/** The event that nobody has read, counted as read from now on; held until the transaction ends, and unread again where that fails. */
export async function takeEvent(tx: Tx, id: string, at: Date): Promise<StoredEvent | undefined> {
  const { rows } = await sql<StoredEvent>`
    update webhook_events set state = 'read', read_at = ${at}
    where id = ${id} and merchant_id = ${tx.merchantId} and state = 'stored'
    returning id, provider, body, headers as facts, received_at`.execute(tx.db);
  return rows[0];
}

export async function markEvent(
  tx: Tx,
  id: bigint,
  mark: { readonly state: EventState; readonly detail?: string; readonly at: Date },
): Promise<void> {
  await sql`
    update webhook_events set state = ${mark.state}, detail = ${mark.detail ?? null}, read_at = ${mark.at}
    where id = ${id} and merchant_id = ${tx.merchantId}`.execute(tx.db);
}

const gone = sql`body = '', headers = '{}'`;

/**
 * Bodies that were read before `readBefore`, and any from before `anyBefore`. That they came, and their keys, stay.
 * @returns how many; at most `limit`.
 */
export async function wipeOldBodies(
  tx: PlatformTx,
  { at, readBefore, anyBefore, limit }: { readonly at: Date; readonly readBefore: Date; readonly anyBefore: Date; readonly limit: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_events set ${gone}, wiped_at = ${at} where id in (
      select id from webhook_events where wiped_at is null and received_at < ${readBefore}
        and (state in ('read','unreadable') or received_at < ${anyBefore})
      order by received_at limit ${limit})`.execute(tx.db);
  return Number(numAffectedRows);
}

/**
 * Bodies with one of these marks in them: all that were read, and those of chats also before they are. What payments and couriers tell is
 * read first, since money depends on it, and goes when its time is over.
 */
export async function wipeBodiesWith(tx: Tx, marks: readonly string[], at: Date): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    update webhook_events set ${gone}, wiped_at = ${at}, state = case state when 'stored' then 'read' else state end
    where merchant_id = ${tx.merchantId} and wiped_at is null and (state in ('read','unreadable') or provider in ('whatsapp','twilio'))
      and exists (select 1 from unnest(${marks}::text[]) as mark where position(convert_to(mark, 'UTF8') in body) > 0)`.execute(tx.db);
}

/** @returns how many rows were deleted; at most `limit`. */
export async function deleteOldEvents(tx: PlatformTx, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_events where id in (select id from webhook_events where received_at < ${before} order by received_at limit ${limit})`.execute(
    tx.db,
  );
  return Number(numAffectedRows);
}
