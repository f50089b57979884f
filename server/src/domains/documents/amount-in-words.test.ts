/** What amounts in words promise: right in five languages, exact, and never negative. */
import { languages } from '@parley/contract/api/merchants.ts';
import { money } from '@parley/contract/values/money.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from './amount-in-words.ts';

type Case = readonly [minor: bigint, currency: string, words: string];

const english: readonly Case[] = [
  [0n, 'INR', 'Zero rupees only'],
  [100n, 'INR', 'One rupee only'],
  [1n, 'INR', 'One paisa only'],
  [50n, 'INR', 'Fifty paise only'],
  [2_100n, 'INR', 'Twenty-one rupees only'],
  [9_900n, 'INR', 'Ninety-nine rupees only'],
  [10_000n, 'INR', 'One hundred rupees only'],
  [10_100n, 'INR', 'One hundred one rupees only'],
  [100_000_00n, 'INR', 'One lakh rupees only'],
  [123_456_789n, 'INR', 'Twelve lakh thirty-four thousand five hundred sixty-seven rupees and eighty-nine paise only'],
  [1_00_00_000_00n, 'INR', 'One crore rupees only'],
  [125_00_00_001_00n, 'INR', 'One hundred twenty-five crore one rupees only'],
  [1_00_000_00_00_000_00n, 'INR', 'One lakh crore rupees only'],
  [123_456_789n, 'USD', 'One million two hundred thirty-four thousand five hundred sixty-seven dollars and eighty-nine cents only'],
  [500n, 'JPY', 'Five hundred yen only'],
  [1_005n, 'KWD', 'One dinar and five fils only'],
  [1_205n, 'SEK', 'Twelve SEK and 05/100 only'],
];

const hindi: readonly Case[] = [
  [0n, 'INR', 'शून्य रुपये मात्र'],
  [100n, 'INR', 'एक रुपया मात्र'],
  [101n, 'INR', 'एक रुपया और एक पैसा मात्र'],
  [2_100n, 'INR', 'इक्कीस रुपये मात्र'],
  [9_900n, 'INR', 'निन्यानवे रुपये मात्र'],
  [10_000n, 'INR', 'एक सौ रुपये मात्र'],
  [100_000_00n, 'INR', 'एक लाख रुपये मात्र'],
  [123_456_789n, 'INR', 'बारह लाख चौंतीस हज़ार पाँच सौ सड़सठ रुपये और नवासी पैसे मात्र'],
  [1_00_00_000_00n, 'INR', 'एक करोड़ रुपये मात्र'],
];

const portuguese: readonly Case[] = [
  [0n, 'BRL', 'Zero reais'],
  [100n, 'BRL', 'Um real'],
  [2_100n, 'BRL', 'Vinte e um reais'],
  [9_900n, 'BRL', 'Noventa e nove reais'],
  [10_000n, 'BRL', 'Cem reais'],
  [10_100n, 'BRL', 'Cento e um reais'],
  [1_100_00n, 'BRL', 'Mil e cem reais'],
  [2_345_00n, 'BRL', 'Dois mil trezentos e quarenta e cinco reais'],
  [100_000_00n, 'BRL', 'Cem mil reais'],
  [1_000_000_00n, 'BRL', 'Um milhão de reais'],
  [1_000_001_00n, 'BRL', 'Um milhão e um reais'],
  [1_200_000_00n, 'BRL', 'Um milhão e duzentos mil reais'],
  [2_000_000_00n, 'BRL', 'Dois milhões de reais'],
  [123_456_789n, 'BRL', 'Um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete reais e oitenta e nove centavos'],
  [202_200n, 'INR', 'Duas mil e vinte e duas rupias'],
];

const spanish: readonly Case[] = [
  [0n, 'MXN', 'Cero pesos'],
  [100n, 'MXN', 'Un peso'],
  [2_100n, 'MXN', 'Veintiún pesos'],
  [3_100n, 'MXN', 'Treinta y un pesos'],
  [9_900n, 'MXN', 'Noventa y nueve pesos'],
  [10_000n, 'MXN', 'Cien pesos'],
  [10_100n, 'EUR', 'Ciento un euros'],
  [1_000_00n, 'EUR', 'Mil euros'],
  [100_000_00n, 'EUR', 'Cien mil euros'],
  [1_000_000_00n, 'EUR', 'Un millón de euros'],
  [2_000_000_00n, 'EUR', 'Dos millones de euros'],
  [1_000_000_000_00n, 'EUR', 'Mil millones de euros'],
  [1_000_000_000_000_00n, 'EUR', 'Un billón de euros'],
  [123_456_789n, 'EUR', 'Un millón doscientos treinta y cuatro mil quinientos sesenta y siete euros con ochenta y nueve céntimos'],
  [20_121n, 'INR', 'Doscientas una rupias con veintiuna paisas'],
  [5n, 'CLP', 'Cinco pesos'],
];

const french: readonly Case[] = [
  [0n, 'EUR', 'Zéro euro'],
  [100n, 'EUR', 'Un euro'],
  [2_100n, 'EUR', 'Vingt et un euros'],
  [7_100n, 'EUR', 'Soixante et onze euros'],
  [7_700n, 'EUR', 'Soixante-dix-sept euros'],
  [8_000n, 'EUR', 'Quatre-vingts euros'],
  [8_100n, 'EUR', 'Quatre-vingt-un euros'],
  [9_100n, 'EUR', 'Quatre-vingt-onze euros'],
  [9_900n, 'EUR', 'Quatre-vingt-dix-neuf euros'],
  [10_000n, 'EUR', 'Cent euros'],
  [20_000n, 'EUR', 'Deux cents euros'],
  [20_100n, 'EUR', 'Deux cent un euros'],
  [1_000_00n, 'EUR', 'Mille euros'],
  [80_000_00n, 'EUR', 'Quatre-vingt mille euros'],
  [100_000_00n, 'EUR', 'Cent mille euros'],
  [1_000_000_00n, 'EUR', 'Un million d’euros'],
  [80_000_000_00n, 'XOF', 'Huit milliards de francs'],
  [123_456_789n, 'EUR', 'Un million deux cent trente-quatre mille cinq cent soixante-sept euros et quatre-vingt-neuf centimes'],
  [2_100n, 'INR', 'Vingt et une roupies'],
];

const said = { en: english, hi: hindi, 'pt-BR': portuguese, es: spanish, fr: french } as const;

describe.each(languages)('amounts in words in %s', (language) => {
  it.each(said[language])('%d of %s are “%s”', (minor, currency, words) => {
    expect(amountInWords(money(minor, currency), language)).toBe(words);
  });

  it('below zero are refused', () => {
    expect(() => amountInWords(money(-1n, 'INR'), language)).toThrow(RangeError);
  });

  it('differ where amounts differ, and hold no gap, digit or double space', () => {
    const seen = new Map<string, bigint>();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (minor) => {
        const words = amountInWords(money(minor, 'INR'), language);
        expect(words).not.toMatch(/\d| {2}|undefined|^ | $/);
        const other = seen.get(words);
        expect(other === undefined || other === minor).toBe(true);
        seen.set(words, minor);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the first ten thousand whole units are ten thousand different sentences', () => {
    const all = new Set(Array.from({ length: 10_000 }, (_, n) => amountInWords(money(n * 100, 'INR'), language)));
    expect(all.size).toBe(10_000);
  });
});
