/** Every language says the same things with the same placeholders, in the room that buttons and rows have. */
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { contentLimits } from '../../../providers/messaging/content-limits.ts';
import { room } from '../screens/compose.ts';
import { en, type PhraseKey } from './en.ts';
import { firstLanguage, languageNames, languages, readLanguage } from './languages.ts';
import { phrases, say } from './say.ts';
import { voiceOf } from './voice.ts';

const keys = Object.keys(en) as PhraseKey[];
const longest: Readonly<Record<string, number>> = {
  button: room.buttonTitle,
  row: room.rowTitle,
  hint: room.rowDescription,
  footer: room.footer,
};

interface Part {
  /** 0 text · 1 argument · 6 plural · 7 the number of a plural. */
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** Names of arguments with their kind, and the branches of plurals. */
function shapeOf(text: string, language: string): string[] {
  const parts: readonly Part[] = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
  return parts
    .flatMap((part) => {
      if (part.type === 1) return [String(part.value)];
      if (part.type !== 6) {
        expect(part.type).toBe(0);
        return [];
      }
      const branches = Object.entries(part.options ?? {});
      for (const [, branch] of branches) expect(branch.value.filter((inner) => inner.type !== 0 && inner.type !== 7)).toEqual([]);
      const names = branches.map(([name]) => name).toSorted();
      return [`${String(part.value)}:plural:${names.join(',')}`];
    })
    .toSorted();
}

describe.each(languages)('the phrases in %s', (language) => {
  it('have the placeholders and plural forms of the English ones', () => {
    for (const key of keys) expect([key, shapeOf(phrases[language][key], language)]).toEqual([key, shapeOf(en[key], 'en')]);
  });

  it('fit the buttons and rows they are meant for', () => {
    const tooLong = keys.flatMap((key) => {
      const most = longest[key.split('.')[0] ?? ''];
      const text = phrases[language][key].replace(/\{(page|pages)\}/g, '9999').replace('{postcode}', '560001');
      return most !== undefined && text.length > most ? [`${key}: ${text.length} > ${most}`] : [];
    });
    expect(tooLong).toEqual([]);
  });

  it('are plain: nothing empty, no exclamation marks, no straight quotes, no spaces at the ends', () => {
    const wrong = keys.filter((key) => {
      const text = phrases[language][key];
      return text.trim() === '' || text !== text.trim() || /[!¡'"]/.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it('differ between buttons that stand side by side', () => {
    for (const pair of [
      ['button.checkout', 'button.keep_shopping', 'button.cart'],
      ['button.checkout', 'button.change', 'button.clear'],
      ['button.menu', 'button.shop', 'button.human'],
      ['button.cancel_order', 'button.return', 'button.repeat', 'button.menu', 'button.new_link'],
      ['button.return_go', 'button.return_more', 'button.return_keep'],
      ['button.return_damaged', 'button.return_wrong_item', 'button.return_changed_mind'],
      ['button.return_yes', 'button.return_keep', 'button.human'],
      ['button.view_order', 'button.human', 'button.menu'],
      ['button.pickup', 'button.other_area', 'button.try_again', 'button.cart', 'button.menu'],
    ] as const)
      expect(new Set(pair.map((key) => phrases[language][key])).size).toBe(pair.length);
  });
});

it('words for what a person typed are never read as a message of their own', () => {
  expect(say('en', 'search.none', { query: '{count, plural} <b> #' })).toContain('“{count, plural} <b> #”');
});

it('plurals follow the language', () => {
  expect([say('en', 'cart.items', { count: 1, total: '₹1' }), say('fr', 'category.products', { name: 'A', count: 0 })]).toEqual([
    '1 item, ₹1',
    'A : 0 produit',
  ]);
});

it('rupees are grouped by lakh and dates follow the shop’s clock', () => {
  const voice = voiceOf({ language: 'en', country: 'IN', timeZone: 'Asia/Kolkata' });
  expect(voice.money({ minor: 123456789n, currency: 'INR' })).toBe('₹12,34,567.89');
  expect(voice.date(new Date('2025-03-29T20:00:00Z'))).toBe('30 Mar');
  expect([voice.date('2025-04-02'), voice.date('soon')]).toEqual(['2 Apr', 'soon']);
  expect(voiceOf({ language: 'es', country: 'IN', timeZone: 'Nowhere/Land' }).date(new Date('2025-03-29T20:00:00Z'))).toBe('29 mar');
});

it('the first language is the customer’s own, then the shop’s, then the phone’s', () => {
  expect(firstLanguage({ customer: 'fr', merchant: 'hi', phone: '5511999999999' })).toBe('fr');
  expect(firstLanguage({ customer: undefined, merchant: 'hi-IN', phone: '5511999999999' })).toBe('hi');
  expect(firstLanguage({ customer: undefined, merchant: 'de', phone: '5511999999999' })).toBe('pt-BR');
  expect(firstLanguage({ customer: undefined, merchant: 'de', phone: '491711234567' })).toBe('en');
  expect([readLanguage('pt'), readLanguage('PT_br'), readLanguage('xx'), readLanguage('')]).toEqual([
    'pt-BR',
    'pt-BR',
    undefined,
    undefined,
  ]);
  expect(Object.values(languageNames).every((name) => name.length <= room.rowTitle)).toBe(true);
});

it('the room the bot believes in is the service’s', () => {
  expect(contentLimits).toMatchObject(room);
});
