/** The hash chain of the journal: each entry's SHA-256 covers the entry before it, its own facts and its lines. Pure; never touches a row. */
import { createHash } from 'node:crypto';

/** What stands before the first entry. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/** An entry as the hash covers it. */
export interface ChainedEntry {
  readonly number: bigint;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly description: string;
  readonly currency: string;
  readonly causeKind: string;
  readonly causeId: string;
  readonly reverses: string | null;
  readonly orderId: string | null;
  readonly actor: string;
  readonly postedAt: Date;
  /** By position. */
  readonly lines: readonly ChainedLine[];
}

export interface ChainedLine {
  readonly accountId: string;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly subject: string | null;
}

/** @param previous hash of the entry before, or FIRST_HASH. */
export function hashOf(previous: Buffer, entry: ChainedEntry): Buffer {
  return createHash('sha256').update(previous).update(canonical(entry)).digest();
}

/** One spelling only: fixed order, amounts as decimal integers of the minor unit, the instant in UTC milliseconds. */
function canonical(entry: ChainedEntry): string {
  return JSON.stringify([
    `${entry.number}`,
    entry.date,
    entry.description,
    entry.currency,
    entry.causeKind,
    entry.causeId,
    entry.reverses,
    entry.orderId,
    entry.actor,
    entry.postedAt.toISOString(),
    entry.lines.map((line) => [line.accountId, `${line.debit}`, `${line.credit}`, line.subject]),
  ]);
}
