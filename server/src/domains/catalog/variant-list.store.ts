/** SQL that finds variants by name or by what a scanner reads, a page at a time: for those who buy, count or take an order. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { searchTerms } from './search-text.ts';

export interface VariantQuery {
  /** Words of the name, or parts of a code. */
  readonly search?: string;
  /** Exactly a sku, a barcode or the merchant's own id. */
  readonly code?: string;
  readonly productId?: ProductId;
  readonly page: number;
  readonly limit: number;
}

/** Living variants of products that are not archived, by name. */
export async function pageOfVariantIds(
  tx: Tx,
  query: VariantQuery,
): Promise<{ readonly ids: readonly VariantId[]; readonly total: number }> {
  const terms = query.search === undefined ? undefined : searchTerms(query.search);
  const conditions = [sql`v.merchant_id = ${tx.merchantId}`, sql`v.archived_at is null`, sql`p.state in ('draft','published')`];
  // A search goes through its own door, so that the index of words is used.
  if (terms) conditions.push(sql`v.product_id in (select s.id from search_products(${terms.patterns}::text[], ${terms.phrasePattern}) s)`);
  if (query.productId !== undefined) conditions.push(sql`v.product_id = ${query.productId}`);
  if (query.code !== undefined) conditions.push(sql`(v.sku = ${query.code} or p.barcode = ${query.code} or p.external_id = ${query.code})`);
  const { rows } = await sql<{ id: VariantId; total: number }>`
    select v.id, (count(*) over ())::int as total
    from variants v join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where ${sql.join(conditions, sql` and `)}
    order by p.name, p.id, v.position, v.id limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return { ids: rows.map((row) => row.id), total: rows[0]?.total ?? 0 };
}
