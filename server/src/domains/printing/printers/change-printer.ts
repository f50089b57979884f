/** Staff pause a printer, say what it can, or take it away. What waited for it alone goes to any that can. */
import type { printerChange } from '@parley/contract/api/printing.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { jobAt, unpin } from '../queue/print-job.store.ts';
import { changePrinterRow, lockPrinter } from './printer.store.ts';
import type { PrinterRow, SaidAbilities } from './printer.ts';
import type { PrintersDeps } from './printers-deps.ts';

/** Refuses `printer.not_found`. */
export async function changePrinter(
  deps: PrintersDeps,
  tx: Tx,
  id: string,
  change: z.infer<typeof printerChange>,
): Promise<Result<{ readonly before: PrinterRow; readonly now: PrinterRow }>> {
  const before = await lockPrinter(tx, id);
  if (!before) return refuse('printer.not_found');
  const set = abilitiesAfter(before.set, change.abilities);
  const isPaused = change.paused ?? before.isPaused;
  await changePrinterRow(tx, id, { set, is_paused: isPaused });
  await deps.emit(tx, { name: 'printer.changed', printerId: id });
  tx.afterCommit(deps.bell.ring);
  return ok({ before, now: { ...before, set, isPaused } });
}

/** It comes back, new, when an agent speaks of it again. Refuses `printer.not_found`, `printer.busy`. */
export async function removePrinter(deps: PrintersDeps, tx: Tx, id: string): Promise<Result<PrinterRow>> {
  const printer = await lockPrinter(tx, id);
  if (!printer) return refuse('printer.not_found');
  if (await jobAt(tx, id)) return refuse('printer.busy');
  await unpin(tx, id);
  await changePrinterRow(tx, id, { removed_at: deps.clock.now(), alert: null, alert_at: null });
  await deps.emit(tx, { name: 'printer.changed', printerId: id });
  tx.afterCommit(deps.bell.ring);
  return ok(printer);
}

/** Null takes back what staff said: the agent's word counts again. */
function abilitiesAfter(before: SaidAbilities, change: NonNullable<z.infer<typeof printerChange>['abilities']> | undefined): SaidAbilities {
  if (!change) return before;
  const all = { ...before, ...change };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined)) as SaidAbilities;
}
