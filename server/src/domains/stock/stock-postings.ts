/** What each event of stock means in debits and credits. Pure: values in, lines out; inventory always moves by exactly what the ledger moved. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { AccountRole, PostingLine } from '../books/index.ts';

/** A change of what a variant's stock is worth: signed, minor units. */
export interface ValueChange {
  readonly variantId: VariantId;
  readonly valueMinor: bigint;
}

/** Debit where positive, credit where negative, nothing where 0. */
function line(account: AccountRole, amount: bigint, subject: string): readonly PostingLine[] {
  if (amount === 0n) return [];
  return [amount > 0n ? { account, debit: amount, subject } : { account, credit: -amount, subject }];
}

/** One change a variant, in order of appearance; what cancels out is left out. */
function byVariant(changes: readonly ValueChange[]): readonly ValueChange[] {
  const sums = new Map<VariantId, bigint>();
  for (const { variantId, valueMinor } of changes) sums.set(variantId, (sums.get(variantId) ?? 0n) + valueMinor);
  return [...sums].map(([variantId, valueMinor]) => ({ variantId, valueMinor }));
}

function total(changes: readonly { readonly valueMinor: bigint }[]): bigint {
  return changes.reduce((sum, change) => sum + change.valueMinor, 0n);
}

/** Stock against one account: opening, adjustments, write-offs, sales and what comes back. */
export function valueMoved(against: AccountRole, changes: readonly ValueChange[]): readonly PostingLine[] {
  return byVariant(changes).flatMap(({ variantId, valueMinor }) => {
    const subject = `variant:${variantId}`;
    return [...line('inventory', valueMinor, subject), ...line(against, -valueMinor, subject)];
  });
}

/** Received: stock and the tax to be claimed against what the supplier is owed. */
export function purchaseReceived(input: {
  readonly purchaseId: string;
  readonly received: readonly ValueChange[];
  readonly taxMinor: bigint;
}): readonly PostingLine[] {
  const subject = `purchase:${input.purchaseId}`;
  return [
    ...byVariant(input.received).flatMap((each) => line('inventory', each.valueMinor, `variant:${each.variantId}`)),
    ...line('input_tax', input.taxMinor, subject),
    ...line('payable', -(total(input.received) + input.taxMinor), subject),
  ];
}

/** Sent back: the supplier gives the agreed price, stock loses what it carried; they need not be the same. */
export function purchaseReturned(input: {
  readonly purchaseId: string;
  /** `valueMinor` negative: what leaves stock. */
  readonly left: readonly (ValueChange & { readonly agreedMinor: bigint })[];
  readonly taxMinor: bigint;
}): readonly PostingLine[] {
  const subject = `purchase:${input.purchaseId}`;
  const agreed = input.left.reduce((sum, each) => sum + each.agreedMinor, 0n);
  return [
    ...line('payable', agreed + input.taxMinor, subject),
    ...line('input_tax', -input.taxMinor, subject),
    ...input.left.flatMap((each) => line('inventory', each.valueMinor, `variant:${each.variantId}`)),
    ...input.left.flatMap((each) => line('stock_adjustment', -each.valueMinor - each.agreedMinor, `variant:${each.variantId}`)),
  ];
}

/** A late or changed bill: what is still in stock carries its share, what was sold has cost more or less than was thought. */
export function purchaseCorrected(input: {
  readonly purchaseId: string;
  /** `differenceMinor`: of the bill; `valueMinor`: the part of it that stock takes. */
  readonly corrected: readonly (ValueChange & { readonly differenceMinor: bigint })[];
  /** Signed: new tax − old. */
  readonly taxMinor: bigint;
}): readonly PostingLine[] {
  const subject = `purchase:${input.purchaseId}`;
  const difference = input.corrected.reduce((sum, each) => sum + each.differenceMinor, 0n);
  return [
    ...input.corrected.flatMap((each) => line('inventory', each.valueMinor, `variant:${each.variantId}`)),
    ...input.corrected.flatMap((each) => line('cost_of_goods', each.differenceMinor - each.valueMinor, `variant:${each.variantId}`)),
    ...line('input_tax', input.taxMinor, subject),
    ...line('payable', -(difference + input.taxMinor), subject),
  ];
}
