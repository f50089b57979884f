/**
 * The reader's language: words with plural forms, and money, numbers and times in their locale. Every feature keeps its own words in all
 * five languages; a missing key does not compile.
 */
import { createContext, useContext } from 'react';

export const languages = ['en', 'hi', 'pt-BR', 'es', 'fr'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  hi: 'हिन्दी',
  'pt-BR': 'Português',
  es: 'Español',
  fr: 'Français',
};

/** One sentence, or its plural forms chosen by the value `n`. `{name}` is filled in. */
export type Phrase = string | { readonly one: string; readonly other: string };
type Dictionary = Readonly<Record<string, Phrase>>;
export type WordBook<D extends Dictionary> = Readonly<Record<Language, Readonly<Record<keyof D, Phrase>>>>;

/** The words of one feature: English first, the others with exactly its keys. */
export function wordBook<const D extends Dictionary>(
  en: D,
  others: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<keyof D, Phrase>>>>,
): WordBook<D> {
  return { en, ...others };
}

/** What the reader's locale is made of. */
export interface Reader {
  readonly language: Language;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
}

export const ReaderContext = createContext<Reader>({ language: 'en', country: 'IN', currency: 'INR', timeZone: 'UTC' });
export const useReader = (): Reader => useContext(ReaderContext);

export type Say<K> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

/** The words of a feature in the reader's language; a key that the book does not hold does not compile. */
export function useWords<B extends Readonly<Record<Language, Dictionary>>>(book: B): Say<keyof B['en'] & string> {
  const { language, country } = useReader();
  return (key, values) => fill(book[language][key] ?? key, values, language, localeOf(language, country));
}

function fill(phrase: Phrase, values: Readonly<Record<string, string | number>> | undefined, language: Language, locale: string): string {
  const text = typeof phrase === 'string' ? phrase : phrase[formOf(language, Number(values?.['n'] ?? 0))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values?.[name];
    return value === undefined ? whole : typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function formOf(language: Language, n: number): 'one' | 'other' {
  return new Intl.PluralRules(language).select(n) === 'one' ? 'one' : 'other';
}

/** `en-IN`, `hi-IN`, `pt-BR`: the language with the shop's country. */
export function localeOf(language: Language, country: string): string {
  return language.includes('-') ? language : `${language}-${country}`;
}
