/** An order is not wanted any more: what waits is cancelled, what is coming out is asked to stop. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { askToStop } from './decide-job.ts';
import { type MoveDeps, moveJob } from './move-job.ts';
import { lockJobsOfOrder } from './print-job.store.ts';
import type { Caller } from './queue-deps.ts';

/** Repeats change nothing. Jobs whose end is in doubt stay so: paper may lie in the tray. */
export async function stopOrder(deps: MoveDeps, tx: Tx, caller: Caller, orderId: OrderId): Promise<void> {
  for (const job of await lockJobsOfOrder(tx, orderId)) {
    if (job.state === 'printing' && job.leasedUntil !== undefined) await askToStop(deps, tx, caller, job);
    else if (job.state === 'waiting' || job.state === 'held' || job.state === 'queued' || job.state === 'failed')
      await moveJob(deps, tx, job, { to: 'cancelled', by: caller.name });
  }
}
