/** The one way a job changes its state: by the table of moves, written into its history, told upward. */
import type { Tx } from '../../../foundation/db/database.ts';
import { addJobEvent } from '../order/job.store.ts';
import { changeJob, type JobChange, jobsOfOrder, lockProgress } from './print-job.store.ts';
import { hasEnded, type JobRow, mayMove } from './print-job.ts';
import type { QueueDeps } from './queue-deps.ts';
import { layLater } from './sheets/lay-later.ts';

export interface Step {
  readonly to: JobRow['state'];
  /** In the history; default: the new state. */
  readonly kind?: string;
  readonly by: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly also?: JobChange;
}

/** The bell may be missing where nothing goes into the queue. */
export type MoveDeps = Pick<QueueDeps, 'clock' | 'emit'> & Partial<Pick<QueueDeps, 'bell'>>;

/** The job is locked by the caller, who has asked `mayMove`. Answers the job as it is now. @throws for a move that the table does not have */
export async function moveJob(deps: MoveDeps, tx: Tx, job: JobRow, step: Step): Promise<JobRow> {
  const { to, by, detail, also = {} } = step;
  if (!mayMove(job.state, to)) throw new Error(`a print job cannot go from ${job.state} to ${to}`);
  const at = deps.clock.now();
  const isOver = to !== 'printing';
  await changeJob(tx, job.id, {
    state: to,
    ...(isOver ? { leased_until: null } : {}),
    ...(hasEnded(to) || to === 'failed' ? { ended_at: at } : { ended_at: null }),
    ...(to === 'queued' ? backInQueue : {}),
    ...also,
  });
  await addJobEvent(tx, job.id, { kind: step.kind ?? to, actor: by, at, ...(detail ? { detail } : {}) });
  if (to === 'queued') {
    await layLater(deps, tx, job.id);
    tx.afterCommit(() => deps.bell?.ring());
  }
  if (to === 'queued' || to === 'printed' || to === 'failed' || to === 'unknown' || to === 'cancelled')
    await deps.emit(tx, { name: `print.${to}`, jobId: job.id, orderId: job.orderId });
  if (hasEnded(to) && job.reprintOf === undefined) await tellReady(deps, tx, job);
  return { ...job, state: to, ...(isOver ? { leasedUntil: undefined } : {}) };
}

/** Nobody's any more: whoever held it before may not report. */
const backInQueue: JobChange = {
  printer_id: null,
  lease_id: null,
  lease_agent_id: null,
  started_at: null,
  cancel_asked_at: null,
  not_before: null,
  pages_out: 0,
};

/** Two printers may end the last two jobs of an order at once: whoever comes second sees both. */
async function tellReady(deps: MoveDeps, tx: Tx, job: JobRow): Promise<void> {
  await lockProgress(tx, job.orderId);
  const all = (await jobsOfOrder(tx, job.orderId)).filter((each) => each.reprintOf === undefined);
  if (all.every((each) => hasEnded(each.state)) && all.some((each) => each.state === 'printed'))
    await deps.emit(tx, { name: 'print.order_ready', orderId: job.orderId });
}
