/** Puts a job into the queue within the caller's transaction. Enqueue last: a lane stays locked until the transaction ends. */
import { sql } from 'kysely';
import type { AnyTx } from '../db/database.ts';
import type { EnqueueOptions, JobKind } from './job.ts';
import { lockLane, ofMerchant } from './lane.store.ts';

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
  await lockLane(tx, { merchant_id: merchantId, queue: kind.queue, key });
  await sql`
    insert into jobs (merchant_id, queue, key, payload, run_at, priority, state, max_attempts, dedupe, created_at)
    values (${merchantId}, ${kind.queue}, ${key}, ${JSON.stringify(payload)}, ${runAt}, ${kind.priority ?? 0},
      case when ${key}::text is not null and exists (select 1 from jobs where ${ofMerchant(merchantId)} and queue = ${kind.queue} and key = ${key}) then 0 else 1 end,
      ${kind.maxAttempts ?? 12}, ${options.dedupe ?? null}, ${at})
    on conflict (merchant_id, queue, dedupe) where dedupe is not null do nothing`.execute(tx.db);
  tx.afterCommit(tx.bell.ring);
}
