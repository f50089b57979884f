/** Says a phrase in a language: ICU messages compiled once, placeholders typed from the English text. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import { en, type PhraseKey } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import type { Language } from './languages.ts';
import { ptBr } from './pt-br.ts';

export type { PhraseKey } from './en.ts';

export const phrases: Readonly<Record<Language, Readonly<Record<PhraseKey, string>>>> = { en, hi, 'pt-BR': ptBr, es, fr };

/** `{count, plural, one {# day} other {# days}}` names `count`; what stands inside its branches is no name of its own. */
type NameOf<Inside extends string> = Inside extends `${infer Name},${string}` ? Name : Inside;
type Plain<Name extends string> = Name extends `${string}${' ' | '#'}${string}` ? never : Name;
type ParamNames<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? Plain<NameOf<Inside>> | ParamNames<Rest>
  : never;
type ParamsOf<Key extends PhraseKey> = { readonly [Name in ParamNames<(typeof en)[Key]>]: Name extends 'count' ? number : string | number };

/** The placeholders of a phrase: nothing where it has none. */
export type SayArgs<Key extends PhraseKey> = [ParamNames<(typeof en)[Key]>] extends [never] ? [] : [params: ParamsOf<Key>];

export type Say = <Key extends PhraseKey>(key: Key, ...args: SayArgs<Key>) => string;

const compiled = new Map<string, IntlMessageFormat>();

function messageOf(language: Language, key: PhraseKey): IntlMessageFormat {
  const id = `${language}\n${key}`;
  const known = compiled.get(id);
  if (known) return known;
  const message = new IntlMessageFormat(phrases[language][key], language, undefined, { ignoreTag: true });
  compiled.set(id, message);
  return message;
}

export function say<Key extends PhraseKey>(language: Language, key: Key, ...args: SayArgs<Key>): string {
  const text = phrases[language][key];
  if (!text.includes('{')) return text;
  return String(messageOf(language, key).format(args[0]));
}
