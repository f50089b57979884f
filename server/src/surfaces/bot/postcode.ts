/** Postal codes as people type them, by country. Pure. */
import { asciiDigits } from './words.ts';

/** What the code is called there: India says PIN. */
export function postcodeWord(country: string): 'pin' | 'postcode' {
  return country === 'IN' ? 'pin' : 'postcode';
}

/**
 * The code in its plain form; undefined when there is none in the text. India: six digits anywhere in a short text. Elsewhere the text
 * itself must look like one: letters, digits, one space or hyphen, at least one digit.
 */
export function readPostcode(text: string, country: string): string | undefined {
  const typed = asciiDigits(text).normalize('NFKC').trim();
  if (typed.length > 60) return undefined;
  if (country === 'IN') {
    const found = /(?<![\d-])([1-9]\d{2})[ -]?(\d{3})(?![\d-])/.exec(typed);
    return found ? `${found[1]}${found[2]}` : undefined;
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9 -]{1,10}$/.test(typed) || !/\d/.test(typed)) return undefined;
  return typed.toUpperCase().replace(/\s+/g, ' ');
}
