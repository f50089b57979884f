/** Accounts by what they are for and on which side they grow. Pure; the names and codes of a country stand in chart.ts. */
import type { Branded } from '@parley/contract/values/id.ts';

export type AccountId = Branded<string, 'AccountId'>;

export const accountKinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const;
export type AccountKind = (typeof accountKinds)[number];

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

export interface Account {
  readonly id: AccountId;
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  /** Undefined for accounts that the merchant added. */
  readonly role?: AccountRole;
  readonly archivedAt?: Date;
}

/** Assets and expenses grow by debits, the others by credits. */
export function growsByDebit(kind: AccountKind): boolean {
  return kind === 'asset' || kind === 'expense';
}

/** A figure as statements show it: positive where the account stands on its own side. @param net debit − credit, minor units. */
export function asShown(kind: AccountKind, net: bigint): bigint {
  return growsByDebit(kind) ? net : -net;
}
