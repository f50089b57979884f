/** Texts of chats: marks are shown as what they mean, and no letter is lost. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf, plainOf } from './whatsapp-marks.ts';

describe('marks in messages', () => {
  test.each([
    ['*Tea, 100 g*\nfresh', ['bold:Tea, 100 g', 'plain:\nfresh']],
    ['a _b_ ~c~ ```d```', ['plain:a ', 'italic:b', 'plain: ', 'struck:c', 'plain: ', 'code:d']],
    ['2 * 3 * 4', ['plain:2 * 3 * 4']],
    ['snake_case_name', ['plain:snake_case_name']],
    ['*open', ['plain:*open']],
    ['* not bold *', ['plain:* not bold *']],
    ['*हिन्दी*', ['bold:हिन्दी']],
  ])('%j', (text, parts) => expect(partsOf(text).map(({ look, text: inner }) => `${look}:${inner}`)).toEqual(parts));

  test('only marks are lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '*', '_', '~', '`', '\n', 'é') }), (text) => {
        const bare = (value: string): string => value.replaceAll(/[*_~`]/g, '');
        expect(bare(plainOf(text))).toBe(bare(text));
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });
});
