/** Front door of insights: what was sold, what it earned, who owes. Reads rows that other rooms write; writes nothing. */
import type { Tx } from '../../foundation/db/database.ts';
import { type MarginFigures, type MarginRow, marginByProduct } from './margin.store.ts';
import { readPulse, type Topic } from './pulse.store.ts';
import { type OwedOrder, type OwedSum, owedOrders, owedSums, timeZoneOf } from './receivables.store.ts';
import { type DayRange, type Page, type SalesFigures, type SalesFilter, type SalesKey, type SalesRow, salesBy } from './sales.store.ts';

export type { MarginFigures, MarginRow } from './margin.store.ts';
export type { Topic } from './pulse.store.ts';
export type { OwedOrder, OwedSum } from './receivables.store.ts';
export { AGES } from './receivables.store.ts';
export type { DayRange, Page, SalesFigures, SalesFilter, SalesKey, SalesRow } from './sales.store.ts';

/** A page of rows, the sums of all rows, and how many there are. */
export interface Listed<Row, Totals> {
  readonly rows: readonly Row[];
  readonly totals: Totals;
  readonly total: number;
}

/** Amounts in minor units of the shop's currency, days in its time zone. Without a page: everything. */
export interface Insights {
  /** Topic → a word that changes whenever something of the topic does; cheap enough for once a second. */
  pulse(tx: Tx): Promise<Readonly<Record<Topic, string>>>;
  sales(tx: Tx, by: SalesKey, range: DayRange, page?: Page): Promise<Listed<SalesRow, SalesFigures>>;
  /** The orders behind a figure of sales. */
  soldOrders(tx: Tx, range: DayRange, filter: SalesFilter, page?: Page): Promise<Listed<SalesRow, SalesFigures>>;
  margin(tx: Tx, range: DayRange, page?: Page): Promise<Listed<MarginRow, MarginFigures>>;
  /** What is owed now. @param query.today the day it is in the shop. */
  receivables(
    tx: Tx,
    query: { readonly today: string; readonly from?: string | undefined; readonly to?: string | undefined },
    page?: Page,
  ): Promise<{ readonly sums: readonly OwedSum[]; readonly orders: readonly OwedOrder[] }>;
}

export function createInsights(): Insights {
  return {
    pulse: readPulse,
    sales: (tx, by, range, page) => salesBy(tx, by, range, { page }),
    soldOrders: (tx, range, filter, page) => salesBy(tx, 'order', range, { filter, page }),
    margin: marginByProduct,
    async receivables(tx, query, page) {
      const asked = { ...query, timeZone: await timeZoneOf(tx) };
      return { sums: await owedSums(tx, asked), orders: await owedOrders(tx, asked, page) };
    },
  };
}
