/** Ages of what moves, for thousands of histories: layers always add up to what is on hand, and the oldest leave first. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenLayer } from './layer.store.ts';
import { planLayers } from './layer-plan.ts';
import { bucketsOf } from './stock-ageing.ts';
import { byAge, unitsOf } from './stock-layer.ts';

const place = { variantId: 'v' as VariantId, locationId: 'l' as LocationId };

const ages = (layers: readonly OpenLayer[]) => layers.map((layer) => [layer.receivedOn, layer.lot, layer.quantity]);

/** The layers as they are after a plan, as the tables would have them. */
function after(open: readonly OpenLayer[], plan: ReturnType<typeof planLayers>): OpenLayer[] {
  const taken = new Map(plan.takes.map((take) => [take.id, take.quantity]));
  const layers = open.map((layer) => ({ ...layer, quantity: layer.quantity - (taken.get(layer.id) ?? 0) }));
  for (const add of plan.adds) {
    const same = layers.findIndex((layer) => layer.receivedOn === add.receivedOn && layer.lot === add.lot);
    const found = layers[same];
    if (found) layers[same] = { ...found, quantity: found.quantity + add.quantity };
    else layers.push({ ...add, id: `${add.receivedOn} ${add.lot}` });
  }
  return layers.filter((layer) => layer.quantity > 0).toSorted(byAge);
}

describe('layers', () => {
  it('add up to what is on hand after any history, and what comes back is as old as it was', () => {
    const step = fc.record({ quantity: fc.integer({ min: -20, max: 20 }), day: fc.integer({ min: 10, max: 28 }), back: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let layers: OpenLayer[] = [];
        let onHand = 0;
        for (const { quantity: wanted, day, back } of steps) {
          const quantity = Math.max(wanted, -onHand);
          if (quantity === 0) continue;
          const today = `2026-03-${day}`;
          const before = layers;
          const plan = planLayers([{ ...place, quantity }], layers, today);
          layers = after(layers, plan);
          onHand += quantity;
          expect(unitsOf(plan.ages[0] ?? [])).toBe(Math.abs(quantity));
          if (quantity < 0) expect((layers[0]?.receivedOn ?? '9') >= (plan.ages[0]?.at(-1)?.receivedOn ?? '')).toBe(true);
          if (quantity < 0 && back) {
            layers = after(layers, planLayers([{ ...place, quantity: -quantity, ages: plan.ages[0] }], layers, '2026-03-31'));
            onHand -= quantity;
            expect(ages(layers)).toEqual(ages(before));
          }
          expect(unitsOf(layers)).toBe(onHand);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('what comes in and goes out at once changes none, and more than there is cannot leave', () => {
    const ages = [{ receivedOn: '2026-01-01', lot: 'A', quantity: 2 }];
    const both = planLayers(
      [
        { ...place, quantity: 2, ages },
        { ...place, quantity: -2, ages },
      ],
      [],
      '2026-03-01',
    );
    expect([both.takes, both.adds]).toEqual([[], []]);
    expect(() => planLayers([{ ...place, quantity: -1 }], [], '2026-03-01')).toThrow();
  });
});

it('the value of a level is shared over its ages without losing a unit', () => {
  const units = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000));
  fc.assert(
    fc.property(units, fc.bigInt({ min: 0n, max: 10n ** 12n }), (counts, valueMinor) => {
      const buckets = bucketsOf({ units: counts, valueMinor });
      expect(buckets.reduce((total, bucket) => total + bucket.valueMinor, 0n)).toBe(valueMinor);
      for (const bucket of buckets) expect(bucket.valueMinor >= 0n).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
