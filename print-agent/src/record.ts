/**
 * The noun of the agent: what the journal says of one claim, and what follows from what the print system says. Pure. Where paper may
 * have come out, nothing here ever answers "print".
 */
import type { ClaimedJob, printStatusChange } from '@parley/contract/api/printing.ts';
import type { z } from 'zod';
import type { JournalLine, Outcome } from './journal.ts';
import type { PaperState } from './printers/printer.port.ts';

export interface Ending {
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly sides?: number;
}

export interface ClaimRecord {
  readonly key: string;
  readonly printer: string;
  readonly job: ClaimedJob;
  readonly step: JournalLine['step'];
  readonly reference?: string;
  readonly ending?: Ending;
  readonly answer?: 'printed' | 'again' | 'elsewhere';
  readonly lines: readonly JournalLine[];
}

/** Unique for each claim, and a name that print systems take. */
export function keyOf(job: ClaimedJob): string {
  return `${job.id}-${job.attempt}`;
}

/**
 * What the server is told. A job that is given back names no side, so that it is printed later without asking anybody.
 * @param begun whether the server was told that it is being printed: from then on it is not given back, the try has failed.
 */
export function reportOf({ outcome, reason, sides }: Ending, lease: string, begun: boolean): z.input<typeof printStatusChange> {
  const status = outcome !== 'returned' ? outcome : begun ? 'failed' : 'queued';
  // Of a whole job the server knows better than print systems, which count as they please.
  const told = outcome === 'unknown' ? sides : outcome === 'printed' ? undefined : 0;
  return {
    status,
    lease,
    ...(reason === undefined ? {} : { reason: reason.slice(0, 500) }),
    ...(told === undefined ? {} : { pages_printed: told }),
  };
}

/** Every claim that the lines tell of, oldest first. */
export function recordsOf(lines: readonly JournalLine[]): readonly ClaimRecord[] {
  const records = new Map<string, ClaimRecord>();
  for (const line of lines) {
    const before = records.get(line.key);
    if (line.step === 'claimed')
      records.set(line.key, { key: line.key, printer: line.printer, job: line.job, step: line.step, lines: [line] });
    else if (before) records.set(line.key, follow(before, line));
  }
  return [...records.values()];
}

function follow(record: ClaimRecord, line: JournalLine): ClaimRecord {
  const next = { ...record, step: line.step, lines: [...record.lines, line] };
  if (line.step === 'submitting') return { ...next, reference: line.reference };
  if (line.step === 'answered') return { ...next, answer: line.answer };
  if (line.step !== 'done') return next;
  const { outcome, reason, sides } = line;
  return { ...next, ending: { outcome, ...(reason === undefined ? {} : { reason }), ...(sides === undefined ? {} : { sides }) } };
}

/** In doubt, and nobody has said yet how it ended. */
export function isOpenQuestion(record: ClaimRecord): boolean {
  return record.ending?.outcome === 'unknown' && record.answer === undefined;
}

/** Nothing is left to do for it. */
export function isSettled(record: ClaimRecord): boolean {
  return record.step === 'answered' || (record.step === 'reported' && !isOpenQuestion(record));
}

/**
 * What to do with a claim that an earlier run left behind. `return`: nothing can have come out · `look`: the print system knows ·
 * `report`: it ended and the server may not know · `ask`: a person must say · `nothing`: it is settled.
 */
export type Resumption = 'return' | 'look' | 'report' | 'ask' | 'nothing';

/** @param damaged lines of the journal are missing: a claim that seems not to have been printed may have been. */
export function resumptionOf(record: ClaimRecord, damaged: boolean): Resumption {
  if (isSettled(record)) return 'nothing';
  if (record.step === 'reported') return 'ask';
  if (record.step === 'done') return 'report';
  if (record.step === 'submitting' || record.step === 'submitted') return 'look';
  return damaged ? 'ask' : 'return';
}

/** While a job is followed: go on, take it back if that is still possible, or it has ended so. */
export type NextMove = { readonly do: 'wait' } | { readonly do: 'recall' } | { readonly do: 'end'; readonly ending: Ending };

/** @param unwanted why it should not be printed any more: the customer or staff cancelled it, or the lease was lost. */
export function nextMove(paper: PaperState, unwanted: 'cancelled' | 'lease_lost' | undefined): NextMove {
  const sides = paper.sides === undefined ? {} : { sides: paper.sides };
  const end = (outcome: Outcome, reason?: string): NextMove => ({
    do: 'end',
    ending: { outcome, ...(reason === undefined ? {} : { reason }), ...sides },
  });
  switch (paper.is) {
    case 'waiting':
      return unwanted ? { do: 'recall' } : { do: 'wait' };
    case 'printing':
      return { do: 'wait' };
    case 'done':
      return end('printed', unwanted === 'cancelled' ? 'The cancel came when pages were coming out.' : undefined);
    case 'unsent':
      return unwanted === 'cancelled' ? end('cancelled') : end('returned', 'Nothing was handed to the printer.');
    case 'cancelled':
      if (unwanted === 'cancelled') return end('cancelled');
      if (unwanted === 'lease_lost') return end('returned', 'Taken back from the printer before anything came out.');
      return end('failed', paper.detail ?? 'Cancelled at the shop’s computer before anything came out.');
    case 'failed':
      return end('failed', paper.detail ?? 'The print system refused it.');
    case 'stopped':
      return end('unknown', paper.detail ?? 'The printing ended early.');
    default:
      return end('unknown', paper.detail ?? 'The print system does not know the job any more.');
  }
}
