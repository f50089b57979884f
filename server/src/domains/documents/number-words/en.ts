/** Whole numbers in English words, in lakh and crore or in million and billion. Pure; negative numbers never get here. */

const SMALL = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
  'eighteen nineteen',
].flatMap((line) => line.split(' '));
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const WESTERN = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion'];

export type Grouping = 'indian' | 'western';

/** `englishNumber(1234567n, 'indian')` → `twelve lakh thirty-four thousand five hundred sixty-seven`. */
export function englishNumber(whole: bigint, grouping: Grouping): string {
  if (whole === 0n) return 'zero';
  return grouping === 'indian' ? indian(whole) : western(whole);
}

function indian(whole: bigint): string {
  const [crores, lakhs, thousands, rest] = [whole / 10_000_000n, (whole / 100_000n) % 100n, (whole / 1_000n) % 100n, whole % 1_000n];
  return [
    crores > 0n ? `${indian(crores)} crore` : '',
    lakhs > 0n ? `${belowThousand(Number(lakhs))} lakh` : '',
    thousands > 0n ? `${belowThousand(Number(thousands))} thousand` : '',
    rest > 0n ? belowThousand(Number(rest)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function western(whole: bigint): string {
  const parts: string[] = [];
  let left = whole;
  for (const scale of WESTERN) {
    const group = Number(left % 1_000n);
    left /= 1_000n;
    if (group > 0) parts.unshift(scale === '' ? belowThousand(group) : `${belowThousand(group)} ${scale}`);
  }
  return parts.join(' ');
}

function belowThousand(n: number): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  return [hundreds > 0 ? `${SMALL[hundreds]} hundred` : '', rest > 0 ? belowHundred(rest) : ''].filter(Boolean).join(' ');
}

function belowHundred(n: number): string {
  if (n < 20) return SMALL[n] ?? '';
  const tens = TENS[Math.floor(n / 10)] ?? '';
  return n % 10 === 0 ? tens : `${tens}-${SMALL[n % 10]}`;
}
