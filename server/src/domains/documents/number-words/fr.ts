/** Whole numbers in French words before a noun of a gender, in the traditional spelling. Pure. */

export type Gender = 'm' | 'f';

const SMALL = [
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit',
  'dix-neuf',
].flatMap((line) => line.split(' '));
const TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt', 'quatre-vingt'];
const NOUNS = ['million', 'milliard', 'billion', 'billiard', 'trillion'];

/** `frenchNumber(80n, 'm')` → `quatre-vingts`. Ends in `million` or its like where `de` must follow. */
export function frenchNumber(whole: bigint, gender: Gender): string {
  if (whole === 0n) return 'zéro';
  const parts: string[] = [];
  let left = whole / 1_000_000n;
  for (const noun of NOUNS) {
    const group = Number(left % 1_000n);
    left /= 1_000n;
    if (group > 0) parts.unshift(`${belowThousand(group, 'm', true)} ${noun}${group > 1 ? 's' : ''}`);
  }
  const thousands = Number((whole / 1_000n) % 1_000n);
  // Mille is a number, not a noun: what stands before it takes no plural.
  if (thousands > 0) parts.push(thousands === 1 ? 'mille' : `${belowThousand(thousands, 'm', false)} mille`);
  const rest = Number(whole % 1_000n);
  if (rest > 0) parts.push(belowThousand(rest, gender, true));
  return parts.join(' ');
}

/** @param ends nothing but a noun follows, so that `cents` and `quatre-vingts` keep their s. */
function belowThousand(n: number, gender: Gender, ends: boolean): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return belowHundred(rest, gender, ends);
  const head = hundreds === 1 ? 'cent' : `${SMALL[hundreds]} cent${rest === 0 && ends ? 's' : ''}`;
  return rest === 0 ? head : `${head} ${belowHundred(rest, gender, ends)}`;
}

function belowHundred(n: number, gender: Gender, ends: boolean): string {
  if (n === 1) return gender === 'f' ? 'une' : 'un';
  if (n < 20) return SMALL[n] ?? '';
  const tens = Math.floor(n / 10);
  const head = TENS[tens] ?? '';
  const rest = tens === 7 || tens === 9 ? n % 20 : n % 10;
  if (rest === 0) return n === 80 && ends ? 'quatre-vingts' : head;
  const tail = belowHundred(rest, gender, ends);
  return (rest === 1 || rest === 11) && tens < 8 ? `${head} et ${tail}` : `${head}-${tail}`;
}
