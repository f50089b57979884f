/** The languages the bot speaks, and which one to begin with for somebody who has not chosen. Pure. */
import { phoneFromWaId } from '@parley/contract/values/phone.ts';

export const languages = ['en', 'hi', 'pt-BR', 'es', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words; at most 24 characters. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  hi: 'हिन्दी',
  'pt-BR': 'Português (Brasil)',
  es: 'Español',
  fr: 'Français',
};

/** Reads `pt`, `pt_BR`, `PT-br`, `en-IN`; undefined for a language the bot does not speak. */
export function readLanguage(text: string | undefined): Language | undefined {
  const base = text?.trim().toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language.toLowerCase().split('-')[0] === base);
}

const countryLanguages: Readonly<Record<string, Language>> = {
  ...record('pt-BR', 'BR PT AO MZ'),
  ...record('es', 'ES MX AR CO PE CL EC GT CU BO DO HN PY SV NI CR PA UY VE PR'),
  ...record('fr', 'FR BE SN CI CM ML BF NE TG BJ GA CG CD MG TN MA DZ HT RE'),
};

/** What the customer chose, else the shop's language, else what is spoken where the phone is from, else English. */
export function firstLanguage(known: {
  readonly customer: string | undefined;
  readonly merchant: string | undefined;
  readonly phone: string | undefined;
}): Language {
  const country = known.phone === undefined ? undefined : phoneFromWaId(known.phone)?.country;
  return (
    readLanguage(known.customer) ?? readLanguage(known.merchant) ?? (country === undefined ? undefined : countryLanguages[country]) ?? 'en'
  );
}

function record(language: Language, countries: string): Record<string, Language> {
  return Object.fromEntries(countries.split(' ').map((country) => [country, language]));
}
