/** Under which name of the hidden product a line of the price stands in the order, its invoice and the reports. Pure. */
import type { PriceLine } from '../printing.ts';

export const printProduct = { name: 'Printing', optionNames: ['Print', 'Paper', 'Sides'] } as const;

export function optionValuesOf({ kind }: PriceLine): readonly string[] {
  if (kind.what === 'minimum') return ['Minimum charge'];
  if (kind.what === 'rush') return ['Rush'];
  return [kind.mode === 'color' ? 'Colour' : 'Black and white', kind.paper, kind.twoSided ? 'Two-sided' : 'One-sided'];
}
