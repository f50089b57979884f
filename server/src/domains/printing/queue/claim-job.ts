/**
 * An agent takes the next job of one printer: one at a time, first paid first, only what the printer can print. Waiting for one holds
 * neither a transaction nor a connection to the database.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newSecretId } from '@parley/contract/values/id.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { OrderView } from '../../orders/index.ts';
import { addJobEvent } from '../order/job.store.ts';
import { ensurePrinter, lockPrinter } from '../printers/printer.store.ts';
import { abilitiesOf, mayWork, type PrinterRow } from '../printers/printer.ts';
import { hearPrinter } from '../printers/watch-printers.ts';
import { endLease, watchLease } from './end-leases.ts';
import { moveJob } from './move-job.ts';
import { changeJob, hasWorkFor, jobAt, lockNextFor } from './print-job.store.ts';
import type { JobRow } from './print-job.ts';
import type { Caller, QueueDeps } from './queue-deps.ts';
import { type Sheets, sheetsOf } from './sheets/sheets.store.ts';

export interface ClaimInput {
  /** By name; made where it is not there yet. */
  readonly printer: string;
  readonly leaseSeconds: number;
}

export interface Claimed {
  readonly job: JobRow;
  readonly lease: string;
  readonly leasedUntil: Date;
  readonly sheets: Sheets;
}

/** Undefined: nothing to print on this printer now. */
export async function claimJob(deps: QueueDeps, tx: Tx, caller: Caller, input: ClaimInput): Promise<Claimed | undefined> {
  const now = deps.clock.now();
  const printer = await hearPrinter(deps, tx, await ensurePrinter(tx, input.printer, now));
  if (!mayWork(printer)) return undefined;
  // Most askers find nothing, and should lock nothing.
  if (!(await hasWorkFor(tx, { id: printer.id, abilities: abilitiesOf(printer) }, now))) return undefined;
  const locked = await lockPrinter(tx, printer.id);
  if (!locked || !mayWork(locked)) return undefined;
  const atWork = await jobAt(tx, locked.id);
  if (atWork && (atWork.leasedUntil === undefined || atWork.leasedUntil > now)) return undefined;
  if (atWork && (await endLease(deps, tx, atWork)).state === 'unknown') return undefined;
  return takeNext(deps, tx, caller, { printer: locked, leaseSeconds: input.leaseSeconds });
}

async function takeNext(
  deps: QueueDeps,
  tx: Tx,
  caller: Caller,
  { printer, leaseSeconds }: { readonly printer: PrinterRow; readonly leaseSeconds: number },
): Promise<Claimed | undefined> {
  const now = deps.clock.now();
  for (;;) {
    const job = await lockNextFor(tx, { id: printer.id, abilities: abilitiesOf(printer) }, now);
    if (!job) return undefined;
    const order = await deps.orders.get(tx, job.orderId);
    const sheets = await sheetsOf(tx, job);
    if (!(order.ok && isWanted(order.value, job)))
      await moveJob(deps, tx, job, { to: 'cancelled', by: 'system', detail: { reason: 'order_cancelled' } });
    else if (!sheets) await moveJob(deps, tx, job, { to: 'failed', by: 'system', also: { failure: 'file_gone' } });
    else return lease(deps, tx, caller, { job, sheets, printer, leaseSeconds });
  }
}

/** Sold, and not paid back; what staff print once more is theirs to decide. */
function isWanted({ status, paymentStatus }: OrderView, { reprintOf }: JobRow): boolean {
  if (status === 'pending' || status === 'cancelled') return false;
  return paymentStatus !== 'refunded' || reprintOf !== undefined;
}

async function lease(
  deps: QueueDeps,
  tx: Tx,
  caller: Caller,
  input: { readonly job: JobRow; readonly sheets: Sheets; readonly printer: PrinterRow; readonly leaseSeconds: number },
): Promise<Claimed> {
  const { job, sheets, printer } = input;
  const now = deps.clock.now();
  const leaseId = newSecretId<string>();
  const leasedUntil = after(now, input.leaseSeconds * secondMs);
  const attempt = job.attempt + 1;
  await changeJob(tx, job.id, {
    state: 'printing',
    printer_id: printer.id,
    attempt,
    lease_id: leaseId,
    lease_agent_id: caller.agentId ?? null,
    leased_until: leasedUntil,
    started_at: null,
    cancel_asked_at: null,
    not_before: null,
    pages_out: 0,
    failure: null,
  });
  await addJobEvent(tx, job.id, { kind: 'claimed', actor: caller.name, at: now, detail: { printer: printer.name, attempt } });
  await enqueue(tx, now, watchLease, { jobId: job.id }, { runAt: leasedUntil, dedupe: job.id });
  return { job: { ...job, state: 'printing', printerId: printer.id, attempt, leaseId, leasedUntil }, lease: leaseId, leasedUntil, sheets };
}

/** Jobs that were let go in another process are found by looking, those of this one are heard. */
const LOOK_EVERY_MS = secondMs;

export interface WaitingClaim extends ClaimInput {
  readonly waitSeconds: number;
  /** The asker has gone: what is claimed from then on would be lost until its lease ends. */
  readonly signal: AbortSignal;
}

export async function waitForJob(
  deps: QueueDeps & { readonly database: Pick<Database, 'inTx'> },
  merchantId: MerchantId,
  callerOf: (tx: Tx) => Promise<Caller>,
  input: WaitingClaim,
): Promise<Claimed | undefined> {
  const deadline = performance.now() + input.waitSeconds * secondMs;
  for (;;) {
    const heard = deps.bell.rings;
    if (input.signal.aborted) return undefined;
    const claimed = await deps.database.inTx(merchantId, async (tx) => claimJob(deps, tx, await callerOf(tx), input));
    const left = deadline - performance.now();
    if (claimed || left <= 0) return claimed;
    await deps.bell.wait(heard, Math.min(left, LOOK_EVERY_MS), input.signal);
  }
}
