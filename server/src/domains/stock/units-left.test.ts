/** How much of a receipt is left, for thousands of histories: never negative, never more than lies there, and nothing of it is lost. */
import type { LocationId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerStep, UNIT, unitsLeft } from './units-left.ts';

const [main, cellar] = ['main' as LocationId, 'cellar' as LocationId];
const step = (quantity: number, more: Partial<LedgerStep> = {}): LedgerStep => ({
  locationId: main,
  quantity,
  reason: quantity > 0 ? 'purchase' : 'sale',
  causeKind: 'test',
  causeId: `${quantity}`,
  ...more,
});
const never = () => false;
const left = (steps: readonly LedgerStep[], before = 0) => unitsLeft({ before: new Map([[main, before]]), steps, isOwnReturn: never });

describe('of one receipt', () => {
  it('an issue takes its share, and all of it when it takes all', () => {
    expect(left([step(15), step(-10)], 100).get(main)).toBe(15n * UNIT - (15n * UNIT * 10n) / 115n);
    expect(left([step(15), step(-115)], 100).get(main)).toBe(0n);
    expect(left([step(10), step(-10), step(40)]).get(main)).toBe(0n);
  });

  it('a transfer carries it along and an order brings back what it took', () => {
    const moved = { causeKind: 'transfer', causeId: 't', reason: 'transfer' };
    const there = left([step(10), step(-4, moved), step(4, { ...moved, locationId: cellar })]);
    expect([there.get(main), there.get(cellar)]).toEqual([6n * UNIT, 4n * UNIT]);
    const sold = { orderId: 'o', reason: 'sale' };
    expect(left([step(10), step(-10, sold), step(5), step(4, { ...sold, reason: 'return' })]).get(main)).toBe(4n * UNIT);
  });

  it('what goes back to its supplier is of that receipt first', () => {
    const trace = { before: new Map([[main, 90]]), steps: [step(10), step(-6)], isOwnReturn: (each: LedgerStep) => each.quantity < 0 };
    expect(unitsLeft(trace).get(main)).toBe(4n * UNIT);
  });

  it('no history leaves less than nothing or more than lies there or came', () => {
    const history = fc.array(
      fc.record({ quantity: fc.integer({ min: -40, max: 40 }), place: fc.nat(1), order: fc.nat(2), own: fc.boolean() }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), history, (before, received, wanted) => {
        const units = new Map([
          [main, before + received],
          [cellar, 0],
        ]);
        const steps = [step(received)];
        for (const { quantity, place, order, own } of wanted) {
          const locationId = place === 0 ? main : cellar;
          const there = units.get(locationId) ?? 0;
          const moved = Math.max(quantity, -there);
          if (moved === 0) continue;
          units.set(locationId, there + moved);
          steps.push(step(moved, { locationId, orderId: `${order}`, causeKind: own ? 'own' : 'other' }));
        }
        const found = unitsLeft({ before: new Map([[main, before]]), steps, isOwnReturn: (each) => each.causeKind === 'own' });
        let total = 0n;
        for (const [place, part] of found) {
          expect(part >= 0n).toBe(true);
          expect(part <= BigInt(units.get(place) ?? 0) * UNIT).toBe(true);
          total += part;
        }
        expect(total <= BigInt(received) * UNIT).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
