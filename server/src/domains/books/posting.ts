/** What rooms hand to the books and get from them: postings, entries, what verifying found. Pure; decides what is balanced. */
import type { Branded } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { AccountId, AccountRole } from './account.ts';

export type EntryId = Branded<string, 'EntryId'>;

export interface PostingLine {
  readonly account: AccountRole | { readonly code: string } | { readonly id: AccountId };
  /** Exactly one of the two, above 0. Lines of 0 are left out by the poster. */
  readonly debit?: bigint;
  readonly credit?: bigint;
  /** For drilling: `variant:<id>`, `payment:<id>`, `shipment:<id>`, `refund:<id>` … */
  readonly subject?: string;
}

/** What made an entry; unique a merchant. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
}

export interface Posting {
  /** What made it; the same cause posts once, a repeat answers the entry that is there. */
  readonly cause: Cause;
  /** Local date of the merchant, `YYYY-MM-DD`; absent: today there. A closed month moves it to the first open day, and says so in the description. */
  readonly date?: string;
  readonly description: string;
  /** The merchant's own: books are kept in one currency. */
  readonly currency: string;
  readonly lines: readonly PostingLine[];
  readonly orderId?: string;
  readonly actor: string;
}

export interface EntryLine {
  readonly accountId: AccountId;
  readonly code: string;
  readonly name: string;
  readonly debit: Money;
  readonly credit: Money;
  readonly subject?: string;
}

export interface EntryView {
  readonly id: EntryId;
  readonly number: bigint;
  /** `YYYY-MM-DD`, the merchant's. */
  readonly date: string;
  readonly description: string;
  readonly currency: string;
  readonly cause: Cause;
  readonly orderId?: string;
  readonly reverses?: EntryId;
  readonly actor: string;
  readonly postedAt: Date;
  readonly lines: readonly EntryLine[];
}

/** One thing that does not fit, named: which row (`where`), what it should say and what it says. */
export interface Difference {
  readonly what: string;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** What `verify` found: nothing, or each row that does not fit, named. */
export interface Verification {
  readonly entries: number;
  readonly movements: number;
  readonly differences: readonly Difference[];
}

/** The lines that say something. @throws on a line that is both, neither or negative: a bug of the room that made it. */
export function weightyLines(posting: Pick<Posting, 'cause' | 'lines'>): readonly PostingLine[] {
  return posting.lines.filter(({ debit = 0n, credit = 0n }) => {
    if (debit < 0n || credit < 0n || (debit > 0n && credit > 0n))
      throw new Error(`a line of ${causeText(posting.cause)} has debit ${debit} and credit ${credit}`);
    return debit !== credit;
  });
}

/** Debits − credits; 0 when balanced. */
export function imbalance(lines: readonly Pick<PostingLine, 'debit' | 'credit'>[]): bigint {
  return lines.reduce((total, { debit = 0n, credit = 0n }) => total + debit - credit, 0n);
}

/** @throws when debits and credits differ. */
export function assertBalanced(cause: Cause, lines: readonly PostingLine[]): void {
  const off = imbalance(lines);
  if (off !== 0n) throw new Error(`the posting of ${causeText(cause)} is off by ${off}`);
}

export function causeText(cause: Cause): string {
  return `${cause.kind}:${cause.id}`;
}
