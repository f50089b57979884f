/** Sums of decimals: exact, whatever is typed. */
import { assert, bigInt, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNothing, minus, negated, scaled, sum, unscaled } from './decimals.ts';

describe('sums of decimals', () => {
  it('what is read is written again the same', () => {
    assert(
      property(bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (value) => scaled(unscaled(value)) === value),
      { seed: 5 },
    );
  });

  it('adds what floats cannot', () => {
    expect(unscaled(sum(['0.1', '0.2', 'what', '', '-0.05']))).toBe('0.25');
    expect(minus('900719925474099.31', '0.01')).toBe('900719925474099.3');
  });

  it('knows what is nothing and turns a sign', () => {
    expect(['0', '0.00', '-0.0', '', '0.01', '10'].map(isNothing)).toEqual([true, true, true, true, false, false]);
    expect([negated('1.50'), negated('-1.50'), negated('0.00')]).toEqual(['-1.50', '1.50', '0.00']);
  });
});
