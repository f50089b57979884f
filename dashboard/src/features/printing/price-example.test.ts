/** The example on the settings page costs what the server would ask. */
import { expect, it } from 'vitest';
import { type Example, priceExample } from './price-example.ts';

const prices: Parameters<typeof priceExample>[0] = {
  bw: { price: '2.00', breaks: [{ from: 50, price: '1.50' }] },
  color: { price: '10.00', breaks: [] },
  papers: [
    { paper: 'A4', percent: 100 },
    { paper: 'A3', percent: 190 },
  ],
  two_sided_percent: 90,
  rush: { offered: true, price: '15' },
};
const plain: Example = { pages: 5, copies: 1, mode: 'bw', paper: 'A4', twoSided: false, rush: false };
const totalOf = (example: Partial<Example>, more: Partial<typeof prices> = {}) =>
  priceExample({ ...prices, ...more }, { ...plain, ...example }, 2)?.total;

it('counts sides times their price, and the price of many from its number on', () => {
  expect(totalOf({})).toBe('10');
  expect(totalOf({ copies: 9 })).toBe('90');
  expect(totalOf({ copies: 10 })).toBe('75');
});

it('prices paper and both sides by their per cent, the odd last page by itself', () => {
  expect(totalOf({ mode: 'color', paper: 'A3' })).toBe('95');
  expect(totalOf({ twoSided: true })).toBe('9.2');
  expect(priceExample(prices, { ...plain, twoSided: true }, 2)?.lines.map(({ quantity, price }) => [quantity, price])).toEqual([
    [4, '1.8'],
    [1, '2'],
  ]);
});

it('fills up to the minimum before the rush, and says nothing while an amount is being typed', () => {
  expect(totalOf({ pages: 1, rush: true }, { minimum: '20' })).toBe('35');
  expect(totalOf({}, { bw: { price: '', breaks: [] } })).toBeUndefined();
});
