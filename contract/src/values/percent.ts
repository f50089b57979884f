/** Per cent as people write it (`"18"`, `"10.75"`) and as it is kept: whole basis points. Never a float. */
import { z } from 'zod';

/** 0 to 100 with at most two decimals. */
export const percent = z
  .string()
  .trim()
  .regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/, 'Per cent with at most two decimals, such as 18 or 10.75.')
  .meta({ examples: ['18'] });

/** @param text as `percent` let it through. */
export function basisPointsOf(text: string): number {
  const [whole = '0', fraction = ''] = text.trim().split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** `1075` → `"10.75"`, `1800` → `"18"`. */
export function percentOf(basisPoints: number): string {
  const fraction = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.floor(basisPoints / 100)}${fraction === '' ? '' : `.${fraction}`}`;
}
