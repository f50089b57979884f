/**
 * The noun of the queue: what a print job is, how its states may move, what follows a failed try or a lease that ran out. Pure. What has
 * been printed stays printed; what may have been printed is never printed again by itself.
 */
import type { Paper, PrintJobState, PrintTicket } from '@parley/contract/api/printing.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { PrintJobId } from '../printing.ts';

export interface JobRow {
  readonly id: PrintJobId;
  readonly orderId: OrderId;
  readonly fileId: string;
  readonly position: number;
  readonly ticket: PrintTicket;
  readonly printedSides: number;
  readonly sheets: number;
  readonly needsColor: boolean;
  readonly isRush: boolean;
  readonly state: PrintJobState;
  readonly queuePosition: bigint | undefined;
  /** Where it is being printed, or was last. */
  readonly printerId: string | undefined;
  /** The one printer it is meant for; undefined: any that can. */
  readonly pinnedPrinterId: string | undefined;
  /** Grows with every claim. */
  readonly attempt: number;
  /** The claim that may report; kept after the end, so that a repeated report is known again. */
  readonly leaseId: string | undefined;
  /** The paired agent that claimed; undefined: somebody signed in otherwise did. */
  readonly leaseAgentId: string | undefined;
  readonly leasedUntil: Date | undefined;
  readonly cancelAskedAt: Date | undefined;
  /** Sides that came out in this try, as far as was said. */
  readonly pagesOut: number;
  readonly failure: string | undefined;
  readonly pickupCode: string;
  readonly reprintOf: string | undefined;
  /** Undefined while it is only claimed: nothing can have come out yet. */
  readonly startedAt: Date | undefined;
}

/** Each state and where it may go. A reprint is a job of its own. */
export const jobMoves: Readonly<Record<PrintJobState, readonly PrintJobState[]>> = {
  waiting: ['held', 'queued', 'cancelled'],
  held: ['queued', 'cancelled'],
  queued: ['printing', 'failed', 'cancelled'],
  printing: ['queued', 'printed', 'failed', 'unknown', 'cancelled'],
  unknown: ['printed', 'queued', 'failed', 'cancelled'],
  failed: ['queued', 'cancelled'],
  printed: [],
  cancelled: [],
};

export function mayMove(from: PrintJobState, to: PrintJobState): boolean {
  return jobMoves[from].includes(to);
}

export const hasEnded = (state: PrintJobState): boolean => jobMoves[state].length === 0;

const FAILED_TRIES = 3;
const LOST_CLAIMS = 6;
const RESTS_MS = [15 * secondMs, minuteMs];

export type NextTry = { readonly state: 'queued'; readonly restMs: number } | { readonly state: 'failed' };

/**
 * After an agent said that a try failed. It is tried again by itself only where certainly nothing came out: it had not begun, or the
 * agent says that no side did.
 * @param sides what came out, as the agent says; undefined where it does not say.
 */
export function afterFailure(job: Pick<JobRow, 'attempt' | 'startedAt' | 'pagesOut'>, sides: number | undefined): NextTry {
  const isClean = job.pagesOut === 0 && (sides === 0 || (sides === undefined && job.startedAt === undefined));
  if (!isClean || job.attempt >= FAILED_TRIES) return { state: 'failed' };
  return { state: 'queued', restMs: RESTS_MS[job.attempt - 1] ?? minuteMs };
}

/** After a lease ran out. A job that takes every agent down with it is given up. */
export function afterLease(job: Pick<JobRow, 'attempt' | 'startedAt'>): 'queued' | 'unknown' | 'failed' {
  if (job.startedAt !== undefined) return 'unknown';
  return job.attempt >= LOST_CLAIMS ? 'failed' : 'queued';
}

export interface Abilities {
  readonly color: boolean;
  readonly duplex: boolean;
  readonly papers: readonly Paper[];
  readonly pagesPerMinute: number | undefined;
}

export function canPrint(abilities: Abilities, job: Pick<JobRow, 'needsColor' | 'ticket'>): boolean {
  if (job.needsColor && !abilities.color) return false;
  if (job.ticket.sides !== 'one' && !abilities.duplex) return false;
  return abilities.papers.includes(job.ticket.paper);
}
