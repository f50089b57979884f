/**
 * The word that brings a visitor's cart into a chat: six random signs and two that sign them, so that a slip of the thumb or a guess is no
 * word of ours. Without vowels, so that it is never a word of any language. Pure but for the randomness.
 */
import { randomInt } from 'node:crypto';

const SIGNS = '23456789BCDFGHJKMNPQRSTVWXZ';
const RANDOM_SIGNS = 6;
const CHECK_SIGNS = 2;

/** How a customer writes it: any case. */
export const CART_CODE: RegExp = /^[2-9BCDFGHJKMNP-TV-XZ]{8}$/i;

export function newCartCode(sign: (text: string) => string): string {
  let word = '';
  for (let at = 0; at < RANDOM_SIGNS; at += 1) word += SIGNS[randomInt(SIGNS.length)];
  return word + checkOf(word, sign);
}

export function isCartCode(code: string, sign: (text: string) => string): boolean {
  return CART_CODE.test(code) && code.slice(RANDOM_SIGNS) === checkOf(code.slice(0, RANDOM_SIGNS), sign);
}

function checkOf(word: string, sign: (text: string) => string): string {
  const digest = sign(word);
  return Array.from({ length: CHECK_SIGNS }, (_, at) => SIGNS[Number.parseInt(digest.slice(at * 8, at * 8 + 8), 16) % SIGNS.length]).join(
    '',
  );
}
