/** What units of money are called in the five languages. A currency that is not here is written by its code. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { Gender } from './number-words/es.ts';

export interface UnitWords {
  readonly one: string;
  readonly many: string;
  readonly gender: Gender;
}
export interface CurrencyWords {
  readonly unit: UnitWords;
  /** Absent where the currency has no smaller unit. */
  readonly part?: UnitWords;
}

/** `rupia/rupias f, paisa/paisas f`; the same word for one and many stands once. */
function read(text: string): CurrencyWords {
  const [unit, part] = text.split(', ').map((each): UnitWords => {
    const [names = '', gender] = each.split(/ (?=[mf]$)/);
    const [one = '', many = one] = names.split('/');
    return { one, many, gender: gender === 'f' ? 'f' : 'm' };
  });
  if (!unit) throw new Error(`no unit in ${text}`);
  return { unit, ...(part ? { part } : {}) };
}

function table(texts: Readonly<Record<string, string>>): Readonly<Record<string, CurrencyWords>> {
  return Object.fromEntries(Object.entries(texts).map(([currency, text]) => [currency, read(text)]));
}

export const currencyWords: Readonly<Record<Language, Readonly<Record<string, CurrencyWords>>>> = {
  en: table({
    INR: 'rupee/rupees, paisa/paise',
    NPR: 'rupee/rupees, paisa/paise',
    PKR: 'rupee/rupees, paisa/paise',
    LKR: 'rupee/rupees, cent/cents',
    BDT: 'taka, poisha',
    USD: 'dollar/dollars, cent/cents',
    CAD: 'dollar/dollars, cent/cents',
    AUD: 'dollar/dollars, cent/cents',
    SGD: 'dollar/dollars, cent/cents',
    EUR: 'euro/euros, cent/cents',
    GBP: 'pound/pounds, penny/pence',
    AED: 'dirham/dirhams, fils',
    SAR: 'riyal/riyals, halala/halalas',
    KWD: 'dinar/dinars, fils',
    NGN: 'naira, kobo',
    KES: 'shilling/shillings, cent/cents',
    GHS: 'cedi/cedis, pesewa/pesewas',
    ZAR: 'rand, cent/cents',
    BRL: 'real/reais, centavo/centavos',
    MXN: 'peso/pesos, centavo/centavos',
    JPY: 'yen',
  }),
  hi: table({
    INR: 'रुपया/रुपये, पैसा/पैसे',
    NPR: 'रुपया/रुपये, पैसा/पैसे',
    PKR: 'रुपया/रुपये, पैसा/पैसे',
    USD: 'डॉलर, सेंट',
    EUR: 'यूरो, सेंट',
    GBP: 'पाउंड, पेंस',
    AED: 'दिरहम, फ़िल्स',
  }),
  'pt-BR': table({
    BRL: 'real/reais m, centavo/centavos m',
    INR: 'rupia/rupias f, paisa/paisas f',
    USD: 'dólar/dólares m, centavo/centavos m',
    EUR: 'euro/euros m, centavo/centavos m',
    GBP: 'libra/libras f, centavo/centavos m',
    AOA: 'kwanza/kwanzas m, cêntimo/cêntimos m',
    MZN: 'metical/meticais m, centavo/centavos m',
  }),
  es: table({
    EUR: 'euro/euros m, céntimo/céntimos m',
    USD: 'dólar/dólares m, centavo/centavos m',
    MXN: 'peso/pesos m, centavo/centavos m',
    ARS: 'peso/pesos m, centavo/centavos m',
    COP: 'peso/pesos m, centavo/centavos m',
    DOP: 'peso/pesos m, centavo/centavos m',
    CLP: 'peso/pesos m',
    UYU: 'peso/pesos m, centésimo/centésimos m',
    PEN: 'sol/soles m, céntimo/céntimos m',
    GTQ: 'quetzal/quetzales m, centavo/centavos m',
    INR: 'rupia/rupias f, paisa/paisas f',
    GBP: 'libra/libras f, penique/peniques m',
  }),
  fr: table({
    EUR: 'euro/euros m, centime/centimes m',
    INR: 'roupie/roupies f, paisa/paisas m',
    USD: 'dollar/dollars m, cent/cents m',
    CAD: 'dollar/dollars m, cent/cents m',
    GBP: 'livre/livres f, penny/pence m',
    CHF: 'franc/francs m, centime/centimes m',
    XOF: 'franc/francs m',
    XAF: 'franc/francs m',
    MAD: 'dirham/dirhams m, centime/centimes m',
    TND: 'dinar/dinars m, millime/millimes m',
  }),
};

/** Where lakh and crore are counted in, whatever the language's own habit. */
export const countedInLakhs: ReadonlySet<string> = new Set(['INR', 'NPR', 'PKR', 'BDT', 'LKR']);
