/** SQL that looks at the whole ledger again: its chain page by page, and sums against what is kept beside it. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { ChainHead } from './ledger.store.ts';
import { movementOf, type StoredMovement } from './movement.store.ts';

export interface StoredLink extends StoredMovement {
  readonly number: bigint;
  readonly hash: Buffer | null;
}

/** The next movements of the chain behind `number`. */
export async function chainPage(tx: Tx, number: bigint, limit: number): Promise<StoredLink[]> {
  const rows = await tx.db
    .selectFrom('stock_movements')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.number === null ? [] : [{ ...movementOf(row), number: row.number, hash: row.hash }]));
}

export async function chainHead(tx: Tx): Promise<ChainHead | undefined> {
  const { rows } = await sql<ChainHead>`select last_number as "lastNumber", last_hash as "lastHash" from movement_heads
    where merchant_id = ${tx.merchantId}`.execute(tx.db);
  return rows[0];
}

/** Movements outside the chain that are younger than its beginning: nobody of ours wrote them. */
export async function strayMovements(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from stock_movements where merchant_id = ${tx.merchantId} and number is null
      and id > (select id from stock_movements where merchant_id = ${tx.merchantId} and number is not null order by number limit 1)
    order by id limit 100`.execute(tx.db);
  return rows.map((row) => row.id);
}

export interface LevelSums {
  readonly variant_id: string;
  readonly location_id: string;
  readonly on_hand: number;
  readonly held: number;
  readonly value_minor: bigint;
  readonly moved: number;
  readonly moved_value: bigint;
  readonly layered: number;
  readonly promised: number;
}

/** Levels that differ from what their movements, layers or holds add up to; at most 1,000. */
export async function levelDifferences(tx: Tx): Promise<LevelSums[]> {
  const of = (table: 'stock_levels' | 'stock_movements' | 'stock_layers' | 'stock_holds') =>
    sql`from ${sql.table(table)} where merchant_id = ${tx.merchantId}`;
  const { rows } = await sql<LevelSums>`
    with every as (
      select variant_id, location_id, on_hand, held, value_minor, 0 as moved, 0::numeric as moved_value, 0 as layered, 0 as promised ${of('stock_levels')}
      union all select variant_id, location_id, 0, 0, 0, quantity, value_minor, 0, 0 ${of('stock_movements')}
      union all select variant_id, location_id, 0, 0, 0, 0, 0, quantity, 0 ${of('stock_layers')}
      union all select variant_id, location_id, 0, 0, 0, 0, 0, 0, quantity ${of('stock_holds')} and state = 'active'
    )
    select variant_id, location_id, sum(on_hand)::int as on_hand, sum(held)::int as held, sum(value_minor)::bigint as value_minor,
      sum(moved)::int as moved, sum(moved_value)::bigint as moved_value, sum(layered)::int as layered, sum(promised)::int as promised
    from every group by variant_id, location_id
    having sum(on_hand) <> sum(moved) or sum(value_minor) <> sum(moved_value) or sum(layered) <> sum(on_hand) or sum(promised) <> sum(held)
      or (sum(on_hand) = 0 and sum(value_minor) <> 0)
    order by variant_id, location_id limit 1000`.execute(tx.db);
  return rows;
}
