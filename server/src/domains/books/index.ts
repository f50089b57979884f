/**
 * Front door of the books: accounts, posting, reversing, verifying. The lowest of the money rooms: it knows orders, stock and payments
 * only as causes and subjects; each of them says what its own events mean in debits and credits (a pure `*-postings.ts` beside its noun).
 */
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { readShop } from './account.store.ts';
import type { Account, AccountRole } from './account.ts';
import { addAccount, type NewAccount } from './add-account.ts';
import { closeMonth, reopenMonth } from './close-month.ts';
import { type AccountTotals, balanceOfRole, type Range, resultByMonth, totalsByAccount } from './day.store.ts';
import { importStatement, type StatementDeps, type StatementImport, type StatementImported } from './import-statement.ts';
import { type MatchInput, matchLine } from './match-line.ts';
import { createAccountFinder, openBooks } from './open-books.ts';
import { type OpeningBalances, openBalances } from './opening-balances.ts';
import { balancesOfOrder } from './order-balance.store.ts';
import { type ClosedMonth, closedMonths } from './period.store.ts';
import { localDate } from './period.ts';
import { postByHand } from './post-by-hand.ts';
import { postEntries, postEntry } from './post-entry.ts';
import type { Cause, EntryId, EntryView, Posting } from './posting.ts';
import { type BalanceSheet, balanceSheetOf, type ProfitLoss, profitLossOf, type TaxSummary, taxSummaryOf } from './profit-loss.ts';
import { entriesOfOrder, entryById, type JournalQuery, pageOfEntries } from './read-entry.store.ts';
import { type ReversalBy, reversalState, reverseByHand, reverseEntry } from './reverse-entry.ts';
import { countLines, pageOfLines, type StatementState, type StoredStatementLine } from './statement.store.ts';
import type { StatementSource } from './statement.ts';
import { type BooksVerification, type VerifyDeps, verifyBooks } from './verify-books.ts';

export type { Account, AccountId, AccountKind, AccountRole } from './account.ts';
export type { AccountTotals, Range } from './day.store.ts';
export type { ShownMatch, ShownPayment, StatementImport, StatementImported } from './import-statement.ts';
export { monthAfter, monthOf } from './period.ts';
export type { Cause, Difference, EntryId, EntryLine, EntryView, Posting, PostingLine, Verification } from './posting.ts';
export type { BalanceSheet, Figure, ProfitLoss, Section, TaxSummary } from './profit-loss.ts';
export type { JournalQuery } from './read-entry.store.ts';
export type { ReversalBy } from './reverse-entry.ts';
export type { StoredStatementLine } from './statement.store.ts';
export type { BooksVerification } from './verify-books.ts';

/** What rooms post through. */
export interface Posts {
  /** The chart of accounts of the merchant's country; once, at sign-up (and for merchants from before the books, at their first posting). */
  openBooks(tx: Tx): Promise<void>;
  /**
   * Balanced or thrown (an unbalanced posting of ours is a bug; so is a currency other than the shop's). Call it last: it locks the end of
   * the merchant's chain. A posting without lines is left out.
   */
  post(tx: Tx, posting: Posting): Promise<EntryId | undefined>;
  /** Several at once, in this order, as `post` posts each. */
  postAll(tx: Tx, postings: readonly Posting[]): Promise<void>;
  /** The same lines the other way round, once; posted entries are never changed. Undefined when the cause never posted. */
  reverse(tx: Tx, cause: Cause, by: ReversalBy): Promise<EntryId | undefined>;
  /** Balance of a role's account: debit − credit. */
  balance(tx: Tx, role: AccountRole): Promise<Money>;
  /** By number. */
  entriesOfOrder(tx: Tx, orderId: string): Promise<readonly EntryView[]>;
  /** What one order did to each account: debit − credit by role. */
  balancesOfOrder(tx: Tx, orderId: string): Promise<ReadonlyMap<AccountRole, bigint>>;
}

/** What people do with the books by hand. */
export interface BookKeeping {
  /** Refuses `books.unbalanced`, `books.account_unknown`, `books.account_controlled`, `books.period_closed`, `request.invalid`. */
  postByHand(tx: Tx, posting: Posting): Promise<Result<EntryView>>;
  /** Entries made by hand only: refuses `books.entry_not_found`, `books.not_reversible`, `books.period_closed`. */
  reverseByHand(tx: Tx, id: EntryId, by: Omit<ReversalBy, 'cause'>): Promise<Result<EntryView>>;
  /** Once: refuses `books.already_opened` and what `postByHand` refuses. */
  openBalances(tx: Tx, input: OpeningBalances): Promise<Result<EntryView>>;
  /** Refuses `books.account_taken`. */
  addAccount(tx: Tx, account: NewAccount): Promise<Result<Account>>;
  /** A month that is over: refuses `request.invalid`, `books.period_not_over`. */
  closeMonth(tx: Tx, month: string, actor: string): Promise<Result<void>>;
  /** Refuses `books.period_open`. */
  reopenMonth(tx: Tx, month: string): Promise<Result<void>>;
  closedMonths(tx: Tx): Promise<readonly ClosedMonth[]>;
  /** Refuses `books.statement_unreadable`. */
  importStatement(tx: Tx, input: StatementImport): Promise<Result<StatementImported>>;
  matchLine(tx: Tx, input: MatchInput): Promise<Result<StoredStatementLine>>;
  /** Newest first. */
  statementLines(
    tx: Tx,
    query: { readonly source?: StatementSource; readonly state?: StatementState; readonly before?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly StoredStatementLine[]; readonly nextCursor: string | undefined }>;
  countStatementLines(tx: Tx): Promise<Readonly<Record<StatementState, number>>>;
}

/** What the books say. Reads only; amounts in minor units of the shop's currency. */
export interface BookReports {
  /** Newest first. */
  entries(tx: Tx, query: JournalQuery): Promise<{ readonly items: readonly EntryView[]; readonly nextCursor: string | undefined }>;
  entry(tx: Tx, id: EntryId): Promise<EntryView | undefined>;
  /** Which entry undid this one, and whether a person may undo it. */
  reversal(tx: Tx, entry: EntryView): Promise<{ readonly reversedBy?: EntryId; readonly isReversible: boolean }>;
  /** Every account by code: what it stood at before the range, and what moved in it. */
  totals(tx: Tx, range: Range): Promise<readonly AccountTotals[]>;
  profitLoss(tx: Tx, range: { readonly from: string; readonly to: string }): Promise<ProfitLoss>;
  /** @param at the day at whose end it is drawn, `YYYY-MM-DD`. */
  balanceSheet(tx: Tx, at: string): Promise<BalanceSheet>;
  taxSummary(tx: Tx, range: { readonly from: string; readonly to: string }): Promise<TaxSummary>;
  /** The shop's currency and its day now. */
  today(tx: Tx): Promise<{ readonly date: string; readonly currency: string }>;
  /** Recomputes everything; postings wait meanwhile. */
  verify(tx: Tx): Promise<BooksVerification>;
}

export interface Books extends Posts, BookKeeping, BookReports {}

export interface BooksDeps extends VerifyDeps, Pick<StatementDeps, 'matchPayments'> {
  readonly clock: Clock;
}

export function createBooks(deps: BooksDeps): Books {
  const { clock } = deps;
  const posting = { ...deps, accountsFor: createAccountFinder(clock) };
  return {
    openBooks: (tx) => openBooks(clock, tx),
    post: (tx, given) => postEntry(posting, tx, given),
    postAll: (tx, given) => postEntries(posting, tx, given),
    reverse: (tx, cause, by) => reverseEntry(posting, tx, cause, by),
    balance: balanceOfRole,
    entriesOfOrder,
    balancesOfOrder,
    postByHand: (tx, given) => postByHand(posting, tx, given),
    reverseByHand: (tx, id, by) => reverseByHand(posting, tx, id, by),
    openBalances: (tx, input) => openBalances(posting, tx, input),
    addAccount: (tx, account) => addAccount(clock, tx, account),
    closeMonth: (tx, month, actor) => closeMonth(clock, tx, month, actor),
    reopenMonth,
    closedMonths,
    importStatement: (tx, input) => importStatement(posting, tx, input),
    matchLine: (tx, input) => matchLine(posting, tx, input),
    statementLines: pageOfLines,
    countStatementLines: countLines,
    entries: pageOfEntries,
    entry: entryById,
    reversal: reversalState,
    totals: totalsByAccount,
    profitLoss: async (tx, range) => profitLossOf(await resultByMonth(tx, range)),
    balanceSheet: async (tx, at) => balanceSheetOf(await totalsByAccount(tx, { to: at })),
    taxSummary: async (tx, range) => taxSummaryOf(await totalsByAccount(tx, range)),
    async today(tx) {
      const { timeZone, currency } = await readShop(tx);
      return { date: localDate(clock.now(), timeZone), currency };
    },
    verify: (tx) => verifyBooks(deps, tx),
  };
}
