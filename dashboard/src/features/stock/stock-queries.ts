/** What the stock pages ask the server, and the names under which it is remembered. Purchases move stock, so they live under the same word. */
import type { ageing, level, location, movement, valuation } from '@parley/contract/api/stock.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, getStream } from '../../api.ts';
import { LOW_STOCK } from '../products/products-queries.ts';
import type { StockSearch } from './routes.tsx';

export type Level = z.infer<typeof level>;
export type Movement = z.infer<typeof movement>;
export type Location = z.infer<typeof location>;
export type Valuation = z.infer<typeof valuation>;
export type Ageing = z.infer<typeof ageing>;

/** What changes when stock moves. */
export const stockTouches = [['stock'], ['products'], ['home']];

export const levelsQuery = (search: StockSearch) =>
  queryOptions({
    queryKey: ['stock', 'levels', search],
    queryFn: ({ signal }) =>
      getPage<Level>(
        '/inventory/levels',
        {
          search: search.search,
          location_id: search.location,
          available_to: search.show === 'low' ? LOW_STOCK : search.show === 'out' ? 0 : undefined,
          held: search.show === 'held' ? true : undefined,
          sort: search.sort ?? 'name',
          page: search.page ?? 1,
          limit: 50,
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export const levelsOfQuery = (of: { readonly product_id?: string; readonly variant_id?: string }) =>
  queryOptions({
    queryKey: ['stock', 'levels-of', of],
    queryFn: ({ signal }) => getPage<Level>('/inventory/levels', { ...of, limit: 100, sort: 'name' }, signal),
  });

export const locationsQuery = queryOptions({
  queryKey: ['stock', 'locations'],
  queryFn: ({ signal }) => get<readonly Location[]>('/inventory/locations', undefined, signal),
});

export const movementsQuery = (of: { readonly variant?: string; readonly product?: string }) =>
  infiniteQueryOptions({
    queryKey: ['stock', 'movements', of],
    queryFn: ({ pageParam, signal }) =>
      getStream<Movement>('/inventory/movements', { variant_id: of.variant, product_id: of.product, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

/** Totals alone: one row of the pages is enough. */
export const stockWorthQuery = queryOptions({
  queryKey: ['stock', 'worth'],
  queryFn: async ({ signal }) => {
    const [worth, age] = await Promise.all([
      get<Valuation>('/inventory/valuation', { limit: 1 }, signal),
      get<Ageing>('/reports/stock-aging', { limit: 1 }, signal),
    ]);
    return { worth, age };
  },
});
