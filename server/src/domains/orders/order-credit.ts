/** How much of a sale has to be given up, and how much of each of its taxes that takes back. Pure; never more than the sale. */
import { shareOfRest } from '@parley/contract/values/tax.ts';
import type { AccountRole } from '../books/index.ts';

export const taxRoles = ['output_cgst', 'output_sgst', 'output_igst', 'output_tax'] as const satisfies readonly AccountRole[];
const saleRoles = [
  'sales',
  'sales_returns',
  'discounts',
  'shipping_income',
  'rounding',
  ...taxRoles,
] as const satisfies readonly AccountRole[];

/** Debit − credit by role, over the entries of one order. */
export type OrderBalances = ReadonlyMap<AccountRole, bigint>;

/** What the books say was sold, with tax, less what was given up; 0 for an order whose sale was reversed. */
export function soldOf(balances: OrderBalances): bigint {
  return -saleRoles.reduce((sum, role) => sum + (balances.get(role) ?? 0n), 0n);
}

/** What of each tax a credit of `amount` gives back: its share of what is left of it. */
export function taxesOfCredit(balances: OrderBalances, amount: bigint): readonly { readonly role: AccountRole; readonly tax: bigint }[] {
  const rest = soldOf(balances);
  return taxRoles
    .map((role) => ({ role, tax: shareOfRest(atLeastNothing(-(balances.get(role) ?? 0n)), amount, rest) }))
    .filter((each) => each.tax > 0n);
}

/** A return gives back the taxes of its own lines; after a goodwill over all of them that may be a unit more than was left of one. */
function atLeastNothing(minor: bigint): bigint {
  return minor < 0n ? 0n : minor;
}

/**
 * What still has to be credited, so that money which goes back was given up before: what goes back, less the money that paid for nothing
 * (a cancelled order sold nothing; what a return credited is sold no more). Between 0 and what is sold.
 */
export function missingCredit(has: { readonly sold: bigint; readonly kept: bigint; readonly going: bigint }): bigint {
  const missing = has.going - (has.kept - has.sold);
  if (missing <= 0n) return 0n;
  return missing < has.sold ? missing : has.sold;
}
