/** The noun of printers: what one can print, whether it may be given work, how it is shown. Pure. */
import { type Paper, type PrinterState, papers } from '@parley/contract/api/printing.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { PrinterTrouble } from '../printing.ts';
import type { Abilities } from '../queue/print-job.ts';

/** Without a word for so long, a printer counts as offline. */
export const SILENT_MS = 90 * secondMs;

/** Stored as an agent or staff said it; what was not said is absent. */
export const saidAbilities = z.object({
  color: z.boolean().optional(),
  duplex: z.boolean().optional(),
  papers: z.array(z.enum(papers)).optional(),
  pages_per_minute: z.number().optional(),
});
export type SaidAbilities = z.infer<typeof saidAbilities>;

export interface PrinterRow {
  readonly id: string;
  readonly name: string;
  /** By its agent. */
  readonly said: SaidAbilities;
  /** By staff, who know better. */
  readonly set: SaidAbilities;
  readonly state: PrinterState;
  readonly stateDetail: string | undefined;
  readonly isPaused: boolean;
  readonly lastSeenAt: Date | undefined;
  readonly pagesPrinted: bigint;
  readonly jobsPrinted: bigint;
  /** The trouble that was told last, until it is over, and since when. */
  readonly alert: PrinterTrouble | undefined;
  readonly alertAt: Date | undefined;
}

const OFFICE_PAPERS: readonly Paper[] = papers.filter((paper) => paper !== 'A3');

/** Of whom nobody said anything: an office printer. */
export function abilitiesOf({ said, set }: Pick<PrinterRow, 'said' | 'set'>): Abilities {
  return {
    color: set.color ?? said.color ?? true,
    duplex: set.duplex ?? said.duplex ?? true,
    papers: set.papers ?? said.papers ?? OFFICE_PAPERS,
    pagesPerMinute: set.pages_per_minute ?? said.pages_per_minute,
  };
}

export function isSilent(printer: Pick<PrinterRow, 'lastSeenAt'>, now: Date): boolean {
  return printer.lastSeenAt === undefined || after(printer.lastSeenAt, SILENT_MS) <= now;
}

/** Whether it may be given a job, as far as is known of it; silence does not count, since whoever asks is heard. */
export function mayWork(printer: Pick<PrinterRow, 'isPaused' | 'state'>): boolean {
  return !printer.isPaused && (printer.state === 'ready' || printer.state === 'printing');
}

/** As people see it. @param isAtWork whether a job of ours is in it. */
export function shownState(printer: PrinterRow, isAtWork: boolean, now: Date): PrinterState {
  if (isSilent(printer, now)) return 'offline';
  if (printer.isPaused) return 'paused';
  return printer.state === 'ready' && isAtWork ? 'printing' : printer.state;
}

/** What staff should hear of; undefined: nothing. */
export function troubleOf(printer: Pick<PrinterRow, 'state' | 'lastSeenAt'>, now: Date): PrinterTrouble | undefined {
  if (isSilent(printer, now)) return 'offline';
  const { state } = printer;
  return state === 'offline' || state === 'paper_out' || state === 'jammed' || state === 'error' ? state : undefined;
}
