/** What waits for each printer and which is at work, read once for all of them. Reads only. */
import { type Paper, printTicket } from '@parley/contract/api/printing.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import { abilitiesOf, type PrinterRow } from '../printers/printer.ts';
import { canPrint } from './print-job.ts';

export interface PrinterLoad {
  /** Queued jobs that it could print, now or after a rest. */
  readonly waiting: number;
  /** Whether one of our jobs is in it. */
  readonly isAtWork: boolean;
}

interface Kind {
  readonly paper: Paper;
  readonly sides: string;
  readonly needs_color: boolean;
  readonly pinned_printer_id: string | null;
  readonly count: number;
}

export async function loadsOf(tx: Tx): Promise<(printer: PrinterRow) => PrinterLoad> {
  const { rows: kinds } = await sql<Kind>`
    select ticket ->> 'paper' as paper, ticket ->> 'sides' as sides, needs_color, pinned_printer_id, count(*)::int as count
    from print_jobs where merchant_id = ${tx.merchantId} and state = 'queued' group by 1, 2, 3, 4`.execute(tx.db);
  const { rows: busy } = await sql<{ printer_id: string }>`
    select printer_id from print_jobs where merchant_id = ${tx.merchantId} and state = 'printing' and printer_id is not null`.execute(
    tx.db,
  );
  const atWork = new Set(busy.map((row) => row.printer_id));
  const waiting = kinds.map(({ paper, sides, ...kind }) => ({ ...kind, ticket: printTicket.parse({ paper, sides }) }));
  return (printer) => {
    const abilities = abilitiesOf(printer);
    const mine = waiting.filter(
      ({ needs_color: needsColor, ticket, pinned_printer_id: pinned }) =>
        (pinned === null || pinned === printer.id) && canPrint(abilities, { needsColor, ticket }),
    );
    return { waiting: mine.reduce((sum, { count }) => sum + count, 0), isAtWork: atWork.has(printer.id) };
  };
}
