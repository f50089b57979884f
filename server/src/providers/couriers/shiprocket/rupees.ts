/** Rupees with decimals on Shiprocket's side, paise on ours. Converted through decimal text only; no arithmetic on floats. */
import { type Money, money, moneyToDecimal } from '@parley/contract/values/money.ts';

/**
 * Reads `54`, `123.9`, `"150.12"` or `"1,250.00"`; more than two decimals are rounded half up. Undefined for what is no plain
 * decimal. A JSON number is read by its shortest text, which is the text that was sent, up to 15 digits.
 */
export function rupeesToMoney(value: number | string): Money | undefined {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(String(value).trim().replaceAll(',', ''));
  if (!match) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = fraction.padEnd(3, '0');
  const paise = BigInt(whole) * 100n + BigInt(digits.slice(0, 2)) + (digits.charCodeAt(2) >= '5'.charCodeAt(0) ? 1n : 0n);
  return money(sign === '' ? paise : -paise, 'INR');
}

/** The JSON number whose text is the exact decimal (`1234.5`). Throws for other currencies and for amounts beyond 15 digits: bugs. */
export function moneyToRupees(amount: Money): number {
  if (amount.currency !== 'INR') throw new Error(`the courier is paid in INR, not ${amount.currency}`);
  const text = moneyToDecimal(amount);
  if (text.replace(/\D/g, '').length > 15) throw new Error(`amount ${text} does not fit the courier`);
  return Number(text);
}

/** Kilograms as their JSON number: `500` grams → `0.5`. */
export function gramsToKilograms(grams: number): number {
  return Number(moveThreePlaces(grams));
}

/** Centimetres as their JSON number: `125` mm → `12.5`. */
export function millimetresToCentimetres(millimetres: number): number {
  return Number(`${Math.round(millimetres)}e-1`);
}

function moveThreePlaces(grams: number): string {
  return `${Math.round(grams)}e-3`;
}
