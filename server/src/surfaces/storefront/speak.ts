/** The words of a page in the customer's language, with money and time in its locale. */
import { formatMoney, type Money } from '@parley/contract/values/money.ts';
import { en, type WordKey, type Words } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { hi } from './words/hi.ts';
import { ptBr } from './words/pt-br.ts';
import { type ShopWordKey, type ShopWords, shopEn } from './words/shop/en.ts';
import { shopEs } from './words/shop/es.ts';
import { shopFr } from './words/shop/fr.ts';
import { shopHi } from './words/shop/hi.ts';
import { shopPtBr } from './words/shop/pt-br.ts';

const english: Words & ShopWords = { ...en, ...shopEn };
const all: Readonly<Record<string, Words & ShopWords>> = {
  en: english,
  hi: { ...hi, ...shopHi },
  'pt-BR': { ...ptBr, ...shopPtBr },
  es: { ...es, ...shopEs },
  fr: { ...fr, ...shopFr },
};

/** The languages there are, as they call themselves. */
export const spoken: Readonly<Record<string, string>> = {
  en: 'English',
  hi: 'हिन्दी',
  'pt-BR': 'Português',
  es: 'Español',
  fr: 'Français',
};

const timeParts = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;

export interface Speech {
  /** BCP 47, for the lang attribute. */
  readonly language: string;
  say(key: WordKey | ShopWordKey, values?: Readonly<Record<string, string | number>>): string;
  money(amount: Money): string;
  /** Day and time in the shop's zone. */
  time(at: Date): string;
}

/** @param language one of en, hi, pt-BR, es, fr; anything else speaks English. */
export function speechFor(language: string | undefined, shop: { readonly country: string; readonly timeZone: string }): Speech {
  const words = (Object.hasOwn(all, language ?? '') ? all[language ?? ''] : undefined) ?? english;
  const code = language !== undefined && Object.hasOwn(all, language) ? language : 'en';
  const locale = code.includes('-') ? code : `${code}-${shop.country}`;
  return {
    language: code,
    say: (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole)),
    money: (amount) => formatMoney(amount, locale),
    // Made where a page shows a time: most show none, and making one costs as much as the rest of a page.
    time: (at) => new Intl.DateTimeFormat(locale, { ...timeParts, timeZone: shop.timeZone }).format(at),
  };
}
