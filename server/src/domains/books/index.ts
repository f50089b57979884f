/**
 * Front door of the books: accounts, posting, reversing, verifying. The lowest of the money rooms: it knows orders, stock and payments
 * only as causes and subjects; each of them says what its own events mean in debits and credits (a pure `*-postings.ts` beside its noun).
 */
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountRole } from './account.ts';
import { closeMonth, reopenMonth } from './close-month.ts';
import { balanceOfRole } from './day.store.ts';
import { createAccountFinder, openBooks } from './open-books.ts';
import { postByHand } from './post-by-hand.ts';
import { postEntry } from './post-entry.ts';
import type { Cause, EntryId, EntryView, Posting } from './posting.ts';
import { entriesOfOrder } from './read-entry.store.ts';
import { type ReversalBy, reverseEntry } from './reverse-entry.ts';

export type { Account, AccountId, AccountKind, AccountRole } from './account.ts';
export type { Cause, Difference, EntryId, EntryLine, EntryView, Posting, PostingLine, Verification } from './posting.ts';
export type { ReversalBy } from './reverse-entry.ts';

export interface Books {
  /** The chart of accounts of the merchant's country; once, at sign-up (and for merchants from before the books, at their first posting). */
  openBooks(tx: Tx): Promise<void>;
  /**
   * Balanced or thrown (an unbalanced posting of ours is a bug; so is a currency other than the shop's). Call it last: it locks the end of
   * the merchant's chain. A posting without lines is left out.
   */
  post(tx: Tx, posting: Posting): Promise<EntryId | undefined>;
  /** By staff: refuses `books.unbalanced`, `books.account_unknown`, `books.period_closed`, `request.invalid`. */
  postByHand(tx: Tx, posting: Posting): Promise<Result<EntryView>>;
  /** The same lines the other way round, once; posted entries are never changed. Undefined when the cause never posted. */
  reverse(tx: Tx, cause: Cause, by: ReversalBy): Promise<EntryId | undefined>;
  /** Balance of a role's account: debit − credit. */
  balance(tx: Tx, role: AccountRole): Promise<Money>;
  /** By number. */
  entriesOfOrder(tx: Tx, orderId: string): Promise<readonly EntryView[]>;
  /** Refuses `request.invalid`, `books.period_not_over`. */
  closeMonth(tx: Tx, month: string, actor: string): Promise<Result<void>>;
  /** Refuses `books.period_open`. */
  reopenMonth(tx: Tx, month: string): Promise<Result<void>>;
}

export interface BooksDeps {
  readonly clock: Clock;
}

export function createBooks(deps: BooksDeps): Books {
  const { clock } = deps;
  const posting = { clock, accountsFor: createAccountFinder(clock) };
  return {
    openBooks: (tx) => openBooks(clock, tx),
    post: (tx, given) => postEntry(posting, tx, given),
    postByHand: (tx, given) => postByHand(posting, tx, given),
    reverse: (tx, cause, by) => reverseEntry(posting, tx, cause, by),
    balance: balanceOfRole,
    entriesOfOrder,
    closeMonth: (tx, month, actor) => closeMonth(clock, tx, month, actor),
    reopenMonth,
  };
}
