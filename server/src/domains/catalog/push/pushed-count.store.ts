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

/** The items of each product all of whose variants may stand in a message, in their order; a product that would lose one is left out. */
export async function shownItems(tx: Tx, ids: readonly ProductId[]): Promise<ReadonlyMap<ProductId, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ product_id: ProductId; items: string[] }>`
    select v.product_id, array_agg(v.id::text order by v.position, v.id) as items
    from variants v left join catalogue_items i on i.merchant_id = v.merchant_id and i.variant_id = v.id and i.is_wanted and i.was_taken
      and i.review = 'approved' and i.state <> 'refused'
    where v.merchant_id = ${tx.merchantId} and v.product_id = any(${ids}::uuid[]) and v.archived_at is null
    group by v.product_id having count(*) = count(i.variant_id)`.execute(tx.db);
  return new Map(rows.map((row) => [row.product_id, row.items]));
}
