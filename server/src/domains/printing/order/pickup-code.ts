/** The word that a customer says at the counter: short enough to say, too many to guess, without signs that look alike. Pure. */
import { randomInt } from 'node:crypto';

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V. */
const SIGNS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 5;

/** 6.4 million of them. */
export function newPickupCode(): string {
  return Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}
