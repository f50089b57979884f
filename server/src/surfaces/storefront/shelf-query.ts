/** What a visitor asks of a shelf, read leniently from the address and written back in one order. Pure. */
import { parseMoney } from '@parley/contract/values/money.ts';
import { z } from 'zod';
import type { ProductQuery } from '../../domains/catalog/index.ts';

export const sorts = ['best', 'featured', 'newest', 'price', '-price', 'name'] as const;

const amount = z
  .string()
  .trim()
  .transform((text) => text.replace(',', '.'))
  .pipe(z.string().regex(/^\d{1,9}(\.\d{1,3})?$/))
  .catch('');

/** Nothing a visitor types is an error: what cannot be read is not asked. */
export const askedOf = z.object({
  q: z.string().trim().max(80).catch(''),
  /** A category of the shop, as in its address: `tea/green`. */
  in: z.string().trim().max(200).catch(''),
  sort: z.enum(sorts).optional().catch(undefined),
  from: amount,
  to: amount,
  stock: z.literal('1').or(z.literal('')).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});

export type Asked = Omit<z.infer<typeof askedOf>, 'sort'> & { readonly sort: (typeof sorts)[number] };

export function readAsked(query: unknown): Asked {
  const read = askedOf.parse(query ?? {});
  const natural = read.q === '' ? 'featured' : 'best';
  return { ...read, sort: read.sort === undefined || (read.sort === 'best' && read.q === '') ? natural : read.sort };
}

/** `?q=tea&sort=price&page=2`, '' for nothing: only what differs from what is natural. */
export function queryOf(asked: Partial<Asked>): string {
  const natural = (asked.q ?? '') === '' ? 'featured' : 'best';
  const parts: readonly (readonly [string, string])[] = [
    ['q', asked.q ?? ''],
    ['in', asked.in ?? ''],
    ['sort', asked.sort === undefined || asked.sort === natural ? '' : asked.sort],
    ['from', asked.from ?? ''],
    ['to', asked.to ?? ''],
    ['stock', asked.stock ?? ''],
    ['page', asked.page === undefined || asked.page === 1 ? '' : String(asked.page)],
  ];
  const query = new URLSearchParams(parts.filter(([, value]) => value !== '').map(([name, value]) => [name, value]));
  return query.size === 0 ? '' : `?${query}`;
}

/** As the catalogue is asked; only published products, ever. */
export function productQuery(asked: Asked, currency: string, limit: number): ProductQuery {
  const minor = (text: string): bigint | undefined => (text === '' ? undefined : parseMoney(text, currency)?.minor);
  const [priceFrom, priceTo] = [minor(asked.from), minor(asked.to)];
  return {
    state: 'published',
    page: asked.page,
    limit,
    ...(asked.sort === 'best' ? {} : { sort: asked.sort }),
    ...(asked.q === '' ? {} : { search: asked.q }),
    ...(priceFrom === undefined ? {} : { priceFrom }),
    ...(priceTo === undefined ? {} : { priceTo }),
    ...(asked.stock === '' ? {} : { onlyInStock: true }),
  };
}
