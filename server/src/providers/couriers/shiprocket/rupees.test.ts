/** Rupees as decimal text and paise as integers: nothing is lost in either direction. */
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsToKilograms, millimetresToCentimetres, moneyToRupees, rupeesToMoney } from './rupees.ts';

const paise = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n });

describe('rupees', () => {
  it('any amount survives the way through JSON', () => {
    fc.assert(
      fc.property(paise, (minor) => {
        const sent = JSON.parse(JSON.stringify({ rate: moneyToRupees({ minor, currency: 'INR' }) })) as { rate: number };
        expect(rupeesToMoney(sent.rate)).toEqual({ minor, currency: 'INR' });
      }),
    );
  });
  it('any decimal text is read as it is written', () => {
    fc.assert(
      fc.property(
        paise.filter((minor) => minor < 10n ** 14n),
        (minor) => {
          const text = moneyToDecimal({ minor, currency: 'INR' });
          expect(rupeesToMoney(text)?.minor).toBe(minor);
          expect(rupeesToMoney(`${text}00`)?.minor).toBe(minor);
        },
      ),
    );
  });
  it('finer prices are rounded half up', () => {
    expect(rupeesToMoney('61.994')?.minor).toBe(6_199n);
    expect(rupeesToMoney('61.995')?.minor).toBe(6_200n);
    expect(rupeesToMoney(1.005)?.minor).toBe(101n);
    expect(rupeesToMoney('1,250.5')?.minor).toBe(125_050n);
  });
  it('what is no amount is none', () => {
    for (const text of ['', 'free', 'NaN', '1e3', '--5', '1.2.3']) expect(rupeesToMoney(text), text).toBeUndefined();
    expect(rupeesToMoney(Number.NaN)).toBeUndefined();
    expect(() => moneyToRupees({ minor: 1n, currency: 'USD' })).toThrow('INR');
  });
  it('weights and sizes keep their digits', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (whole) => {
        expect(Math.round(gramsToKilograms(whole) * 1000)).toBe(whole);
        expect(String(gramsToKilograms(whole)).length).toBeLessThanOrEqual(String(whole).length + 4);
        expect(Math.round(millimetresToCentimetres(whole) * 10)).toBe(whole);
      }),
    );
  });
});
