/** Lanes: jobs of one merchant, queue and key run strictly one after another. Whoever adds to a lane or ends its head holds its lock. */
import { type RawBuilder, sql } from 'kysely';
import type { AnyTx } from '../db/database.ts';

export interface Lane {
  readonly merchant_id: string | null;
  readonly queue: string;
  readonly key: string | null;
}

/** Until the transaction ends. The name is the one that enqueue_job and finish_job of the database use. */
export async function lockLane(tx: AnyTx, lane: Lane): Promise<void> {
  if (lane.key === null) return;
  const name = [lane.merchant_id ?? '', lane.queue, lane.key].join('\n');
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
}

/** Makes the lane's oldest job ready. */
export async function releaseLane(tx: AnyTx, lane: Lane): Promise<void> {
  if (lane.key === null) return;
  await sql`
    update jobs set state = 1 where id = (
      select id from jobs where ${ofMerchant(lane.merchant_id)} and queue = ${lane.queue} and key = ${lane.key} order by id limit 1)
    and state = 0`.execute(tx.db);
  tx.afterCommit(tx.bell.ring);
}

/** Said so that the index serves both: `is not distinct from` would not use it. */
function ofMerchant(merchantId: string | null): RawBuilder<boolean> {
  return merchantId === null ? sql<boolean>`merchant_id is null` : sql<boolean>`merchant_id = ${merchantId}`;
}
