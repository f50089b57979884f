/** Amounts are understood as people of all five languages type them. */
import { expect, it } from 'vitest';
import { typedAmount } from './typed-amount.ts';

it.each([
  ['1,234.50', '1234.50'],
  ['1.234,50', '1234.50'],
  ['12,34,567.89', '1234567.89'],
  ['1 234,5', '1234.5'],
  ['₹ 99', '99'],
  ['1,000', '1000'],
  ['1,5', '1.5'],
  ['-10', '-10'],
  ['free', 'free'],
])('%s is %s', (typed, sent) => {
  expect(typedAmount(typed)).toBe(sent);
});
