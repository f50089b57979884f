/** Whole numbers in Spanish words before a noun of a gender: long scale (mil millones, billón). Pure. */

export type Gender = 'm' | 'f';

const SMALL = [
  'cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete',
  'dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho',
  'veintinueve',
].flatMap((line) => line.split(' '));
const TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const HUNDREDS = ['', 'ciento', 'doscient', 'trescient', 'cuatrocient', 'quinient', 'seiscient', 'setecient', 'ochocient', 'novecient'];
const MILLIONS = ['', 'millón', 'billón', 'trillón'];

/** `spanishNumber(21n, 'f')` → `veintiuna`. Ends in `millón` or its like where `de` must follow. */
export function spanishNumber(whole: bigint, gender: Gender): string {
  if (whole === 0n) return 'cero';
  const parts: string[] = [];
  let left = whole;
  for (const scale of MILLIONS) {
    const group = left % 1_000_000n;
    left /= 1_000_000n;
    if (group === 0n) continue;
    // Millones are masculine whatever is counted.
    if (scale === '') parts.unshift(belowMillion(Number(group), gender));
    else parts.unshift(group === 1n ? `un ${scale}` : `${belowMillion(Number(group), 'm')} ${scale.replace('ón', 'ones')}`);
  }
  return parts.join(' ');
}

function belowMillion(n: number, gender: Gender): string {
  const thousands = Math.floor(n / 1_000);
  const rest = n % 1_000;
  const head = thousands === 0 ? '' : thousands === 1 ? 'mil' : `${belowThousand(thousands, gender)} mil`;
  return [head, rest > 0 ? belowThousand(rest, gender) : ''].filter(Boolean).join(' ');
}

function belowThousand(n: number, gender: Gender): string {
  if (n === 100) return 'cien';
  const hundreds = Math.floor(n / 100);
  const stem = HUNDREDS[hundreds] ?? '';
  const head = hundreds > 1 ? `${stem}${gender === 'f' ? 'as' : 'os'}` : stem;
  return [head, n % 100 > 0 ? belowHundred(n % 100, gender) : ''].filter(Boolean).join(' ');
}

function belowHundred(n: number, gender: Gender): string {
  if (n === 1) return gender === 'f' ? 'una' : 'un';
  if (n === 21) return gender === 'f' ? 'veintiuna' : 'veintiún';
  if (n < 30) return SMALL[n] ?? '';
  const tens = TENS[Math.floor(n / 10)] ?? '';
  return n % 10 === 0 ? tens : `${tens} y ${belowHundred(n % 10, gender)}`;
}
