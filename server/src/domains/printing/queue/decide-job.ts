/** What staff say of a job: how a doubtful one ended, that it is not wanted, that they print it by hand. What they say counts. */
import type { PrintJobState, printStatusChange } from '@parley/contract/api/printing.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { addJobEvent } from '../order/job.store.ts';
import { countPaper } from '../printers/printer.store.ts';
import { type MoveDeps, moveJob } from './move-job.ts';
import { changeJob, jobById, lockJob, nextQueuePosition } from './print-job.store.ts';
import type { JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';
import { sheetsOf } from './sheets/sheets.store.ts';

export type Decision = Omit<z.infer<typeof printStatusChange>, 'lease'>;

/** What staff may make of a job; one that a lease is held on they may only ask to stop. */
const choices: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
  waiting: ['cancelled'],
  held: ['queued', 'cancelled'],
  queued: ['printing', 'cancelled'],
  printing: ['printed', 'failed', 'unknown', 'queued', 'cancelled'],
  unknown: ['printed', 'queued', 'failed', 'cancelled'],
  failed: ['queued', 'cancelled'],
  printed: [],
  cancelled: [],
};

/** Refuses `print_job.not_found`, `print_job.wrong_state`, `print.file_not_ready`. */
export async function decideJob(deps: QueueDeps, tx: Tx, caller: Caller, id: string, decision: Decision): Promise<Result<JobRow>> {
  const seen = await jobById(tx, id);
  if (!seen) return refuse('print_job.not_found');
  const { status } = decision;
  if (status === 'printing' && seen.state === 'queued') {
    const begun = await deps.orders.begin(tx, seen.orderId, caller.name);
    if (!begun.ok) return refuse('print_job.wrong_state');
  }
  const job = await lockJob(tx, id);
  if (!job) return refuse('print_job.not_found');
  if (job.state === status) return ok(job);
  if (!choices[job.state].includes(status)) return refuse('print_job.wrong_state');
  if (job.state === 'printing' && job.leasedUntil !== undefined)
    return status === 'cancelled' ? askToStop(deps, tx, caller, job) : refuse('print_job.wrong_state');
  if (status === 'queued' && !(await sheetsOf(tx, job))) return refuse('print.file_not_ready');
  if (status === 'printed') await countRest(tx, job);
  return ok(
    await moveJob(deps, tx, job, {
      to: status,
      by: caller.name,
      ...(decision.reason === undefined ? {} : { detail: { reason: decision.reason } }),
      // Held ones have no place in the queue yet.
      ...(status === 'queued' && job.queuePosition === undefined
        ? { also: { queue_position: await nextQueuePosition(tx), queued_at: deps.clock.now() } }
        : {}),
      ...(status === 'failed' ? { also: { failure: decision.reason ?? 'failed' } } : {}),
      ...(status === 'printing' ? { also: byHand(deps, job) } : {}),
    }),
  );
}

/** Before anything can have come out it is over at once; after that the agent is asked, and says what came out. */
export async function askToStop(deps: MoveDeps, tx: Tx, caller: Caller, job: JobRow): Promise<Result<JobRow>> {
  if (job.startedAt === undefined) return ok(await moveJob(deps, tx, job, { to: 'cancelled', by: caller.name }));
  if (job.cancelAskedAt) return ok(job);
  const at = deps.clock.now();
  await changeJob(tx, job.id, { cancel_asked_at: at });
  await addJobEvent(tx, job.id, { kind: 'cancel_asked', actor: caller.name, at });
  return ok({ ...job, cancelAskedAt: at });
}

/** No agent holds it and no printer of ours has it, so nothing watches it. */
function byHand(deps: QueueDeps, job: JobRow) {
  return { started_at: deps.clock.now(), attempt: job.attempt + 1, lease_id: null, lease_agent_id: null, printer_id: null };
}

async function countRest(tx: Tx, job: JobRow): Promise<void> {
  if (job.printerId) await countPaper(tx, job.printerId, { sides: job.printedSides - job.pagesOut, jobs: 1 });
}
