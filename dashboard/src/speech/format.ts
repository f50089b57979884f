/** Money, numbers and times as the reader writes them. Amounts come and stay decimal strings: no float ever holds money. */
import { localeOf, type Reader, useReader } from './speech.ts';

export interface Format {
  /** `₹12,34,567.89`; the shop's currency when none is named. */
  money(decimal: string, currency?: string): string;
  number(value: number): string;
  /** 0.12 → 12 %. */
  percent(fraction: number): string;
  /** Day, month and year in the shop's zone. */
  date(instant: string | Date): string;
  /** Day and time in the shop's zone. */
  time(instant: string | Date): string;
  /** `5 minutes ago`. */
  ago(instant: string | Date, now?: Date): string;
  /** The shop's own day (yyyy-mm-dd), `days` from today. */
  day(days?: number): string;
}

export function useFormat(): Format {
  return formatFor(useReader());
}

const known = new Map<string, Format>();

/** Making the formats costs more than using them: one set for each kind of reader. */
export function formatFor(reader: Reader): Format {
  const name = `${reader.language} ${reader.country} ${reader.currency} ${reader.timeZone}`;
  const found = known.get(name) ?? makeFormat(reader);
  known.set(name, found);
  return found;
}

function makeFormat({ language, country, currency, timeZone }: Reader): Format {
  const locale = localeOf(language, country);
  const moneys = new Map<string, Intl.NumberFormat>();
  const moneyIn = (code: string): Intl.NumberFormat => {
    const found = moneys.get(code) ?? new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' });
    moneys.set(code, found);
    return found;
  };
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  const times = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const days = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return {
    // A decimal string is exact for Intl.
    money: (decimal, code) => moneyIn(code ?? currency).format(decimal as Intl.StringNumericLiteral),
    number: (value) => numbers.format(value),
    percent: (fraction) => percents.format(fraction),
    date: (instant) => dates.format(new Date(instant)),
    time: (instant) => times.format(new Date(instant)),
    ago: (instant, now = new Date()) => agoIn(relative, (new Date(instant).getTime() - now.getTime()) / 1000),
    day: (offset = 0) => days.format(new Date(Date.now() + offset * 86_400_000)),
  };
}

const steps = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 2_592_000],
  ['year', 31_536_000],
] as const;

function agoIn(relative: Intl.RelativeTimeFormat, seconds: number): string {
  const step = steps.findLast(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(Math.round(seconds / 60), 'minute');
}
