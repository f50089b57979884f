/** Stock with the names of what lies there, the scarcest first, and what an order moved. Reads only. */
import type { OrderId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface StockRow {
  readonly variantId: VariantId;
  readonly name: string;
  readonly options: string;
  readonly sku?: string;
  readonly onHand: number;
  readonly held: number;
}

export async function listStock(
  tx: Tx,
  query: { readonly lowStock?: number; readonly search?: string; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly StockRow[]; readonly total: number }> {
  const like = `%${(query.search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rowsOf = sql`
    select v.id, p.name, array_to_string(v.option_values, ' · ') as options, v.sku, sum(l.on_hand)::int as on_hand, sum(l.held)::int as held
    from stock_levels l
    join variants v on v.merchant_id = l.merchant_id and v.id = l.variant_id and v.archived_at is null
    join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where l.merchant_id = ${tx.merchantId} and (${query.search ?? ''} = '' or p.name ilike ${like} or v.sku ilike ${like})
    group by v.id, p.name, v.option_values, v.sku
    having ${query.lowStock ?? null}::int is null or sum(l.on_hand - l.held) <= ${query.lowStock ?? null}::int`;
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${rowsOf}) s`.execute(tx.db);
  const { rows } = await sql<{ id: VariantId; name: string; options: string; sku: string | null; on_hand: number; held: number }>`
    select * from (${rowsOf}) s order by on_hand - held, name, id limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(
    tx.db,
  );
  return {
    items: rows.map(({ id, on_hand, sku, ...row }) => ({ variantId: id, onHand: on_hand, ...row, ...(sku === null ? {} : { sku }) })),
    total: counted.rows[0]?.total ?? 0,
  };
}

export async function unitsOfProducts(tx: Tx, ids: readonly ProductId[]): Promise<ReadonlyMap<ProductId, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ product_id: ProductId; free: number }>`
    select v.product_id, sum(l.on_hand - l.held)::int as free
    from variants v join stock_levels l on l.merchant_id = v.merchant_id and l.variant_id = v.id
    where v.merchant_id = ${tx.merchantId} and v.product_id = any(${ids}::uuid[]) and v.archived_at is null
    group by v.product_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.product_id, row.free]));
}

export async function movedByOrder(
  tx: Tx,
  orderId: OrderId,
): Promise<readonly { readonly name: string; readonly quantity: number; readonly at: Date }[]> {
  const { rows } = await sql<{ name: string; quantity: number; at: Date }>`
    select concat_ws(' · ', p.name, nullif(array_to_string(v.option_values, ' · '), '')) as name, m.quantity, m.at
    from stock_movements m
    join variants v on v.merchant_id = m.merchant_id and v.id = m.variant_id
    join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where m.merchant_id = ${tx.merchantId} and m.cause_kind = 'order' and m.cause_id = ${orderId} order by m.id`.execute(tx.db);
  return rows;
}

export async function numbersOfOrders(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; order_number: string }>`
    select id, order_number from orders where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row.order_number]));
}
