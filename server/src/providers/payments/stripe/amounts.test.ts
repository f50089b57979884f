/** Amounts as Stripe counts them: what goes out comes back, and what Stripe cannot charge is refused rather than rounded. */
import { placesOf } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromUnits, stripePlaces, toUnits } from './amounts.ts';

const currencies = 'INR USD EUR JPY KRW XOF ISK UGX MGA KWD BHD OMR IQD HUF TWD VND CLP RWF'.split(' ');

it('every amount that Stripe takes comes back as it went', () => {
  fc.assert(
    fc.property(fc.constantFrom(...currencies), fc.bigInt({ min: 0n, max: 200_000_000n }), (currency, minor) => {
      const units = toUnits({ minor, currency });
      if (units === undefined) return;
      expect(Number.isSafeInteger(units) && units <= 99_999_999).toBe(true);
      expect(fromUnits(BigInt(units), currency.toLowerCase())).toEqual({ minor, currency });
    }),
  );
});

it('only where their places and ours differ, or the last of three must be 0, an amount within the limit is refused', () => {
  fc.assert(
    fc.property(fc.constantFrom(...currencies), fc.bigInt({ min: 0n, max: 900_000n }), (currency, minor) => {
      const hasOddPart =
        (placesOf(currency) > stripePlaces(currency) && minor % 10n !== 0n) || (stripePlaces(currency) === 3 && minor % 10n !== 0n);
      if (!hasOddPart && currency !== 'MGA') expect(toUnits({ minor, currency })).toBeDefined();
      if (hasOddPart) expect(toUnits({ minor, currency })).toBeUndefined();
    }),
  );
});

it('the currencies that trip people are counted as Stripe says', () => {
  expect(toUnits({ minor: 500n, currency: 'JPY' })).toBe(500);
  expect(toUnits({ minor: 500n, currency: 'ISK' })).toBe(50_000);
  expect(toUnits({ minor: 500n, currency: 'UGX' })).toBe(50_000);
  expect(toUnits({ minor: 500n, currency: 'MGA' })).toBe(5);
  expect(toUnits({ minor: 501n, currency: 'MGA' })).toBeUndefined();
  expect(toUnits({ minor: 5_120n, currency: 'KWD' })).toBe(5_120);
  expect(toUnits({ minor: 5_124n, currency: 'KWD' })).toBeUndefined();
  expect(toUnits({ minor: 100_000_000n, currency: 'INR' })).toBeUndefined();
});
