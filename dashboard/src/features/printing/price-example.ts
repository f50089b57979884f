/** What an example costs under prices that may not be saved yet, by the same arithmetic as the server's. Pure; integers of the minor unit. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { scaled, unscaled } from '../books/decimals.ts';
import type { Paper } from './job-states.ts';

export interface Example {
  readonly pages: number;
  readonly copies: number;
  readonly mode: 'bw' | 'color';
  readonly paper: Paper;
  readonly twoSided: boolean;
  readonly rush: boolean;
}

export interface ExampleLine {
  readonly what: 'one_sided' | 'two_sided' | 'minimum' | 'rush';
  readonly quantity: number;
  readonly price: string;
  readonly total: string;
}

type Prices = Pick<PrintSettings, 'bw' | 'color' | 'papers' | 'two_sided_percent' | 'minimum' | 'rush'>;

/** Undefined while an amount cannot be read. @param places decimals of the currency */
export function priceExample(
  settings: Prices,
  example: Example,
  places: number,
): { readonly lines: readonly ExampleLine[]; readonly total: string } | undefined {
  const { pages, copies, mode } = example;
  const kind = settings[mode];
  const amounts = [kind.price, settings.minimum ?? '0', settings.rush.price, ...kind.breaks.map(({ price }) => price)];
  if (amounts.some((each) => scaled(each) === undefined)) return undefined;
  // Decimals here are ten-thousandths.
  const size = 10n ** BigInt(4 - places);
  const minor = (text: string): bigint => (scaled(text) ?? 0n) / size;
  const text = (value: bigint): string => unscaled(value * size);
  // The last page of an odd number has its sheet for itself.
  const paired = example.twoSided ? pages - (pages % 2) : 0;
  const parts = [
    ['two_sided', paired * copies, settings.two_sided_percent],
    ['one_sided', (pages - paired) * copies, 100],
  ] as const;
  const paper = settings.papers.find((each) => each.paper === example.paper)?.percent ?? 100;
  const lines: { readonly what: ExampleLine['what']; readonly quantity: number; readonly minor: bigint }[] = [];
  for (const [what, quantity, percent] of parts) {
    if (quantity === 0) continue;
    const reached = kind.breaks.filter(({ from }) => from <= quantity).toSorted((a, b) => b.from - a.from)[0];
    const unit = (minor(reached?.price ?? kind.price) * BigInt(paper) * BigInt(percent) + 5_000n) / 10_000n;
    lines.push({ what, quantity, minor: unit });
  }
  const sum = (): bigint => lines.reduce((total, each) => total + each.minor * BigInt(each.quantity), 0n);
  const short = minor(settings.minimum ?? '0') - sum();
  if (short > 0n) lines.push({ what: 'minimum', quantity: 1, minor: short });
  if (example.rush && settings.rush.offered) lines.push({ what: 'rush', quantity: 1, minor: minor(settings.rush.price) });
  return {
    lines: lines.map((each) => ({ ...each, price: text(each.minor), total: text(each.minor * BigInt(each.quantity)) })),
    total: text(sum()),
  };
}
