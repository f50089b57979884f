/** Native product messages fit the service in every language, whatever the shop's words are, and lose no product. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkContent } from '../../../providers/messaging/content-limits.ts';
import { languages } from '../phrases/languages.ts';
import { voiceOf } from '../phrases/voice.ts';
import { shelfScreen } from './shelf-screens.ts';

const voice = (language: (typeof languages)[number]) => voiceOf({ language, country: 'IN', timeZone: 'Asia/Kolkata' });

it('fits and names every product once', () => {
  const shown = fc.record({
    catalogId: fc.constant('1044'),
    title: fc.string({ maxLength: 120 }),
    body: fc.string({ minLength: 1, maxLength: 1_500 }),
    products: fc.uniqueArray(fc.record({ retailerId: fc.uuid(), section: fc.string({ maxLength: 40 }) }), {
      minLength: 1,
      maxLength: 30,
      selector: (each) => each.retailerId,
    }),
  });
  fc.assert(
    fc.property(shown, fc.constantFrom(...languages), (told, language) => {
      const content = shelfScreen(voice(language), told);
      expect(checkContent(content)).toMatchObject({ ok: true });
      const named =
        content.kind === 'product'
          ? [content.retailerId]
          : content.kind === 'products'
            ? content.sections.flatMap((each) => each.retailerIds)
            : [];
      expect(new Set(named)).toEqual(new Set(told.products.map((each) => each.retailerId)));
      expect(named).toHaveLength(told.products.length);
    }),
  );
});
