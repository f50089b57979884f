/** Hears printers, and notices when one falls silent or is in trouble: told once, and once more when it is over. */
import { after, secondMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../foundation/jobs/job.ts';
import { changePrinterRow, lockPrinter, type PrinterChange } from './printer.store.ts';
import { type PrinterRow, SILENT_MS, troubleOf } from './printer.ts';
import type { PrintersDeps } from './printers-deps.ts';

export const watchPrinter = defineJob('printer.watch', z.object({ printerId: z.uuid() }));

/** A word from the same printer sooner than this is not written down. */
const HEARD_LATELY_MS = 15 * secondMs;

/** Its agent gave a sign of life, and maybe said more. */
export async function hearPrinter(deps: PrintersDeps, tx: Tx, printer: PrinterRow, said: PrinterChange = {}): Promise<PrinterRow> {
  const now = deps.clock.now();
  const isNews = Object.keys(said).length > 0 || printer.alert === 'offline';
  if (!isNews && printer.lastSeenAt !== undefined && after(printer.lastSeenAt, HEARD_LATELY_MS) > now) return printer;
  await changePrinterRow(tx, printer.id, { ...said, last_seen_at: now });
  const heard: PrinterRow = {
    ...printer,
    lastSeenAt: now,
    ...(said.state ? { state: said.state } : {}),
    ...(said.said ? { said: said.said } : {}),
  };
  const told = await tellTrouble(deps, tx, heard);
  await enqueue(tx, now, watchPrinter, { printerId: printer.id }, { runAt: after(now, SILENT_MS), dedupe: printer.id });
  return told;
}

/** The watch's look at one printer: tells of its silence, or looks again when that could begin. */
export async function lookAtPrinter(deps: PrintersDeps, tx: Tx, printerId: string): Promise<void> {
  const printer = await lockPrinter(tx, printerId);
  if (!printer?.lastSeenAt) return;
  await tellTrouble(deps, tx, printer);
  const silentAt = after(printer.lastSeenAt, SILENT_MS);
  const now = deps.clock.now();
  if (silentAt > now) await enqueue(tx, now, watchPrinter, { printerId }, { runAt: silentAt, dedupe: printerId });
}

async function tellTrouble(deps: PrintersDeps, tx: Tx, printer: PrinterRow): Promise<PrinterRow> {
  const now = deps.clock.now();
  const trouble = troubleOf(printer, now);
  if (trouble === printer.alert) return printer;
  await changePrinterRow(tx, printer.id, { alert: trouble ?? null, alert_at: trouble ? now : null });
  if (trouble) await deps.emit(tx, { name: 'printer.troubled', printerId: printer.id, trouble });
  else await deps.emit(tx, { name: 'printer.recovered', printerId: printer.id });
  return { ...printer, alert: trouble };
}
