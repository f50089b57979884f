/** Slabs, shop rules, the choice of a courier, and what a PIN code says by itself. */
import { money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from './place-of.ts';
import { chooseCourier, priceByRule, slabOf, tidyPostalCode } from './quote.ts';

describe('quotes', () => {
  it('a slab holds its weight and is less than half a kilogram more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), (grams) => {
        const slab = slabOf(grams);
        expect(slab % 500).toBe(0);
        expect(slab - grams).toBeGreaterThanOrEqual(0);
        expect(slab - grams).toBeLessThan(500);
      }),
    );
    expect(slabOf(0)).toBe(500);
  });
  it('the recommended courier is taken, else the cheapest, else the faster', () => {
    const option = (courierId: string, minor: number, estimatedDays: number, recommended = false) => ({
      courierId,
      courierName: courierId,
      price: money(minor, 'INR'),
      estimatedDays,
      recommended,
    });
    expect(chooseCourier([option('a', 50, 5), option('b', 90, 2, true)])?.courierId).toBe('b');
    expect(chooseCourier([option('a', 90, 2), option('b', 50, 5), option('c', 50, 3)])?.courierId).toBe('c');
    expect(chooseCourier([])).toBeUndefined();
  });
  it('a shop may set its own price, and give delivery away above a value', () => {
    const value = money(49_999, 'INR');
    expect(priceByRule({ kind: 'courier' }, value)).toBeUndefined();
    expect(priceByRule({ kind: 'flat', price: money(4_900, 'INR') }, value)).toEqual(money(4_900, 'INR'));
    const rule = { kind: 'free_above', price: money(4_900, 'INR'), above: money(50_000, 'INR') } as const;
    expect(priceByRule(rule, value)).toEqual(money(4_900, 'INR'));
    expect(priceByRule(rule, money(50_000, 'INR'))).toEqual(money(0, 'INR'));
  });
  it('postal codes are the same with and without blanks', () => {
    expect(tidyPostalCode(' 411 045 ')).toBe('411045');
    expect(tidyPostalCode('01310-100')).toBe('01310100');
  });
});

describe('placeOf', () => {
  it.each([
    ['110001', { city: 'New Delhi', state: 'Delhi' }],
    ['411045', { city: 'Pune', state: 'Maharashtra' }],
    ['412105', { state: 'Maharashtra' }],
    ['403001', { state: 'Goa' }],
    ['560 001', { city: 'Bengaluru', state: 'Karnataka' }],
    ['500081', { city: 'Hyderabad', state: 'Telangana' }],
    ['530001', { city: 'Visakhapatnam', state: 'Andhra Pradesh' }],
    ['160017', { city: 'Chandigarh', state: 'Chandigarh' }],
    ['737101', { state: 'Sikkim' }],
    ['834001', { city: 'Ranchi', state: 'Jharkhand' }],
    ['492001', { city: 'Raipur', state: 'Chhattisgarh' }],
  ])('%s', (pin, place) => expect(placeOf('IN', pin)).toEqual(place));
  it('what is no PIN, not sure, or not India is not known', () => {
    for (const code of ['41104', '011001', '900001', '4110455', 'abc', '362520']) expect(placeOf('IN', code)).toBeUndefined();
    expect(placeOf('BR', '01310-100')).toBeUndefined();
  });
});
