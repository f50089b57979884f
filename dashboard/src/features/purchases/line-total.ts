/** Amounts of a bill while it is typed: exact, in the smallest unit that was typed, never a float. For reading; the server reckons the bill itself. Pure. */
import { typedAmount } from '../../speech/typed-amount.ts';

const PLACES = 6;

/** Millionths; undefined for what is no amount. */
function scaled(text: string): bigint | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(typedAmount(text));
  if (!match) return undefined;
  return BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(PLACES, '0'));
}

function decimalOf(value: bigint): string {
  const whole = value / 1_000_000n;
  const rest = `${value % 1_000_000n}`.padStart(PLACES, '0').replace(/0+$/, '');
  return rest === '' ? `${whole}` : `${whole}.${rest}`;
}

/** Units × cost as a decimal string; undefined while one of them is no figure. */
export function lineTotal(quantity: string, cost: string): string | undefined {
  const each = scaled(cost);
  return each === undefined || !/^\d{1,9}$/.test(quantity.trim()) ? undefined : decimalOf(each * BigInt(quantity.trim()));
}

export function sumOf(amounts: readonly (string | undefined)[]): string {
  return decimalOf(amounts.reduce((sum, amount) => sum + ((amount === undefined ? undefined : scaled(amount)) ?? 0n), 0n));
}
