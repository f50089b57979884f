/** From the settings' decimals to the price list of integers. Pure. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import type { PriceList } from './price.ts';

/** @throws when a stored amount is none of this currency: it was checked when it was stored */
export function readPriceList(settings: PrintSettings, currency: string): PriceList {
  const minorOf = (text: string): bigint => {
    const read = parseMoney(text, currency);
    if (!read) throw new Error(`a stored print price is no amount of ${currency}`);
    return read.minor;
  };
  const page = ({ price, breaks }: PrintSettings['bw']) => ({
    minor: minorOf(price),
    breaks: breaks.map((each) => ({ from: each.from, minor: minorOf(each.price) })),
  });
  return {
    currency,
    bw: page(settings.bw),
    color: page(settings.color),
    papers: new Map(settings.papers.map(({ paper, percent }) => [paper, percent])),
    offersTwoSided: settings.two_sided,
    twoSidedPercent: settings.two_sided_percent,
    minimumMinor: settings.minimum === undefined ? 0n : minorOf(settings.minimum),
    rushMinor: settings.rush.offered ? minorOf(settings.rush.price) : undefined,
  };
}

/** Basis points; undefined: the shop's default. */
export function taxRateOf(settings: PrintSettings): number | undefined {
  return settings.tax_rate === undefined ? undefined : Math.round(Number(settings.tax_rate) * 100);
}
