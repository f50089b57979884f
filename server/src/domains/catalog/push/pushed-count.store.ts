/** SQL of what the merchant reads about the push: how many stand there, what waits, what was refused and why, what a chat may show. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface ItemCounts {
  /** Confirmed by them. */
  readonly pushed: number;
  /** To be sent, or sent and not yet answered for. */
  readonly pending: number;
  readonly refused: number;
  /** They looked at it, and it may stand in a message. */
  readonly approved: number;
}

export async function countItems(tx: Tx): Promise<ItemCounts> {
  const { rows } = await sql<ItemCounts>`
    select count(*) filter (where is_wanted and state = 'taken')::int as pushed,
      count(*) filter (where state in ('pending', 'sending'))::int as pending,
      count(*) filter (where state = 'refused')::int as refused,
      count(*) filter (where is_wanted and review = 'approved')::int as approved
    from catalogue_items where merchant_id = ${tx.merchantId}`.execute(tx.db);
  return rows[0] ?? { pushed: 0, pending: 0, refused: 0, approved: 0 };
}

export interface RefusedItem {
  readonly variantId: string;
  readonly productId: ProductId;
  readonly name: string;
  readonly problem: string;
}

export async function refusedPage(tx: Tx, query: { readonly page: number; readonly limit: number }): Promise<readonly RefusedItem[]> {
  const { rows } = await sql<{ variant_id: string; product_id: ProductId; name: string; problem: string | null }>`
    select i.variant_id, i.product_id, p.name, i.problem from catalogue_items i
    join products p on p.merchant_id = i.merchant_id and p.id = i.product_id
    where i.merchant_id = ${tx.merchantId} and i.state = 'refused'
    order by p.name, i.variant_id limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  return rows.map((row) => ({ variantId: row.variant_id, productId: row.product_id, name: row.name, problem: row.problem ?? '' }));
}

/** One item of each product that may stand in a message: what is in stock before what is not, then its first variant. */
export async function shownItems(tx: Tx, ids: readonly ProductId[]): Promise<ReadonlyMap<ProductId, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ product_id: ProductId; variant_id: string }>`
    select distinct on (i.product_id) i.product_id, i.variant_id from catalogue_items i
    join variants v on v.merchant_id = i.merchant_id and v.id = i.variant_id and v.archived_at is null
    where i.merchant_id = ${tx.merchantId} and i.product_id = any(${ids}::uuid[]) and i.is_wanted and i.was_taken and i.review = 'approved'
      and i.state <> 'refused'
    order by i.product_id, i.in_stock desc, v.position, v.id`.execute(tx.db);
  return new Map(rows.map((row) => [row.product_id, row.variant_id]));
}
