/** Every event of stock is a balanced entry that moves inventory by exactly what the ledger moved. */
import type { VariantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PostingLine } from '../books/index.ts';
import { purchaseCorrected, purchaseReceived, purchaseReturned, valueMoved } from './stock-postings.ts';

const variantId = fc.constantFrom('a', 'b', 'c').map((id) => id as VariantId);
const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
const signed = fc.bigInt({ min: -10_000_000n, max: 10_000_000n });
const RUNS = { numRuns: 1_000 };

function net(lines: readonly PostingLine[], account?: string): bigint {
  return lines.reduce(
    (total, line) => (account === undefined || line.account === account ? total + (line.debit ?? 0n) - (line.credit ?? 0n) : total),
    0n,
  );
}

function check(lines: readonly PostingLine[], inventory: bigint) {
  expect(net(lines)).toBe(0n);
  expect(net(lines, 'inventory')).toBe(inventory);
  for (const line of lines) {
    expect((line.debit ?? 0n) > 0n !== (line.credit ?? 0n) > 0n).toBe(true);
    expect(line.subject).toBeDefined();
  }
}

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

it('value that moves against one account', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ variantId, valueMinor: signed })), (changes) => {
      check(valueMoved('cost_of_goods', changes), sum(changes.map((each) => each.valueMinor)));
    }),
    RUNS,
  );
});

it('a purchase, its return at another price, its corrected bill', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ variantId, valueMinor: amount, other: amount }), { maxLength: 5 }), amount, (lines, taxMinor) => {
      const value = sum(lines.map((each) => each.valueMinor));
      const received = purchaseReceived({ purchaseId: 'p', received: lines, taxMinor });
      check(received, value);
      expect(net(received, 'payable')).toBe(-value - taxMinor);
      const left = lines.map((each) => ({ ...each, valueMinor: -each.valueMinor, agreedMinor: each.other }));
      const returned = purchaseReturned({ purchaseId: 'p', left, taxMinor });
      check(returned, -value);
      expect(net(returned, 'payable')).toBe(sum(lines.map((each) => each.other)) + taxMinor);
      const corrected = lines.map((each) => ({ ...each, differenceMinor: each.other - 5_000_000n }));
      const changed = purchaseCorrected({ purchaseId: 'p', corrected, taxMinor: -taxMinor });
      check(changed, value);
      expect(net(changed, 'payable')).toBe(taxMinor - sum(corrected.map((each) => each.differenceMinor)));
    }),
    RUNS,
  );
});
