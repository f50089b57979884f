/** What stands in the addresses of reports, read with care. Pure. */
import { given, idOf, oneOf, pageOf, type RangeSearch, type Raw, readRange } from '../books/ledger-search.ts';

export const groupings = ['product', 'category', 'customer', 'channel'] as const;
export type Grouping = (typeof groupings)[number];

export interface SalesSearch extends RangeSearch {
  /** Absent: product. */
  readonly by?: Grouping;
  readonly page?: number;
}
export const readSalesSearch = (raw: Raw): SalesSearch =>
  given<SalesSearch>({ ...readRange(raw), by: oneOf(raw['by'], groupings), page: pageOf(raw['page']) });

export interface SoldOrdersSearch extends RangeSearch {
  readonly product?: string;
  readonly category?: string;
  readonly customer?: string;
  readonly channel?: 'chat' | 'storefront' | 'api';
  readonly page?: number;
}
export const readSoldOrdersSearch = (raw: Raw): SoldOrdersSearch =>
  given<SoldOrdersSearch>({
    ...readRange(raw),
    product: idOf(raw['product']),
    category: idOf(raw['category']),
    customer: idOf(raw['customer']),
    channel: oneOf(raw['channel'], ['chat', 'storefront', 'api']),
    page: pageOf(raw['page']),
  });

export interface PagedRangeSearch extends RangeSearch {
  readonly page?: number;
}
export const readPagedRange = (raw: Raw): PagedRangeSearch => given<PagedRangeSearch>({ ...readRange(raw), page: pageOf(raw['page']) });
