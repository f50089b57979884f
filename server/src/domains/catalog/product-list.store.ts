/** SQL of lists and searches: first the ids of the page and the count, then the rows of those ids. Never a statement a row. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StockAnswers } from './catalog-deps.ts';
import type { ProductQuery } from './product.ts';
import {
  type ProductHead,
  type ProductHeadRow,
  productHead,
  productHeadColumns,
  productHeadJoins,
  type Sellable,
} from './product-head.store.ts';
import type { SearchTerms } from './search-text.ts';

type FreeUnits = StockAnswers['freeUnits'];

const ORDERS: Record<NonNullable<ProductQuery['sort']>, RawBuilder<unknown>> = {
  name: sql`p.name, p.id`,
  price: sql`p.price_minor, p.name, p.id`,
  '-price': sql`p.price_minor desc, p.name, p.id`,
  newest: sql`p.created_at desc, p.id desc`,
  featured: sql`p.is_priority desc, p.name, p.id`,
};

export interface PageOfIds {
  readonly ids: readonly ProductId[];
  readonly total: number;
}

export async function pageOfIds(tx: Tx, query: ProductQuery, terms: SearchTerms | undefined, freeUnits: FreeUnits): Promise<PageOfIds> {
  const { source, order } = sourceAndOrder(query, terms);
  const where = sql.join(conditions(tx, query, terms, freeUnits), sql` and `);
  const offset = (query.page - 1) * query.limit;
  // A search is evaluated once and counted as it goes; a plain list counts from the index alone and stops at the page's end.
  const statement = terms
    ? sql<{
        id: ProductId;
        total: bigint;
      }>`select p.id, count(*) over () as total ${source} where ${where} order by ${order} limit ${query.limit} offset ${offset}`
    : sql<{ id: ProductId; total: bigint }>`select p.id, (select count(*) ${source} where ${where}) as total ${source} where ${where}
        order by ${order} limit ${query.limit} offset ${offset}`;
  const { rows } = await statement.execute(tx.db);
  const first = rows[0];
  if (first) return { ids: rows.map((row) => row.id), total: Number(first.total) };
  if (query.page === 1) return { ids: [], total: 0 };
  // Past the end: no row brought the count along.
  const counted = await sql<{ total: bigint }>`select count(*) as total ${source} where ${where}`.execute(tx.db);
  return { ids: [], total: Number(counted.rows[0]?.total ?? 0n) };
}

function sourceAndOrder(query: ProductQuery, terms: SearchTerms | undefined) {
  if (!terms) return { source: sql`from products p`, order: ORDERS[query.sort ?? 'featured'] };
  const source = sql`from search_products(${terms.patterns}::text[], ${terms.phrasePattern}) p`;
  return { source, order: query.sort ? ORDERS[query.sort] : sql`p.name_rank, p.is_priority desc, p.name, p.id` };
}

function conditions(tx: Tx, query: ProductQuery, terms: SearchTerms | undefined, freeUnits: FreeUnits): RawBuilder<unknown>[] {
  // Literal, so that the partial indexes on published products can be used.
  const found = [query.state === 'any' ? sql`p.state in ('draft','published')` : sql`p.state = ${sql.lit(query.state ?? 'published')}`];
  if (!terms) found.push(sql`p.merchant_id = ${tx.merchantId}`);
  if (query.categoryId !== undefined)
    found.push(
      sql`p.category_id in (select id from categories where merchant_id = ${tx.merchantId} and (id = ${query.categoryId} or parent_id = ${query.categoryId}))`,
    );
  if (query.isPriority !== undefined) found.push(sql`p.is_priority = ${query.isPriority}`);
  if (query.priceFrom !== undefined) found.push(sql`p.price_minor >= ${query.priceFrom}`);
  if (query.priceTo !== undefined) found.push(sql`p.price_minor <= ${query.priceTo}`);
  const free = freeUnits(sql<string>`v.id`);
  const variants = sql`select 1 from variants v where v.merchant_id = ${tx.merchantId} and v.product_id = p.id and v.archived_at is null`;
  const buyable = sql`exists (${variants} and case when v.is_tracked then ${free} > 0 else v.in_stock end)`;
  if (query.onlyInStock === true) found.push(buyable);
  if (query.onlySoldOut === true) found.push(sql`not ${buyable}`);
  if (query.freeUnitsTo !== undefined) found.push(sql`exists (${variants} and v.is_tracked and ${free} <= ${query.freeUnitsTo})`);
  return found;
}

export interface ListedProduct {
  readonly head: ProductHead;
  readonly variants: readonly Sellable[];
}

/** The products of these ids, in the order of the ids. */
export async function productsByIds(tx: Tx, ids: readonly ProductId[]): Promise<ListedProduct[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ProductHeadRow & { variants: { id: VariantId; tracked: boolean; in_stock: boolean }[] | null }>`
    select ${productHeadColumns},
      (select json_agg(json_build_object('id', v.id, 'tracked', v.is_tracked, 'in_stock', v.in_stock)) from variants v
        where v.merchant_id = p.merchant_id and v.product_id = p.id and v.archived_at is null) as variants
    from products p ${productHeadJoins}
    where p.merchant_id = ${tx.merchantId} and p.id = any(${ids}::uuid[])`.execute(tx.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const variants = (row.variants ?? []).map((each) => ({ variantId: each.id, isTracked: each.tracked, inStock: each.in_stock }));
    return [{ head: productHead(row), variants }];
  });
}

/** Where published products are found, for those who list addresses: in a lasting order, with when each was last changed. */
export async function publishedAddresses(
  tx: Tx,
  { page, limit }: { readonly page: number; readonly limit: number },
): Promise<readonly { readonly slug: string; readonly updatedAt: Date }[]> {
  const rows = await tx.db
    .selectFrom('products')
    .select(['slug', 'updated_at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('state', '=', 'published')
    .orderBy('id')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();
  return rows.map((row) => ({ slug: row.slug, updatedAt: row.updated_at }));
}
