/** What the agent that holds a job says of it. Only the newest lease is believed; the same word twice changes nothing more. */
import type { printStatusChange } from '@parley/contract/api/printing.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { addJobEvent } from '../order/job.store.ts';
import { countPaper } from '../printers/printer.store.ts';
import { moveJob } from './move-job.ts';
import { changeJob, jobById, lockJob } from './print-job.store.ts';
import { afterFailure, type JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';

export type Report = z.infer<typeof printStatusChange> & { readonly lease: string };

/** Refuses `print_job.not_found`, `print_job.lease_lost` (print nothing of it), `print_job.wrong_state`. */
export async function reportJob(deps: QueueDeps, tx: Tx, caller: Caller, id: string, report: Report): Promise<Result<JobRow>> {
  const seen = await jobById(tx, id);
  if (!seen) return refuse('print_job.not_found');
  // An order's row is locked before its jobs, as everywhere.
  if (report.status === 'printing' && seen.startedAt === undefined) {
    const order = await deps.orders.begin(tx, seen.orderId, caller.name);
    if (!order.ok) return refuse('print_job.lease_lost');
  }
  const job = await lockJob(tx, id);
  if (!job) return refuse('print_job.not_found');
  if (job.leaseId === undefined || job.leaseId !== report.lease) return refuse('print_job.lease_lost');
  if (job.state === report.status && job.state !== 'printing') return ok(job);
  if (job.state !== 'printing' && job.state !== 'unknown') return refuse('print_job.lease_lost');
  return steps[report.status](deps, tx, job, { ...report, by: caller.name });
}

type Said = Report & { readonly by: string };
type StepOf = (deps: QueueDeps, tx: Tx, job: JobRow, said: Said) => Promise<Result<JobRow>>;

const steps: Record<Report['status'], StepOf> = {
  printing: begin,
  printed: end,
  failed: fail,
  cancelled: stop,
  async unknown(deps, tx, job, said) {
    await countSides(tx, job, said.pages_printed);
    return ok(await moveJob(deps, tx, job, { to: 'unknown', by: said.by, ...why(said) }));
  },
  /** Given back untouched; or in doubt, and whoever stands at the printer says that it is to be printed again. */
  async queued(deps, tx, job, said) {
    if (job.startedAt !== undefined && job.state !== 'unknown') return refuse('print_job.wrong_state');
    return ok(
      await moveJob(deps, tx, job, { to: job.cancelAskedAt ? 'cancelled' : 'queued', kind: 'given_back', by: said.by, ...why(said) }),
    );
  },
};

/** How long an agent has at least after it began, whatever it asked for when it claimed. */
const BEGIN_MS = 60 * secondMs;

async function begin(deps: QueueDeps, tx: Tx, job: JobRow, said: Said): Promise<Result<JobRow>> {
  if (job.state !== 'printing' || job.cancelAskedAt) return refuse('print_job.lease_lost');
  if (job.startedAt !== undefined) return ok(job);
  const at = deps.clock.now();
  const least = after(at, BEGIN_MS);
  const leasedUntil = job.leasedUntil && job.leasedUntil > least ? job.leasedUntil : least;
  await changeJob(tx, job.id, { started_at: at, leased_until: leasedUntil });
  await addJobEvent(tx, job.id, { kind: 'started', actor: said.by, at });
  return ok({ ...job, startedAt: at, leasedUntil });
}

async function end(deps: QueueDeps, tx: Tx, job: JobRow, said: Said): Promise<Result<JobRow>> {
  await countSides(tx, job, said.pages_printed ?? job.printedSides, true);
  const also = job.startedAt === undefined ? { also: { started_at: deps.clock.now() } } : {};
  return ok(await moveJob(deps, tx, job, { to: 'printed', by: said.by, ...also }));
}

async function fail(deps: QueueDeps, tx: Tx, job: JobRow, said: Said): Promise<Result<JobRow>> {
  await countSides(tx, job, said.pages_printed);
  const failure = said.reason ?? 'failed';
  if (job.cancelAskedAt) return ok(await moveJob(deps, tx, job, { to: 'cancelled', by: said.by, ...why(said) }));
  const next = afterFailure(job, said.pages_printed);
  if (next.state === 'failed') return ok(await moveJob(deps, tx, job, { to: 'failed', by: said.by, ...why(said), also: { failure } }));
  const notBefore = after(deps.clock.now(), next.restMs);
  return ok(
    await moveJob(deps, tx, job, { to: 'queued', kind: 'try_failed', by: said.by, ...why(said), also: { failure, not_before: notBefore } }),
  );
}

/** Stopped as it was asked to; where nobody asked, somebody stopped it at the printer, and staff must know. */
async function stop(deps: QueueDeps, tx: Tx, job: JobRow, said: Said): Promise<Result<JobRow>> {
  await countSides(tx, job, said.pages_printed);
  if (job.cancelAskedAt) return ok(await moveJob(deps, tx, job, { to: 'cancelled', by: said.by, ...why(said) }));
  const failure = said.reason ?? 'stopped_at_printer';
  return ok(await moveJob(deps, tx, job, { to: 'failed', by: said.by, ...why(said), also: { failure } }));
}

export interface Beat {
  readonly lease: string;
  readonly leaseSeconds: number;
  readonly pagesPrinted: number | undefined;
}

/** Prolongs the lease, and tells whether to stop. Refuses `print_job.not_found`, `print_job.lease_lost`. */
export async function beat(
  deps: Pick<QueueDeps, 'clock'>,
  tx: Tx,
  id: string,
  input: Beat,
): Promise<Result<{ readonly leasedUntil: Date; readonly cancelled: boolean }>> {
  const job = await lockJob(tx, id);
  if (!job) return refuse('print_job.not_found');
  const now = deps.clock.now();
  if (job.leaseId === undefined || job.leaseId !== input.lease) return refuse('print_job.lease_lost');
  if (job.state === 'cancelled') return ok({ leasedUntil: now, cancelled: true });
  if (job.state !== 'printing') return refuse('print_job.lease_lost');
  const leasedUntil = after(now, input.leaseSeconds * secondMs);
  await changeJob(tx, id, { leased_until: leasedUntil });
  await countSides(tx, job, input.pagesPrinted);
  return ok({ leasedUntil, cancelled: job.cancelAskedAt !== undefined });
}

/** The printer's counter grows by what is new since it was said last. */
async function countSides(tx: Tx, job: JobRow, sides: number | undefined, isDone = false): Promise<void> {
  const out = Math.max(job.pagesOut, sides ?? 0);
  if (out > job.pagesOut) await changeJob(tx, job.id, { pages_out: out });
  if (job.printerId) await countPaper(tx, job.printerId, { sides: out - job.pagesOut, jobs: isDone ? 1 : 0 });
}

function why({ reason, pages_printed: sides }: Said): { readonly detail?: Readonly<Record<string, unknown>> } {
  const detail = { ...(reason === undefined ? {} : { reason }), ...(sides === undefined ? {} : { pages_printed: sides }) };
  return Object.keys(detail).length > 0 ? { detail } : {};
}
