/** All SQL of idempotency_keys: the first answer to a keyed POST, kept in the same transaction as its effect. */
import type { Clock } from '@parley/contract/values/time.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../db/database.ts';

export interface KeyedRequest {
  /** Who asks; two actors may use the same key. */
  readonly actor: string;
  readonly key: string;
  /** Method and address. */
  readonly route: string;
  /** Keyed digest of the body. */
  readonly bodyHash: string;
}

export type Claim =
  | { readonly kind: 'first' }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'replay'; readonly status: number; readonly answer: unknown };

const KEPT_MS = dayMs;
const PENDING = 0;

/** Claims the key for this transaction. While another transaction holds the same key, this waits for its end. */
export async function claimKey(tx: Tx, request: KeyedRequest, clock: Clock): Promise<Claim> {
  const now = clock.now();
  const ours = { merchant_id: tx.merchantId, actor: request.actor, key: request.key };
  await tx.db
    .deleteFrom('idempotency_keys')
    .where('merchant_id', '=', tx.merchantId)
    .where('actor', '=', ours.actor)
    .where('key', '=', ours.key)
    .where('created_at', '<', after(now, -KEPT_MS))
    .execute();
  const claimed = await tx.db
    .insertInto('idempotency_keys')
    .values({ ...ours, route: request.route, body_hash: request.bodyHash, status: PENDING, created_at: now })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'actor', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed !== undefined) return { kind: 'first' };
  return (await findAnswer(tx, request)) ?? { kind: 'mismatch' };
}

/** What is known of the key already, without claiming it. */
export async function findAnswer(tx: Tx, request: KeyedRequest): Promise<Claim | undefined> {
  const before = await tx.db
    .selectFrom('idempotency_keys')
    .select(['route', 'body_hash', 'status', 'answer'])
    .where('merchant_id', '=', tx.merchantId)
    .where('actor', '=', request.actor)
    .where('key', '=', request.key)
    .executeTakeFirst();
  if (before === undefined) return undefined;
  if (before.route !== request.route || before.body_hash !== request.bodyHash) return { kind: 'mismatch' };
  return { kind: 'replay', status: before.status, answer: before.answer };
}

export async function keepAnswer(tx: Tx, request: KeyedRequest, status: number, answer: unknown): Promise<void> {
  await tx.db
    .updateTable('idempotency_keys')
    .set({ status, answer: JSON.stringify(answer) })
    .where('merchant_id', '=', tx.merchantId)
    .where('actor', '=', request.actor)
    .where('key', '=', request.key)
    .execute();
}

/** Answers that name one of these; who asks again is answered as if for the first time. */
export async function forgetAnswers(tx: Tx, names: readonly string[]): Promise<void> {
  await sql`delete from idempotency_keys where merchant_id = ${tx.merchantId} and answer is not null
    and exists (select 1 from unnest(${names}::text[]) as name where position(name in answer::text) > 0)`.execute(tx.db);
}

/** Forgets keys older than a day, of all merchants: a sweep has no merchant. For the schedule; returns how many. */
export async function sweepIdempotencyKeys(tx: PlatformTx, clock: Clock): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', after(clock.now(), -KEPT_MS))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
