/** What an order took comes back exactly, for thousands of portions. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { giveBack, type SoldPart, soldParts } from './sold-part.ts';
import { unitsOf } from './stock-layer.ts';

const variantId = 'v' as VariantId;
const at = (place: string) => place as LocationId;
const sold = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 500 }), value: fc.bigInt({ min: 0n, max: 10_000_000n }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) =>
    parts.map(
      ({ quantity, value }, index): SoldPart => ({
        variantId,
        locationId: at(`place ${index}`),
        quantity,
        valueMinor: value,
        ages: [{ receivedOn: '2026-01-01', lot: null, quantity }],
      }),
    ),
  );

describe('units that come back', () => {
  it('in whatever portions bring back exactly what they cost, and never more units than left', () => {
    fc.assert(
      fc.property(sold, fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 30 }), (parts, portions) => {
        const movements = parts.map((part) => ({ ...part, quantity: -part.quantity, valueMinor: -part.valueMinor, reason: 'sale' }));
        const cost = parts.reduce((total, part) => total + part.valueMinor, 0n);
        const units = parts.reduce((total, part) => total + part.quantity, 0);
        let [backUnits, backValue] = [0, 0n];
        for (const quantity of [...portions, ...portions.map(() => 1)]) {
          const { back, excess } = giveBack(soldParts(movements), [{ variantId, quantity }]);
          if (excess.size > 0) {
            expect(back).toEqual([]);
            expect(quantity).toBeGreaterThan(units - backUnits);
            continue;
          }
          for (const part of back) {
            expect(part.valueMinor >= 0n).toBe(true);
            expect(unitsOf(part.ages)).toBe(part.quantity);
            movements.push({ ...part, ages: [...part.ages], reason: 'return' });
            backUnits += part.quantity;
            backValue += part.valueMinor;
          }
        }
        const rest = units - backUnits;
        if (rest > 0)
          backValue += giveBack(soldParts(movements), [{ variantId, quantity: rest }]).back.reduce(
            (sum, part) => sum + part.valueMinor,
            0n,
          );
        expect(backValue).toBe(cost);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a variant that never left are passed by', () => {
    expect(giveBack([], [{ variantId, quantity: 3 }])).toEqual({ back: [], excess: new Map() });
  });
});
