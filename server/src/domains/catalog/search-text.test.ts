/** What makes text findable and addresses readable, for any text. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlug, normalise, searchTerms, searchTextOf, slugOf } from './search-text.ts';

describe('search text', () => {
  it('accents, case and spaces do not keep a word from being found', () => {
    expect(normalise('  Café\n CRÈME  ')).toBe('cafe creme');
    expect(normalise('Pão de Açúcar')).toBe('pao de acucar');
  });

  it('the vowel signs of Hindi stay', () => {
    expect(normalise('चीनी')).not.toBe(normalise('चन'));
  });

  it('percent and underscore are looked for as they are', () => {
    expect(searchTerms('100%_x')?.patterns).toEqual(['%100\\%\\_x%']);
  });

  it('a search of nothing but spaces is none', () => {
    expect(searchTerms('  \n ')).toBeUndefined();
  });

  it('any name yields an address without spaces, slashes or capitals of Latin letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const slug = slugOf(name);
        expect(slug).toMatch(/^[\p{L}\p{N}\p{M}][\p{L}\p{M}\p{N}-]*$/u);
        expect(slug).not.toMatch(/[A-Z/ ]/);
      }),
    );
  });

  it('a word of the name is always in the search text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zA-Z0-9éÀñ]{1,12}$/), { minLength: 1, maxLength: 6 }), (words) => {
        const text = searchTextOf({ name: words.join(' '), description: '', codes: [] });
        for (const word of words) expect(text).toContain(normalise(word));
      }),
    );
  });

  it('a taken address gets the first free number', () => {
    expect(freeSlug('rice', [])).toBe('rice');
    expect(freeSlug('rice', ['rice', 'rice-2', 'rice-4'])).toBe('rice-3');
  });
});
