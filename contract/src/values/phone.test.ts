/** What people type as a phone number, and what it is. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskPhone, parsePhone, phoneFromWaId, waIdOf } from './phone.ts';

it.each([
  ['+91 98765 43210', undefined, '+919876543210', 'IN'],
  ['00919876543210', undefined, '+919876543210', 'IN'],
  ['919876543210', undefined, '+919876543210', 'IN'],
  ['098765 43210', 'IN', '+919876543210', 'IN'],
  ['9876543210', 'IN', '+919876543210', 'IN'],
  ['+2348012345678', undefined, '+2348012345678', 'NG'],
  ['08012345678', 'NG', '+2348012345678', 'NG'],
  ['+55 (11) 98765-4321', undefined, '+5511987654321', 'BR'],
  ['+1 555 123 4567', undefined, '+15551234567', 'US'],
  ['+1234567890', undefined, '+1234567890', 'US'],
  ['+447400123456', 'IN', '+447400123456', 'GB'],
])('%j with country %j is %s of %s', (text, country, e164, of) => {
  expect(parsePhone(text, country)).toEqual({ e164, country: of });
});

it.each(['', 'call me', '12345', '+', '+0123456789', '+999999999999', '+91 98765 43210 98765 43210', '9876543210'.repeat(3)])(
  '%j is none',
  (text) => {
    expect(parsePhone(text)).toBeUndefined();
  },
);

it('the digits WhatsApp uses lead back to the same number', () => {
  fc.assert(
    fc.property(fc.constantFrom('+919876543210', '+5511987654321', '+2348012345678', '+15551234567', '+4915112345678'), (text) => {
      const phone = parsePhone(text);
      expect(phone && phoneFromWaId(waIdOf(phone.e164))).toEqual(phone);
    }),
  );
  expect(phoneFromWaId('not-digits')).toBeUndefined();
});

it('any text is read without an error, and what is found is plain E.164', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(undefined, 'IN', 'BR', 'ZZ'), (text, country) => {
      const phone = parsePhone(text, country);
      expect(phone === undefined || /^\+[1-9]\d{5,16}$/.test(phone.e164)).toBe(true);
    }),
  );
});

it('a mask keeps the length and the last four digits', () => {
  expect(maskPhone('+919876543210')).toBe('+91••••••3210');
});
