/** One language as a customer of one shop hears it: phrases, money and dates in that locale and the shop's time zone. Pure. */
import { formatMoney, type Money } from '@parley/contract/values/money.ts';
import type { Language } from './languages.ts';
import { type Say, say } from './say.ts';

export interface Voice {
  readonly language: Language;
  readonly say: Say;
  money(amount: Money): string;
  /** `29 Mar`. Takes an instant, or a local date as `2025-03-29`; other text is given back as it is. */
  date(at: Date | string): string;
  /** `29 Mar, 3:30 pm`. */
  moment(at: Date): string;
}

export interface VoiceOf {
  readonly language: Language;
  /** The shop's, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly timeZone: string;
}

const voices = new Map<string, Voice>();

/** Voices are kept: their formatters are slow to make. */
export function voiceOf(of: VoiceOf): Voice {
  const key = `${of.language}\n${of.country}\n${of.timeZone}`;
  const known = voices.get(key);
  if (known) return known;
  const voice = makeVoice(of);
  voices.set(key, voice);
  return voice;
}

function makeVoice({ language, country, timeZone }: VoiceOf): Voice {
  const locale = localeOf(language, country);
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone });
  const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone });
  const localDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return {
    language,
    say: (key, ...args) => say(language, key, ...args),
    money: (amount) => formatMoney(amount, locale),
    date(at) {
      if (typeof at !== 'string') return day.format(at);
      const local = new Date(`${at.slice(0, 10)}T00:00:00Z`);
      return Number.isNaN(local.getTime()) ? at : localDay.format(local);
    },
    moment: (at) => moment.format(at),
  };
}

/** The language as it is written in the shop's country (`en-IN` groups by lakh); Hindi and Brazilian Portuguese have one. */
export function localeOf(language: Language, country: string): string {
  if (language === 'hi') return 'hi-IN';
  if (language === 'pt-BR') return 'pt-BR';
  return /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language;
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
