/** Totals of a bill while it is typed are exact, whatever is typed. */
import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { lineTotal, sumOf } from './line-total.ts';

it('units times cost loses nothing', () => {
  assert(
    property(integer({ min: 0, max: 1_000_000 }), integer({ min: 0, max: 100_000_000 }), (units, cents) => {
      const cost = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      const [whole = '', part = ''] = (lineTotal(String(units), cost) ?? '').split('.');
      expect(BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'))).toBe(BigInt(units) * BigInt(cents));
    }),
  );
});

it('what is no figure has no total, and counts as nothing in a sum', () => {
  expect(lineTotal('two', '5')).toBeUndefined();
  expect(lineTotal('2', '')).toBeUndefined();
  expect(lineTotal('3', '1.234,50')).toBe('3703.5');
  expect(sumOf(['10.5', undefined, 'x', '0.75'])).toBe('11.25');
});
