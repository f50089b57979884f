/** What becomes of a job whose agent fell silent: before anything was printed it goes back into the queue, after that a person is asked. */
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../foundation/jobs/job.ts';
import { moveJob } from './move-job.ts';
import { lockJob } from './print-job.store.ts';
import { afterLease, type JobRow } from './print-job.ts';
import type { QueueDeps } from './queue-deps.ts';

export const watchLease = defineJob('print.watch_lease', z.object({ jobId: z.uuid() }));

type Deps = Pick<QueueDeps, 'clock' | 'emit' | 'bell'>;

/** The caller holds the job, and has seen that its lease is over. */
export async function endLease(deps: Deps, tx: Tx, job: JobRow): Promise<JobRow> {
  const step = { kind: 'lease_ended', by: 'system', detail: { attempt: job.attempt } };
  const to = afterLease(job);
  if (to === 'failed') return moveJob(deps, tx, job, { ...step, to, also: { failure: 'agents_lost' } });
  // Asked to stop before anything came out: it stays away.
  if (to === 'queued' && job.cancelAskedAt) return moveJob(deps, tx, job, { ...step, to: 'cancelled' });
  return moveJob(deps, tx, job, { ...step, to });
}

/** At the hour a lease ends; one that was prolonged is looked at again then. */
export async function lookAtLease(deps: Deps, tx: Tx, jobId: string): Promise<void> {
  const job = await lockJob(tx, jobId);
  if (job?.state !== 'printing' || job.leasedUntil === undefined) return;
  const now = deps.clock.now();
  if (job.leasedUntil <= now) await endLease(deps, tx, job);
  else await enqueue(tx, now, watchLease, { jobId }, { runAt: job.leasedUntil, dedupe: jobId });
}
