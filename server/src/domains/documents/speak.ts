/** How a document speaks: its labels, and numbers, money, rates and days in the reader's way of writing. Pure. */
import type { Language } from '@parley/contract/api/merchants.ts';
import { formatMoney, type Money, moneyToDecimal, placesOf } from '@parley/contract/values/money.ts';
import { en, type LabelKey, type Labels } from './labels/en.ts';
import { es } from './labels/es.ts';
import { fr } from './labels/fr.ts';
import { hi } from './labels/hi.ts';
import { ptBr } from './labels/pt-br.ts';

export const labels: Readonly<Record<Language, Labels>> = { en, hi, 'pt-BR': ptBr, es, fr };

export interface Speech {
  say(key: LabelKey, values?: Readonly<Record<string, string | number>>): string;
  /** `₹12,34,567.89` */
  money(amount: Money): string;
  /** The same without the sign, for columns: `12,34,567.89`. */
  figure(amount: Money): string;
  /** `₹`, or the code where there is no sign. */
  sign(currency: string): string;
  /** `2.5 %` of 250 basis points. */
  rate(basisPoints: number): string;
  /** `20 November 2026` of `2026-11-20`. */
  day(day: string): string;
}

/** @param country of the seller: English is written in India's way there. */
export function speechOf(language: Language, country: string): Speech {
  const locale = localeOf(language, country);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    say(key, values = {}) {
      return labels[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
    },
    money: (amount) => formatMoney(amount, locale),
    figure(amount) {
      const places = placesOf(amount.currency);
      const format = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
      return format.format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
    },
    sign(currency) {
      const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
      return parts.find((part) => part.type === 'currency')?.value ?? currency;
    },
    rate: (basisPoints) => percent.format(basisPoints / 10_000),
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
  };
}

function localeOf(language: Language, country: string): string {
  const [base = language] = language.split('-');
  const locale = /^[A-Z]{2}$/.test(country) ? `${base}-${country}` : language;
  // Portuguese of a country that has none of its own is Brazil's here.
  return base === 'pt' && country !== 'PT' ? 'pt-BR' : locale;
}
