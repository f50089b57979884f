/** What stock is worth and how old it is, as reports: totals over everything, rows of the page asked for. Reads only. */
import type { Tx } from '../../foundation/db/database.ts';
import { readLedgerFacts } from './layer.store.ts';
import { localDay } from './local-day.ts';
import { type AgedVariant, addBuckets, agedVariants, type Buckets, bucketsOf, NO_BUCKETS } from './stock-ageing.ts';
import type { StockDeps } from './stock-deps.ts';
import { averageOf } from './stock-value.ts';
import { agedLevels, type PageQuery, stockTotals, type Totals, type ValuedVariant, valuedVariants } from './valuation.store.ts';

export interface Valuation {
  readonly currency: string;
  readonly total: Totals;
  /** `averageMinor`: of one unit, half a minor unit rounded up; what counts is the value. */
  readonly variants: readonly (ValuedVariant & { readonly averageMinor: bigint })[];
}

/** @param page absent: all. */
export async function valuation(tx: Tx, page?: PageQuery): Promise<Valuation> {
  const { currency } = await readLedgerFacts(tx, []);
  const variants = await valuedVariants(tx, page);
  return {
    currency,
    total: await stockTotals(tx),
    variants: variants.map((each) => ({ ...each, averageMinor: averageOf(each) ?? 0n })),
  };
}

export interface Ageing {
  readonly currency: string;
  /** The merchant's local date. */
  readonly asOf: string;
  readonly total: Totals & { readonly buckets: Buckets };
  readonly variants: readonly AgedVariant[];
}

/** As of today there. @param page absent: all. */
export async function ageing(deps: Pick<StockDeps, 'clock'>, tx: Tx, page?: PageQuery): Promise<Ageing> {
  const { currency, timeZone } = await readLedgerFacts(tx, []);
  const asOf = localDay(deps.clock.now(), timeZone);
  const all = await agedLevels(tx, asOf, undefined);
  const shown = page === undefined ? all : await agedLevels(tx, asOf, page);
  const buckets = all.reduce((sum, level) => addBuckets(sum, bucketsOf(level)), NO_BUCKETS);
  return { currency, asOf, total: { ...(await stockTotals(tx)), buckets }, variants: agedVariants(shown) };
}
