/** The words of a page in the customer's language, with money and time in its locale. */
import { formatMoney, type Money } from '@parley/contract/values/money.ts';
import { en, type WordKey, type Words } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { hi } from './words/hi.ts';
import { ptBr } from './words/pt-br.ts';

const all: Readonly<Record<string, Words>> = { en, hi, 'pt-BR': ptBr, es, fr };

const timeParts = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;

export interface Speech {
  /** BCP 47, for the lang attribute. */
  readonly language: string;
  say(key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  money(amount: Money): string;
  /** Day and time in the shop's zone. */
  time(at: Date): string;
}

/** @param language one of en, hi, pt-BR, es, fr; anything else speaks English. */
export function speechFor(language: string | undefined, shop: { readonly country: string; readonly timeZone: string }): Speech {
  const words = all[language ?? ''] ?? en;
  const spoken = language !== undefined && language in all ? language : 'en';
  const locale = spoken.includes('-') ? spoken : `${spoken}-${shop.country}`;
  return {
    language: spoken,
    say: (key, values) => words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole)),
    money: (amount) => formatMoney(amount, locale),
    // Made where a page shows a time: most show none, and making one costs as much as the rest of a page.
    time: (at) => new Intl.DateTimeFormat(locale, { ...timeParts, timeZone: shop.timeZone }).format(at),
  };
}
