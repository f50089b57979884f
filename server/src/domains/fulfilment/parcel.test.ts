/** News of a parcel may come in any order and any number of times: the state is the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParcelState } from '../../providers/couriers/couriers.port.ts';
import { stateAfter } from './parcel.ts';

const states: readonly ParcelState[] = [
  'created',
  'pickup_problem',
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'delivered',
  'returning',
  'returned',
  'cancelled',
  'lost',
];
const news = fc.array(
  fc.record({ state: fc.constantFrom(...states), at: fc.integer({ min: 0, max: 20 }).map((hour) => new Date(hour * 3_600_000)) }),
  { maxLength: 12 },
);
const at = (hour: number) => new Date(hour * 3_600_000);

describe('stateAfter', () => {
  it('does not depend on the order of arrival, nor on repeats', () => {
    fc.assert(
      fc.property(
        news.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))),
        ([all, mixed]) => {
          expect(stateAfter(mixed)).toBe(stateAfter(all));
        },
      ),
      { numRuns: 2_000 },
    );
  });
  it('delivered is the end, whatever comes later', () => {
    fc.assert(fc.property(news, (later) => stateAfter([{ state: 'delivered', at: at(-1) }, ...later]) === 'delivered'));
  });
  it('a failed attempt may be tried again, and a parcel on its way is never new', () => {
    expect(
      stateAfter([
        { state: 'attempt_failed', at: at(3) },
        { state: 'out_for_delivery', at: at(4) },
      ]),
    ).toBe('out_for_delivery');
    expect(
      stateAfter([
        { state: 'in_transit', at: at(3) },
        { state: 'created', at: at(4) },
      ]),
    ).toBe('in_transit');
    expect(stateAfter([])).toBeUndefined();
  });
});
