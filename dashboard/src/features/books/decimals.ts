/** Sums of decimal strings without floats: what a form adds up while it is typed. Pure. */

/** Digits behind the point that a sum keeps; more than any currency has. */
const PLACES = 4;

/** Undefined for what is no number. `12.5` → 125000n. */
export function scaled(text: string): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{0,4}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '0', part = ''] = match;
  const value = BigInt(whole) * 10n ** BigInt(PLACES) + BigInt(part.padEnd(PLACES, '0'));
  return sign === '-' ? -value : value;
}

/** With as many places as it needs. */
export function unscaled(value: bigint): string {
  const size = value < 0n ? -value : value;
  const unit = 10n ** BigInt(PLACES);
  const part = `${size % unit}`.padStart(PLACES, '0').replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / unit}${part === '' ? '' : `.${part}`}`;
}

/** What is no number counts as nothing. */
export function sum(texts: readonly string[]): bigint {
  return texts.reduce((total, each) => total + (scaled(each) ?? 0n), 0n);
}

export function minus(a: string, b: string): string {
  return unscaled((scaled(a) ?? 0n) - (scaled(b) ?? 0n));
}

export function negated(text: string): string {
  return text.startsWith('-') ? text.slice(1) : isNothing(text) ? text : `-${text}`;
}

export function isNothing(text: string): boolean {
  return /^-?0*(\.0*)?$/.test(text);
}
