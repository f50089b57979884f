/** The customer has the pages: the order is delivered, and what was printed of it leaves the board. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { addJobEvents } from '../order/job-events.store.ts';
import { jobById, markHandedOver } from './print-job.store.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';

/** By one of its jobs. Refuses `print_job.not_found`, and like the delivery of an order: `order.wrong_state`. */
export async function handOver(deps: QueueDeps, tx: Tx, caller: Caller, jobId: string): Promise<Result<OrderId>> {
  const job = await jobById(tx, jobId);
  if (!job) return refuse('print_job.not_found');
  // One that is delivered already answers as it is: a page that was printed again goes over the counter too.
  const delivered = await deps.orders.deliver(tx, job.orderId, caller.name);
  if (!delivered.ok) return delivered;
  await noteHandedOver(deps, tx, job.orderId, { at: deps.clock.now(), by: caller.name });
  return ok(job.orderId);
}

/** Repeats change nothing. */
export async function noteHandedOver(
  deps: Pick<QueueDeps, 'clock'>,
  tx: Tx,
  orderId: OrderId,
  done: { readonly at: Date; readonly by: string },
): Promise<void> {
  const jobs = await markHandedOver(tx, orderId, done);
  await addJobEvents(tx, jobs, { kind: 'handed_over', actor: done.by, at: deps.clock.now() });
}
