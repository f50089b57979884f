/** What an agent says of its printers: those that are not there yet are made, what it leaves unsaid stays as it was. */
import type { printerReport } from '@parley/contract/api/printing.ts';
import type { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { ensurePrinter, lockPrinter } from './printer.store.ts';
import { mayWork, type PrinterRow } from './printer.ts';
import type { PrintersDeps } from './printers-deps.ts';
import { hearPrinter } from './watch-printers.ts';

type Said = z.infer<typeof printerReport>['printers'][number];

export async function reportPrinters(deps: PrintersDeps, tx: Tx, said: readonly Said[]): Promise<readonly PrinterRow[]> {
  const heard: PrinterRow[] = [];
  // In one order of names, since two agents may speak of the same printers.
  for (const each of said.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)))
    heard.push(await reportOne(deps, tx, each));
  return heard;
}

async function reportOne(deps: PrintersDeps, tx: Tx, { name, state, detail, color, duplex, papers }: Said): Promise<PrinterRow> {
  const known = await ensurePrinter(tx, name, deps.clock.now());
  const printer = (await lockPrinter(tx, known.id)) ?? known;
  if (!mayWork(printer) && mayWork({ ...printer, state })) tx.afterCommit(deps.bell.ring);
  return hearPrinter(deps, tx, printer, {
    state,
    state_detail: detail ?? null,
    said: {
      ...printer.said,
      ...(color === undefined ? {} : { color }),
      ...(duplex === undefined ? {} : { duplex }),
      ...(papers === undefined ? {} : { papers }),
    },
  });
}
