/** Prints once more: a failed or doubtful job goes back into the queue, a printed one gets a job of its own beside it, with the reason. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { addJobEvent } from '../order/job.store.ts';
import { printerById } from '../printers/printer.store.ts';
import { abilitiesOf } from '../printers/printer.ts';
import { moveJob } from './move-job.ts';
import { changeJob, insertReprint, jobById, lockJob, nextQueuePosition } from './print-job.store.ts';
import { canPrint, type JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';
import { layLater } from './sheets/lay-later.ts';
import { sheetsOf } from './sheets/sheets.store.ts';

export interface Again {
  readonly reason: string | undefined;
  readonly printerId: string | undefined;
}

/**
 * Answers the job that will be printed. Refuses `print_job.not_found`, `print_job.wrong_state`, `printer.not_found`, `printer.unfit`,
 * `print.file_not_ready` (wiped), `request.invalid` for a reprint without a reason.
 */
export async function retryJob(deps: QueueDeps, tx: Tx, caller: Caller, id: string, again: Again): Promise<Result<JobRow>> {
  const job = await lockJob(tx, id);
  if (!job) return refuse('print_job.not_found');
  if (job.state !== 'failed' && job.state !== 'unknown' && job.state !== 'printed') return refuse('print_job.wrong_state');
  const fits = await printerFor(tx, job, again.printerId);
  if (!fits.ok) return fits;
  if (!(await sheetsOf(tx, job)))
    return refuse('print.file_not_ready', { message: 'The file was wiped. The customer would have to send it again.' });
  const detail = again.reason === undefined ? {} : { reason: again.reason };
  if (job.state === 'printed') return reprint(deps, tx, caller, job, again);
  const pinned = again.printerId ?? job.pinnedPrinterId ?? null;
  const also = { attempt: 0, failure: null, pinned_printer_id: pinned, queued_at: deps.clock.now() };
  return ok(await moveJob(deps, tx, job, { to: 'queued', kind: 'retried', by: caller.name, detail, also }));
}

async function reprint(deps: QueueDeps, tx: Tx, caller: Caller, job: JobRow, { reason, printerId }: Again): Promise<Result<JobRow>> {
  if (reason === undefined)
    return refuse('request.invalid', { details: [{ field: 'reason', message: 'It was printed already: say why it is printed again.' }] });
  const at = deps.clock.now();
  const queuePosition = await nextQueuePosition(tx);
  const made = await insertReprint(tx, job, { reason, queuePosition, pinnedPrinterId: printerId, at });
  await addJobEvent(tx, job.id, { kind: 'reprinted', actor: caller.name, at, detail: { reason, job_id: made } });
  await addJobEvent(tx, made, { kind: 'queued', actor: caller.name, at, detail: { reason, reprint_of: job.id } });
  await layLater(deps, tx, made);
  await deps.emit(tx, { name: 'print.queued', jobId: made, orderId: job.orderId });
  tx.afterCommit(deps.bell.ring);
  const row = await jobById(tx, made);
  if (!row) throw new Error('the reprint was not kept');
  return ok(row);
}

/** For one printer alone, or any that can. Refuses like `retryJob`; only what waits can be moved. */
export async function moveToPrinter(
  deps: QueueDeps,
  tx: Tx,
  caller: Caller,
  id: string,
  printerId: string | undefined,
): Promise<Result<JobRow>> {
  const job = await lockJob(tx, id);
  if (!job) return refuse('print_job.not_found');
  if (job.state !== 'queued' && job.state !== 'held' && job.state !== 'waiting') return refuse('print_job.wrong_state');
  const fits = await printerFor(tx, job, printerId);
  if (!fits.ok) return fits;
  if (job.pinnedPrinterId === printerId) return ok(job);
  await changeJob(tx, id, { pinned_printer_id: printerId ?? null });
  await addJobEvent(tx, job.id, { kind: 'moved', actor: caller.name, at: deps.clock.now(), detail: { printer: fits.value ?? null } });
  if (job.state === 'queued') await deps.emit(tx, { name: 'print.queued', jobId: job.id, orderId: job.orderId });
  tx.afterCommit(deps.bell.ring);
  return ok({ ...job, pinnedPrinterId: printerId });
}

/** Its name. */
async function printerFor(tx: Tx, job: JobRow, printerId: string | undefined): Promise<Result<string | undefined>> {
  if (printerId === undefined) return ok(undefined);
  const printer = await printerById(tx, printerId);
  if (!printer) return refuse('printer.not_found');
  return canPrint(abilitiesOf(printer), job) ? ok(printer.name) : refuse('printer.unfit');
}
