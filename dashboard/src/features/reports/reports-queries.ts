/** What reports ask the server. Keys begin with `reports`, so that orders and postings refresh them. */

import type { Pagination } from '@parley/contract/api/envelope.ts';
import type { margin, receivables, sales } from '@parley/contract/api/reports.ts';
import type { ageing } from '@parley/contract/api/stock.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { getWhole } from '../../api.ts';
import type { Range } from '../../ui/days.ts';
import type { Grouping, PagedRangeSearch, SoldOrdersSearch } from './reports-search.ts';

export type Sales = z.infer<typeof sales>;
export type SalesRow = Sales['rows'][number];
export type Margin = z.infer<typeof margin>;
export type Receivables = z.infer<typeof receivables>;
export type Ageing = z.infer<typeof ageing>;

export interface Report<T> {
  readonly data: T;
  readonly pagination: Pagination;
}

const LIMIT = 25;
/** The most a page of the API holds. */
const MOST = 100;

export const salesQuery = (range: Range, by: Grouping, page: number | undefined) =>
  queryOptions({
    queryKey: ['reports', 'sales', by, range.from, range.to, page],
    queryFn: ({ signal }) => getWhole<Report<Sales>>('/reports/sales', { ...range, by, page, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

/** Every day of the range that something was sold on, with the totals. */
export const salesByDayQuery = (range: Range) =>
  queryOptions({
    queryKey: ['reports', 'sales-by-day', range.from, range.to],
    queryFn: async ({ signal }) => {
      const page = (number: number) =>
        getWhole<Report<Sales>>('/reports/sales', { ...range, by: 'day', page: number, limit: MOST }, signal);
      const first = await page(1);
      const rows = [...first.data.rows];
      for (let next = 2; next <= first.pagination.pages; next += 1) rows.push(...(await page(next)).data.rows);
      return { ...first.data, rows };
    },
    placeholderData: (old) => old,
  });

export const soldOrdersQuery = (range: Range, { product, category, customer, channel, page }: SoldOrdersSearch) =>
  queryOptions({
    queryKey: ['reports', 'sold-orders', range.from, range.to, product, category, customer, channel, page],
    queryFn: ({ signal }) =>
      getWhole<Report<Sales>>(
        '/reports/sales/orders',
        { ...range, product_id: product, category_id: category, customer_id: customer, channel, page, limit: LIMIT },
        signal,
      ),
    placeholderData: (old) => old,
  });

export const marginQuery = (range: Range, page: number | undefined) =>
  queryOptions({
    queryKey: ['reports', 'margin', range.from, range.to, page],
    queryFn: ({ signal }) => getWhole<Report<Margin>>('/reports/margin', { ...range, page, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

export const receivablesQuery = ({ from, to, page }: PagedRangeSearch) =>
  queryOptions({
    queryKey: ['reports', 'receivables', from, to, page],
    queryFn: ({ signal }) => getWhole<Report<Receivables>>('/reports/receivables', { from, to, page, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });

export const ageingQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['reports', 'ageing', page],
    queryFn: ({ signal }) => getWhole<Report<Ageing>>('/reports/stock-aging', { page, limit: LIMIT }, signal),
    placeholderData: (old) => old,
  });
