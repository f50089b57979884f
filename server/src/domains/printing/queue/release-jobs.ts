/** Somebody stands at the counter with the pickup code: what was held goes into the queue. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { moveJob } from './move-job.ts';
import { lockHeldJobs, nextQueuePosition } from './print-job.store.ts';
import type { JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';

/** Refuses `print_job.code_unknown`. */
export async function releaseJobs(deps: QueueDeps, tx: Tx, caller: Caller, pickupCode: string): Promise<Result<readonly JobRow[]>> {
  const held = await lockHeldJobs(tx, pickupCode);
  const [first] = held;
  if (!first) return refuse('print_job.code_unknown');
  const position = await nextQueuePosition(tx);
  const released: JobRow[] = [];
  for (const job of held) {
    const also = { queue_position: position, queued_at: deps.clock.now() };
    released.push({
      ...(await moveJob(deps, tx, job, { to: 'queued', kind: 'released', by: caller.name, also })),
      queuePosition: position,
    });
  }
  await deps.emit(tx, { name: 'print.order_queued', orderId: first.orderId });
  return ok(released);
}
