/** What the noun of documents promises: the right year for a local day, and numbers a tax office accepts. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf, localDay, numberOf, seriesOf } from './document.ts';

describe('series', () => {
  it.each([
    ['2026-03-31', 'IN', '25-26'],
    ['2026-04-01', 'IN', '26-27'],
    ['2026-12-31', 'IN', '26-27'],
    ['2027-01-01', 'IN', '26-27'],
    ['2099-04-01', 'IN', '99-00'],
    ['2026-12-31', 'BR', '2026'],
    ['2027-01-01', 'FR', '2027'],
  ])('%s in %s is of %s', (day, country, series) => {
    expect(seriesOf(day, country)).toBe(series);
  });

  it('turn with the merchant’s own midnight', () => {
    const at = new Date('2026-03-31T18:30:00Z');
    expect(seriesOf(localDay(at, 'Asia/Kolkata'), 'IN')).toBe('26-27');
    expect(seriesOf(localDay(new Date(at.getTime() - 1), 'Asia/Kolkata'), 'IN')).toBe('25-26');
    expect(seriesOf(localDay(new Date('2027-01-01T01:00:00Z'), 'America/Sao_Paulo'), 'BR')).toBe('2026');
  });
});

describe('numbers', () => {
  it('read as series and count', () => {
    expect([numberOf('invoice', '26-27', 42), numberOf('credit_note', '2026', 7)]).toEqual(['INV/26-27/00042', 'CN/2026/00007']);
    expect(fileNameOf('INV/26-27/00042')).toBe('INV-26-27-00042.pdf');
  });

  it('keep to 16 letters, digits, dashes and slashes up to 999,999 a year, and differ', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 999_999 }), (a, b) => {
        const [first, second] = [numberOf('invoice', '26-27', a), numberOf('invoice', '26-27', b)];
        expect(first).toMatch(/^[A-Z0-9/-]{1,16}$/);
        expect(first === second).toBe(a === b);
      }),
    );
  });
});
