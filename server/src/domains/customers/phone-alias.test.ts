/** What counts as one number. */
import { assert, constantFrom, property, stringMatching, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherSpelling, phoneDigits, spellingsOf } from './phone-alias.ts';

describe('spellings of a number', () => {
  it.each([
    ['5511987654321', '551187654321'],
    ['5215512345678', '525512345678'],
    ['5491123456789', '541123456789'],
  ])('%s and %s are one line', (long, short) => {
    expect(otherSpelling(long)).toBe(short);
    expect(otherSpelling(short)).toBe(long);
  });

  it.each(['919876543210', '551133334444', '14155550123', '5511', '52551234567'])('%s has no other', (digits) => {
    expect(spellingsOf(digits)).toEqual([digits]);
  });

  it('lead back to the first, whatever the number', () => {
    const digits = tuple(constantFrom('55', '52', '54', '91', '1'), stringMatching(/^\d{8,11}$/)).map((parts) => parts.join(''));
    assert(
      property(digits, (number) => {
        const other = otherSpelling(number);
        expect(other === undefined ? number : otherSpelling(other)).toBe(number);
      }),
    );
  });

  it('are read from what people type', () => {
    expect(phoneDigits('+91 98765-43210')).toBe('919876543210');
    expect(phoneDigits('0091 98765 43210')).toBe('919876543210');
    expect(phoneDigits('hello')).toBeUndefined();
  });
});
