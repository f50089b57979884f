/** Cells of a file as values: amounts, kilograms, units, yes or no, as people and spreadsheets write them. Pure. */
import { parseMoney } from '@parley/contract/values/money.ts';

/** Read, or what is wrong with it. */
export type CellValue<T> = { readonly value: T } | { readonly wrong: string };

const MOST_UNITS = 10_000_000;
const MOST_KILOGRAMS = 100_000;
const YES = new Set(['true', 'yes', 'y', '1', 'x', 'on']);
const NO = new Set(['false', 'no', 'n', '0', 'off']);

/** `24.99`, `1,234.50`, `1,00,000`, `24,99`, `₹ 24.99`; minor units of the currency. */
export function readAmount(text: string, currency: string): CellValue<bigint> {
  const bare = text
    .trim()
    .replace(new RegExp(`^(\\p{Sc}|Rs\\.?|${currency})\\s*`, 'iu'), '')
    .replace(new RegExp(`\\s*(\\p{Sc}|${currency})$`, 'iu'), '');
  const money = parseMoney(plainDecimal(bare), currency);
  return money && money.minor >= 0n ? { value: money.minor } : { wrong: `A decimal amount in ${currency}, not negative.` };
}

/** Groups go, a decimal comma becomes a point. */
function plainDecimal(text: string): string {
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  return /^\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text;
}

/** Kilograms as whole grams. */
export function readGrams(text: string): CellValue<number> {
  const match = /^(\d{1,6})(?:[.,](\d{1,9}))?$/.exec(text.trim().replace(/\s*kgs?$/i, ''));
  const kilograms = match ? Number(`${match[1]}.${match[2] ?? '0'}`) : Number.NaN;
  return kilograms <= MOST_KILOGRAMS ? { value: Math.round(kilograms * 1_000) } : { wrong: 'A number of kilograms, such as 0.5.' };
}

export function readUnits(text: string): CellValue<number> {
  const match = /^(\d{1,9})(?:[.,]0+)?$/.exec(text.trim());
  const units = match ? Number(match[1]) : Number.NaN;
  return units <= MOST_UNITS ? { value: units } : { wrong: `A whole number, not negative, at most ${MOST_UNITS}.` };
}

export function readYesNo(text: string): CellValue<boolean> {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { wrong: 'true or false.' };
}

export function readState(text: string): CellValue<'draft' | 'published'> {
  const word = text.trim().toLowerCase();
  if (word === 'draft') return { value: 'draft' };
  return word === 'published' || word === 'active' ? { value: 'published' } : { wrong: 'draft or published.' };
}

/** Addresses with spaces between; the first is the main picture. */
export function readAddresses(text: string): CellValue<readonly string[]> {
  const addresses = text.trim().split(/\s+/);
  const good = addresses.flatMap((each) => (URL.canParse(each) && /^https?:$/.test(new URL(each).protocol) ? [new URL(each).href] : []));
  return good.length === addresses.length && good.every((each) => each.length <= 2_000)
    ? { value: good }
    : { wrong: 'The address of a picture, beginning with http:// or https://.' };
}
