/** What a sentence asks the catalogue for. */
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchesFor } from './search-words.ts';

describe('searchesFor', () => {
  test.each([
    ['Show me mangoes', 'mango'],
    ['do you have any eggs?', 'egg'],
    ['I would like to buy some filter coffee please', 'filter coffee'],
    ['Quero comprar café', 'café'],
    ['Quiero unos tomates', 'tomate'],
    ['Je cherche du riz', 'riz'],
    ['मुझे आम चाहिए', 'आम'],
    ['tomatoes', 'tomato'],
  ])('%s ends with %s', (text, last) => {
    expect(searchesFor(text).at(-1)).toBe(last);
  });

  test('begins with what was typed, never repeats itself, and never comes to nothing', () => {
    assert(
      property(string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const searches = searchesFor(text);
        expect(new Set(searches).size).toBe(searches.length);
        expect(searches.every((each) => each.trim() !== '')).toBe(true);
        if (text.trim() !== '') expect(searches[0]).toBe(text.trim());
      }),
      { numRuns: 2_000 },
    );
  });
});
