/** Puts jobs into the queue within the caller's transaction. Enqueue last: a lane stays locked until the transaction ends. */
import { sql } from 'kysely';
import type { AnyTx, PlatformTx } from '../db/database.ts';
import type { EnqueueOptions, JobKind } from './job.ts';

/**
 * @param at now, from the caller's clock (also the default of `runAt`).
 * For a merchant's transaction the job is that merchant's; platform jobs belong to nobody unless `merchantId` is given.
 */
export async function enqueue<P>(
  tx: AnyTx,
  at: Date,
  kind: JobKind<P>,
  payload: P,
  options: EnqueueOptions & { readonly merchantId?: string } = {},
): Promise<void> {
  const merchantId = tx.scope === 'merchant' ? tx.merchantId : (options.merchantId ?? null);
  const key = options.key ?? null;
  const runAt = options.runAt ?? at;
  const { priority = 0, maxAttempts = 12 } = kind;
  await sql`
    select enqueue_job(${merchantId}, ${kind.queue}, ${key}, ${JSON.stringify(payload)}::jsonb, ${runAt}, ${priority}::smallint, ${maxAttempts},
      ${options.dedupe ?? null}, ${at})`.execute(tx.db);
  tx.afterCommit(tx.bell.ring);
}

/** Many jobs of one kind without lanes, for several merchants, in one statement. */
export async function enqueueAll<P>(
  tx: PlatformTx,
  at: Date,
  kind: JobKind<P>,
  jobs: readonly { readonly merchantId: string; readonly payload: P }[],
): Promise<void> {
  const { priority = 0, maxAttempts = 12 } = kind;
  await sql`
    select enqueue_job(merchant_id, ${kind.queue}, null, payload::jsonb, ${at}, ${priority}::smallint, ${maxAttempts}, null, ${at})
    from unnest(${jobs.map((job) => job.merchantId)}::uuid[], ${jobs.map((job) => JSON.stringify(job.payload))}::text[])
      as given (merchant_id, payload)`.execute(tx.db);
  tx.afterCommit(tx.bell.ring);
}
