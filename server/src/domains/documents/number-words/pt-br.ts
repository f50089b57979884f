/** Whole numbers in Brazilian Portuguese words before a noun of a gender. Pure. */

export type Gender = 'm' | 'f';

const SMALL = [
  'zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito',
  'dezenove',
].flatMap((line) => line.split(' '));
const TENS = ['', '', 'vinte', 'trinta', 'quarenta', 'cinquenta', 'sessenta', 'setenta', 'oitenta', 'noventa'];
const HUNDREDS = ['', 'cento', 'duzent', 'trezent', 'quatrocent', 'quinhent', 'seiscent', 'setecent', 'oitocent', 'novecent'];
const NOUNS = ['milhão', 'bilhão', 'trilhão', 'quatrilhão', 'quintilhão'];

/** `portugueseNumber(1_100n, 'm')` → `mil e cem`. Ends in `milhão` or its like where `de` must follow. */
export function portugueseNumber(whole: bigint, gender: Gender): string {
  if (whole === 0n) return 'zero';
  const groups: { readonly value: number; readonly text: string }[] = [];
  let left = whole / 1_000_000n;
  for (const noun of NOUNS) {
    const value = Number(left % 1_000n);
    left /= 1_000n;
    const name = value > 1 ? noun.replace('ão', 'ões') : noun;
    if (value > 0) groups.unshift({ value, text: `${belowThousand(value, 'm')} ${name}` });
  }
  const thousands = Number((whole / 1_000n) % 1_000n);
  if (thousands > 0) groups.push({ value: thousands, text: thousands === 1 ? 'mil' : `${belowThousand(thousands, gender)} mil` });
  const rest = Number(whole % 1_000n);
  if (rest > 0) groups.push({ value: rest, text: belowThousand(rest, gender) });
  return groups
    .map(({ value, text }, index) => {
      if (index === 0) return text;
      // The last group is joined by e where it is short: below a hundred, or whole hundreds.
      const isShort = value < 100 || value % 100 === 0;
      return index === groups.length - 1 && isShort ? `e ${text}` : text;
    })
    .join(' ');
}

function belowThousand(n: number, gender: Gender): string {
  if (n === 100) return 'cem';
  const hundreds = Math.floor(n / 100);
  const stem = HUNDREDS[hundreds] ?? '';
  const head = hundreds > 1 ? `${stem}${gender === 'f' ? 'as' : 'os'}` : stem;
  return [head, n % 100 > 0 ? belowHundred(n % 100, gender) : ''].filter(Boolean).join(' e ');
}

function belowHundred(n: number, gender: Gender): string {
  if (gender === 'f' && n === 1) return 'uma';
  if (gender === 'f' && n === 2) return 'duas';
  if (n < 20) return SMALL[n] ?? '';
  const tens = TENS[Math.floor(n / 10)] ?? '';
  return n % 10 === 0 ? tens : `${tens} e ${belowHundred(n % 10, gender)}`;
}
