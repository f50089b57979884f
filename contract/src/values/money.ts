/** Money: an integer of the currency's own minor unit, never a float. Everything that adds, splits or prints money goes through here. */

export interface Money {
  readonly minor: bigint;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

const ZERO_DECIMAL = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const THREE_DECIMAL = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Decimal places of a currency (ISO 4217): 0, 2 or 3. */
export function placesOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

export function money(minor: bigint | number, currency: string): Money {
  return { minor: BigInt(minor), currency };
}

/** Reads `"24.99"`; undefined when the text is no plain decimal or has more places than the currency. */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const places = placesOf(currency);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > places) return undefined;
  const minor = BigInt(whole) * 10n ** BigInt(places) + BigInt(digits.padEnd(places, '0') || '0');
  return { minor: sign ? -minor : minor, currency };
}

/** `"24.99"`, `"500"`: the currency's own places, no grouping, for the API and CSV. */
export function moneyToDecimal(amount: Money): string {
  const places = placesOf(amount.currency);
  const negative = amount.minor < 0n;
  const digits = (negative ? -amount.minor : amount.minor).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`;
  return negative ? `-${text}` : text;
}

/** For people: `₹12,34,567.89` in the reader's locale. Exact: the decimal string goes to Intl, never a float. */
export function formatMoney(amount: Money, locale: string): string {
  return formatFor(locale, amount.currency).format(moneyToDecimal(amount) as Intl.StringNumericLiteral);
}

const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 500;

/** Making a format costs a hundred times what using it does, and a page of products uses one on every line. */
function formatFor(locale: string, currency: string): Intl.NumberFormat {
  const name = `${locale} ${currency}`;
  const known = formats.get(name);
  if (known) return known;
  const fresh = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(name, fresh);
  return fresh;
}

export function add(a: Money, b: Money): Money {
  assertSame(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  assertSame(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

export function times(amount: Money, quantity: number): Money {
  return { minor: amount.minor * BigInt(quantity), currency: amount.currency };
}

export function sum(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(add, { minor: 0n, currency });
}

/** Splits by weights (largest remainder); the parts always add up to the whole. */
export function allocate(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0n);
  if (weights.length === 0 || total <= 0n || weights.some((weight) => weight < 0n))
    throw new Error('allocate needs weights that add up to more than 0');
  const sign = amount.minor < 0n ? -1n : 1n;
  const whole = amount.minor * sign;
  const shares = weights.map((weight, index) => ({ index, share: (whole * weight) / total, remainder: (whole * weight) % total }));
  let left = whole - shares.reduce((a, b) => a + b.share, 0n);
  for (const part of shares.toSorted((a, b) => (b.remainder === a.remainder ? a.index - b.index : b.remainder > a.remainder ? 1 : -1))) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return shares.map((part) => ({ minor: part.share * sign, currency: amount.currency }));
}

function assertSame(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new Error(`cannot combine ${a.currency} and ${b.currency}`);
}
