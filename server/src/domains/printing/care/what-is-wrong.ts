/** What is wrong in the print shop at this moment, and who waits because of it. Reads only; what is done about it stands elsewhere. */
import { after, hourMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { everyPrinter } from '../printers/printer.store.ts';
import { abilitiesOf, type PrinterRow } from '../printers/printer.ts';
import { canPrint } from '../queue/print-job.ts';
import { type AtPrinter, jobsAtPrinters, lastOutOfTroubled, type Waiting, waitingJobs } from './shop-floor.store.ts';
import type { Wrong } from './trouble.ts';

/** A printer that something came out of since then is in use. */
const IN_USE_MS = 12 * hourMs;

export async function whatIsWrong(tx: Tx, now: Date): Promise<readonly Wrong[]> {
  const printers = await everyPrinter(tx);
  const queue = await waitingJobs(tx);
  const atWork = await jobsAtPrinters(tx);
  const floor = { printers, queue, atWork };
  const lastOut = printers.some((each) => each.alert !== undefined) ? await lastOutOfTroubled(tx) : new Map<string, Date>();
  const inTrouble = printers.flatMap((printer): Wrong[] => {
    const { alert, alertAt, id, name, stateDetail } = printer;
    if (alert === undefined) return [];
    const lately = lastOut.get(id);
    return [
      {
        kind: 'printer',
        subjectId: id,
        word: alert,
        since: alertAt ?? now,
        isInUse: lately !== undefined && after(lately, IN_USE_MS) > now,
        printer: { id, name },
        ...(stateDetail === undefined || alert === 'offline' ? {} : { detail: stateDetail }),
        ...waitingFor(floor, printer),
      },
    ];
  });
  return [...unprintable(tx, floor), ...questions(floor), ...inTrouble];
}

interface Floor {
  readonly printers: readonly PrinterRow[];
  readonly queue: readonly Waiting[];
  readonly atWork: readonly AtPrinter[];
}

/** Jobs that no printer of the shop can print, whatever its state. */
function unprintable(tx: Tx, { printers, queue }: Floor): readonly Wrong[] {
  const stuck = queue.filter((each) => !printers.some((printer) => mayTake(printer, each)));
  if (stuck.length === 0) return [];
  const word = printers.length === 0 ? 'no_printer' : 'no_fit';
  const since = new Date(Math.min(...stuck.map((each) => each.since.getTime())));
  return [{ kind: 'unprintable', subjectId: tx.merchantId, word, since, isInUse: false, ...counted(stuck) }];
}

/** Until somebody says what became of a doubtful job, its printer prints nothing else. */
function questions(floor: Floor): readonly Wrong[] {
  return floor.atWork.flatMap(({ isInDoubt, jobId, fileName, printerId, customerId, since }): Wrong[] => {
    if (!isInDoubt) return [];
    const printer = floor.printers.find((each) => each.id === printerId);
    const behind = printer ? onlyFor(floor, printer) : [];
    return [
      {
        kind: 'question',
        subjectId: jobId,
        word: 'unanswered',
        since,
        isInUse: true,
        job: { id: jobId, name: fileName },
        ...(printer ? { printer: { id: printer.id, name: printer.name } } : {}),
        ...counted([...behind, { customerId, jobs: 1 }]),
      },
    ];
  });
}

/** The job that stands in it, and those that only it could take now. */
function waitingFor(floor: Floor, printer: PrinterRow): { readonly jobs: number; readonly customers: number } {
  const inside = floor.atWork.filter((each) => each.printerId === printer.id && !each.isInDoubt);
  return counted([...onlyFor(floor, printer), ...inside.map(({ customerId }) => ({ customerId, jobs: 1 }))]);
}

function onlyFor({ printers, queue, atWork }: Floor, printer: PrinterRow): readonly Waiting[] {
  const others = printers.filter(
    ({ id, alert, isPaused }) =>
      id !== printer.id && alert === undefined && !isPaused && !atWork.some((each) => each.printerId === id && each.isInDoubt),
  );
  return queue.filter((each) => mayTake(printer, each) && !others.some((other) => mayTake(other, each)));
}

function mayTake(printer: PrinterRow, { needs, pinnedPrinterId }: Waiting): boolean {
  return (pinnedPrinterId === undefined || pinnedPrinterId === printer.id) && canPrint(abilitiesOf(printer), needs);
}

function counted(waiting: readonly Pick<Waiting, 'customerId' | 'jobs'>[]): { readonly jobs: number; readonly customers: number } {
  return { jobs: waiting.reduce((sum, each) => sum + each.jobs, 0), customers: new Set(waiting.map((each) => each.customerId)).size };
}
