/** An amount of money as a sentence of a document, in its language: `Twelve rupees and fifty paise only`. Pure and exact. */
import type { Language } from '@parley/contract/api/merchants.ts';
import { type Money, placesOf } from '@parley/contract/values/money.ts';
import { type CurrencyWords, countedInLakhs, currencyWords, type UnitWords } from './currency-words.ts';
import { englishNumber } from './number-words/en.ts';
import { spanishNumber } from './number-words/es.ts';
import { frenchNumber } from './number-words/fr.ts';
import { hindiNumber } from './number-words/hi.ts';
import { portugueseNumber } from './number-words/pt-br.ts';

interface Grammar {
  readonly count: (whole: bigint, unit: UnitWords, currency: string) => string;
  /** The noun after its number. */
  readonly noun: (whole: bigint, unit: UnitWords, numberWords: string) => string;
  readonly and: string;
  /** Closes the sentence, so that nothing can be written behind it. */
  readonly end?: string;
}

const grammars: Readonly<Record<Language, Grammar>> = {
  en: {
    count: (whole, _, currency) => englishNumber(whole, countedInLakhs.has(currency) ? 'indian' : 'western'),
    noun: (whole, unit) => (whole === 1n ? unit.one : unit.many),
    and: 'and',
    end: 'only',
  },
  hi: {
    count: (whole) => hindiNumber(whole),
    noun: (whole, unit) => (whole === 1n ? unit.one : unit.many),
    and: 'और',
    end: 'मात्र',
  },
  'pt-BR': {
    count: (whole, unit) => portugueseNumber(whole, unit.gender),
    noun: (whole, unit, words) => `${/(?:ão|ões)$/.test(words) ? 'de ' : ''}${whole === 1n ? unit.one : unit.many}`,
    and: 'e',
  },
  es: {
    count: (whole, unit) => spanishNumber(whole, unit.gender),
    noun: (whole, unit, words) => `${/ll(?:ón|ones)$/.test(words) ? 'de ' : ''}${whole === 1n ? unit.one : unit.many}`,
    and: 'con',
  },
  fr: {
    count: (whole, unit) => frenchNumber(whole, unit.gender),
    noun: (whole, unit, words) => {
      // Nought and one are singular in French.
      const noun = whole < 2n ? unit.one : unit.many;
      if (!/(?:illion|illiard)s?$/.test(words)) return noun;
      return /^[aeiouyéè]/.test(noun) ? `d’${noun}` : `de ${noun}`;
    },
    and: 'et',
  },
};

/** @throws RangeError below zero: no document is over a negative amount. */
export function amountInWords(amount: Money, language: Language): string {
  if (amount.minor < 0n) throw new RangeError('an amount in words cannot be negative');
  const places = placesOf(amount.currency);
  const scale = 10n ** BigInt(places);
  const [whole, part] = [amount.minor / scale, amount.minor % scale];
  const grammar = grammars[language];
  const names = currencyWords[language][amount.currency];
  const said = names ? named(grammar, names, amount.currency, whole, part) : undefined;
  const text = said ?? byCode(grammar, amount.currency, whole, part, places);
  const sentence = grammar.end === undefined ? text : `${text} ${grammar.end}`;
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}

function named(grammar: Grammar, names: CurrencyWords, currency: string, whole: bigint, part: bigint): string | undefined {
  if (part > 0n && names.part === undefined) return undefined;
  const say = (count: bigint, unit: UnitWords): string => {
    const words = grammar.count(count, unit, currency);
    return `${words} ${grammar.noun(count, unit, words)}`;
  };
  const parts = [
    ...(whole > 0n || part === 0n ? [say(whole, names.unit)] : []),
    ...(part > 0n && names.part ? [say(part, names.part)] : []),
  ];
  return parts.join(` ${grammar.and} `);
}

/** `Twelve SEK and 05/100`: right in every language. */
function byCode(grammar: Grammar, currency: string, whole: bigint, part: bigint, places: number): string {
  const words = grammar.count(whole, { one: currency, many: currency, gender: 'm' }, currency);
  if (part === 0n) return `${words} ${currency}`;
  return `${words} ${currency} ${grammar.and} ${String(part).padStart(places, '0')}/${10 ** places}`;
}
