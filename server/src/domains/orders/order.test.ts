/** The state tables of an order are whole: every state can be reached, none leads back. */
import { money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay, orderMoves, orderNumberOf, paymentMoves, paymentStatusAfter, weightOf } from './order.ts';

function reachable<S extends string>(moves: Readonly<Record<S, readonly S[]>>, from: S): ReadonlySet<S> {
  const seen = new Set<S>();
  const visit = (state: S): void => {
    for (const next of moves[state])
      if (!seen.has(next)) {
        seen.add(next);
        visit(next);
      }
  };
  visit(from);
  return seen;
}

describe.each([
  ['order', orderMoves as Readonly<Record<string, readonly string[]>>, 'pending'],
  ['payment', paymentMoves as Readonly<Record<string, readonly string[]>>, 'unpaid'],
])('%s states', (_, moves, first) => {
  it('every state can be reached from the first', () => {
    expect(new Set([first, ...reachable(moves, first)])).toEqual(new Set(Object.keys(moves)));
  });
  it('no state leads back to itself', () => {
    for (const state of Object.keys(moves)) expect(reachable(moves, state).has(state)).toBe(false);
  });
});

describe('an order', () => {
  it('cannot be cancelled once it is shipped', () => {
    for (const state of ['shipped', 'delivered'] as const) expect(reachable(orderMoves, state).has('cancelled')).toBe(false);
  });
  it('is refunded when all of it went back, and only then', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 9n), fc.bigInt(0n, 10n ** 9n), (total, back) => {
        const status = paymentStatusAfter(money(total, 'INR'), money(back, 'INR'));
        expect(status).toBe(back === 0n ? 'paid' : back < total ? 'partially_refunded' : 'refunded');
      }),
    );
  });
  it('carries the day of its shop, not of the machine', () => {
    const at = new Date('2025-03-28T19:00:00Z');
    expect(orderNumberOf(localDay(at, 'Asia/Kolkata'), 10_001)).toBe('ORD-20250329-10001');
    expect(orderNumberOf(localDay(at, 'America/Sao_Paulo'), 10_002)).toBe('ORD-20250328-10002');
  });
  it('weighs half a kilogram for each unit that nobody weighed', () => {
    expect(weightOf([{ quantity: 2 }, { quantity: 3, weightGrams: 100 }])).toBe(1_300);
  });
});
