/** Sums of decimal strings are those of whole numbers, whatever the places. */
import { array, assert, bigInt, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNothing, leftToRefund, minus, sumOf } from './money-text.ts';

const textOf = (minor: bigint, places: number): string => {
  const digits = `${minor}`.padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};
const minorOf = (text: string): bigint => BigInt(text.replace('.', ''));

describe('sums of decimal strings', () => {
  it('are exact for any prices and quantities of one currency', () => {
    const line = record({ minor: bigInt({ min: 0n, max: 10n ** 18n }), quantity: integer({ min: 0, max: 999 }) });
    assert(
      property(array(line, { minLength: 1 }), constantFrom(0, 2, 3), (lines, places) => {
        const total = lines.reduce((sum, { minor, quantity }) => sum + minor * BigInt(quantity), 0n);
        expect(minorOf(sumOf(lines.map(({ minor, quantity }) => ({ price: textOf(minor, places), quantity }))))).toBe(total);
      }),
    );
  });

  it('taken from each other leave what whole numbers leave, below nothing too', () => {
    assert(
      property(bigInt({ min: 0n, max: 10n ** 18n }), bigInt({ min: 0n, max: 10n ** 18n }), constantFrom(0, 2, 3), (a, b, places) => {
        const left = minus(textOf(a, places), textOf(b, places));
        expect(minorOf(left)).toBe(a - b);
        expect(isNothing(left)).toBe(a === b);
      }),
    );
  });

  it('take a half-typed price for what it says so far, and nonsense for nothing', () => {
    expect(
      sumOf([
        { price: '12.', quantity: 2 },
        { price: '0.50', quantity: 1 },
      ]),
    ).toBe('24.50');
    expect(sumOf([{ price: '', quantity: 2 }])).toBe('0');
    expect(leftToRefund({ total_amount: '144.40', refunded_amount: '10.00' })).toBe('134.40');
  });
});
