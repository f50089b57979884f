/** The running value of stock, for thousands of random histories. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Held, valueOfIssue, valueOfReceipt } from './stock-value.ts';

const step = fc.oneof(
  fc.record({
    kind: fc.constant('receive' as const),
    quantity: fc.integer({ min: 1, max: 1_000 }),
    cost: fc.bigInt({ min: 0n, max: 10_000_000n }),
  }),
  fc.record({ kind: fc.constant('issue' as const), quantity: fc.integer({ min: 1, max: 1_000 }), cost: fc.constant(0n) }),
);

describe('the running value', () => {
  it('is never negative, is zero at zero, and loses no unit of money', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let held: Held = { quantity: 0, valueMinor: 0n };
        let received = 0n;
        let issued = 0n;
        for (const { kind, quantity, cost } of steps) {
          if (kind === 'receive') {
            const value = valueOfReceipt(held, quantity, cost);
            received += value;
            held = { quantity: held.quantity + quantity, valueMinor: held.valueMinor + value };
          } else {
            const taken = Math.min(quantity, held.quantity);
            const value = valueOfIssue(held, taken);
            issued += value;
            held = { quantity: held.quantity - taken, valueMinor: held.valueMinor - value };
          }
          expect(held.valueMinor >= 0n).toBe(true);
          if (held.quantity === 0) expect(held.valueMinor).toBe(0n);
          expect(received - issued).toBe(held.valueMinor);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('an issue rounds half a unit up and the last one takes what is left', () => {
    expect(valueOfIssue({ quantity: 3, valueMinor: 100n }, 1)).toBe(33n);
    expect(valueOfIssue({ quantity: 2, valueMinor: 5n }, 1)).toBe(3n);
    expect(valueOfIssue({ quantity: 2, valueMinor: 67n }, 2)).toBe(67n);
  });

  it('a receipt whose cost nobody knows comes at the average', () => {
    expect(valueOfReceipt({ quantity: 4, valueMinor: 100n }, 2, undefined)).toBe(50n);
    expect(valueOfReceipt({ quantity: 0, valueMinor: 0n }, 2, undefined)).toBe(0n);
  });
});
