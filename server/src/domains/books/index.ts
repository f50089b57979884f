/**
 * Front door of the books: accounts, posting, reversing, verifying. The lowest of the money rooms: it knows orders, stock and payments
 * only as causes and subjects; each of them says what its own events mean in debits and credits (a pure `*-postings.ts` beside its noun).
 */
import type { Branded } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';

export type AccountId = Branded<string, 'AccountId'>;
export type EntryId = Branded<string, 'EntryId'>;

/**
 * Accounts the program posts to, by what they are for; each merchant has them from sign-up, with the codes and names of its country.
 * `clearing` = money at a payment gateway, not yet at the bank: captured − refunded − fees − settled.
 */
export type AccountRole =
  | 'bank'
  | 'cash'
  | 'clearing'
  | 'receivable' // customers owe us (cash on delivery included until collected)
  | 'cod_receivable' // the courier collected and owes us
  | 'inventory'
  | 'input_tax' // tax on purchases and fees, to be claimed
  | 'payable' // suppliers
  | 'purchase_clearing' // received, bill differs or is open
  | 'output_tax' // general VAT
  | 'output_cgst'
  | 'output_sgst'
  | 'output_igst'
  | 'refunds_due' // money that is not ours and goes back
  | 'customer_credit'
  | 'opening' // opening balances (equity)
  | 'capital'
  | 'sales'
  | 'shipping_income'
  | 'discounts' // contra income
  | 'sales_returns' // contra income
  | 'other_income'
  | 'cost_of_goods'
  | 'stock_adjustment' // counts, write-offs, value that had nowhere to go
  | 'gateway_fees'
  | 'shipping_cost'
  | 'other_expense'
  | 'rounding';

export interface PostingLine {
  readonly account: AccountRole | { readonly code: string } | { readonly id: AccountId };
  /** Exactly one of the two, above 0. Lines of 0 are left out by the poster. */
  readonly debit?: bigint;
  readonly credit?: bigint;
  /** For drilling: `variant:<id>`, `payment:<id>`, `shipment:<id>`, `refund:<id>` … */
  readonly subject?: string;
}

export interface Posting {
  /** What made it; the same cause posts once, a repeat answers the entry that is there. */
  readonly cause: { readonly kind: string; readonly id: string };
  /** Local date of the merchant, `YYYY-MM-DD`; absent: today there. A closed month moves it to the first open day, and says so in the description. */
  readonly date?: string;
  readonly description: string;
  readonly currency: string;
  readonly lines: readonly PostingLine[];
  readonly orderId?: string;
  readonly actor: string;
}

export interface EntryView {
  readonly id: EntryId;
  readonly number: bigint;
  readonly date: string;
  readonly description: string;
  readonly currency: string;
  readonly cause: { readonly kind: string; readonly id: string };
  readonly orderId?: string;
  readonly reverses?: EntryId;
  readonly actor: string;
  readonly postedAt: Date;
  readonly lines: readonly { readonly accountId: AccountId; readonly code: string; readonly name: string; readonly debit: Money; readonly credit: Money; readonly subject?: string }[];
}

/** What `verify` found: nothing, or each row that does not fit, named. */
export interface Verification {
  readonly entries: number;
  readonly movements: number;
  readonly differences: readonly { readonly what: string; readonly where: string; readonly expected: string; readonly found: string }[];
}

export interface Books {
  /** The chart of accounts of the merchant's country; once, at sign-up (and for merchants from before the books, at their first posting). */
  openBooks(tx: Tx): Promise<void>;
  /** Balanced or thrown (an unbalanced posting of ours is a bug). Call it last: it locks the end of the merchant's chain. A posting without lines is left out. */
  post(tx: Tx, posting: Posting): Promise<EntryId | undefined>;
  /** By staff: refuses `books.unbalanced`, `books.account_unknown`, `books.period_closed`, `request.invalid`. */
  postByHand(tx: Tx, posting: Posting): Promise<Result<EntryView>>;
  /** The same lines the other way round, once; posted entries are never changed. Undefined when the cause never posted. */
  reverse(tx: Tx, cause: { readonly kind: string; readonly id: string }, by: { readonly cause: { readonly kind: string; readonly id: string }; readonly description: string; readonly actor: string }): Promise<EntryId | undefined>;
  /** Balance of a role's account: debit − credit. */
  balance(tx: Tx, role: AccountRole): Promise<Money>;
  entriesOfOrder(tx: Tx, orderId: string): Promise<readonly EntryView[]>;
  closeMonth(tx: Tx, month: string, actor: string): Promise<Result<void>>;
}
