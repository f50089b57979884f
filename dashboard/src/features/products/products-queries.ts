/** What the product pages ask the server, and the names under which it is remembered. */
import type { CategoryAnswer, FoundVariantAnswer, ProductAnswer, ProductDetailAnswer } from '@parley/contract/api/catalog.ts';
import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { get, getPage, type Page, patch } from '../../api.ts';
import type { ProductsSearch } from './routes.tsx';

export const PAGE_SIZE = 50;
/** At most so many free units: running low. */
export const LOW_STOCK = 5;

/** The same words for the list and for acting on all that it matches. */
export function listQueryOf(search: ProductsSearch) {
  return {
    search: search.search,
    category_id: search.category,
    state: search.state ?? 'any',
    is_priority: search.priority === undefined ? undefined : search.priority === 'yes',
    in_stock: search.stock === 'in' ? true : search.stock === 'out' ? false : undefined,
    available_to: search.stock === 'low' ? LOW_STOCK : undefined,
    sort: search.sort,
    page: search.page ?? 1,
    limit: PAGE_SIZE,
  };
}

export const productsQuery = (search: ProductsSearch) =>
  queryOptions({
    queryKey: ['products', 'list', search],
    queryFn: ({ signal }) => getPage<ProductAnswer>('/products', listQueryOf(search), signal),
    placeholderData: keepPreviousData,
  });

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['products', 'one', id],
    queryFn: ({ signal }) => get<ProductDetailAnswer>(`/products/${id}`, undefined, signal),
  });

export const categoriesQuery = queryOptions({
  queryKey: ['products', 'categories'],
  queryFn: ({ signal }) => get<readonly CategoryAnswer[]>('/categories', undefined, signal),
});

export const variantsQuery = (search: string) =>
  queryOptions({
    queryKey: ['products', 'variants', search],
    queryFn: ({ signal }) => getPage<FoundVariantAnswer>('/variants', { search, limit: 20 }, signal),
    placeholderData: keepPreviousData,
  });

/** What a scanner read. */
export const variantByCode = async (code: string): Promise<FoundVariantAnswer | undefined> =>
  (await getPage<FoundVariantAnswer>('/variants', { code, limit: 1 })).data[0];

export const changeProduct = (id: string, change: object): Promise<ProductDetailAnswer> => patch(`/products/${id}`, change);

/** Shows the change in every list at once. @returns how it was. */
export function showInLists(client: QueryClient, id: string, change: Partial<ProductAnswer>): () => void {
  const lists = client.getQueriesData<Page<ProductAnswer>>({ queryKey: ['products', 'list'] });
  for (const [key, list] of lists)
    if (list) client.setQueryData(key, { ...list, data: list.data.map((each) => (each.id === id ? { ...each, ...change } : each)) });
  return () => {
    for (const [key, list] of lists) client.setQueryData(key, list);
  };
}

/** Through our own door, whatever address the shop is known by. */
export function pictureAt(url: string, size: 160 | 480 | 1024): string {
  return `${new URL(url, location.href).pathname}?size=${size}`;
}

export interface CategoryChoice {
  readonly id: string;
  readonly label: string;
}

/** Parents with their children behind them: `Groceries`, `Groceries › Grains`. */
export function categoryChoices(categories: readonly CategoryAnswer[]): readonly CategoryChoice[] {
  return categories
    .filter((each) => each.parent_id === null)
    .flatMap((top) => [
      { id: top.id, label: top.name },
      ...categories.filter((each) => each.parent_id === top.id).map((each) => ({ id: each.id, label: `${top.name} › ${each.name}` })),
    ]);
}
