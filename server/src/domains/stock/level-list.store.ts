/** SQL of the list of levels: what lies where, with the names people know it by, searched, narrowed and sorted. Reads only. */
import type { LocationId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StockLevel } from './stock-level.ts';

export interface ListedLevel extends StockLevel {
  readonly location: string;
  readonly productId: ProductId;
  readonly productName: string;
  /** `Coarse · 500 g`, or '' for a product without options. */
  readonly options: string;
  readonly sku: string | undefined;
}

export interface LevelQuery {
  readonly variantId?: VariantId;
  readonly productId?: ProductId;
  readonly locationId?: LocationId;
  /** Part of a name, an option or a sku. */
  readonly search?: string;
  /** At most so many free units over all places. */
  readonly availableTo?: number;
  readonly onlyHeld?: boolean;
  /** Default: `variant`, an order that lasts while names change. */
  readonly sort?: 'variant' | 'name' | 'available' | '-available' | 'on_hand' | '-on_hand';
  readonly page: number;
  readonly limit: number;
}

const ORDERS: Record<NonNullable<LevelQuery['sort']>, RawBuilder<unknown>> = {
  variant: sql`l.variant_id, l.location_id`,
  name: sql`p.name, v.position, l.variant_id, place.name`,
  available: sql`l.on_hand - l.held, p.name, l.variant_id, place.name`,
  '-available': sql`l.on_hand - l.held desc, p.name, l.variant_id, place.name`,
  on_hand: sql`l.on_hand, p.name, l.variant_id, place.name`,
  '-on_hand': sql`l.on_hand desc, p.name, l.variant_id, place.name`,
};

interface Row {
  readonly variant_id: VariantId;
  readonly location_id: LocationId;
  readonly on_hand: number;
  readonly held: number;
  readonly value_minor: bigint;
  readonly location: string;
  readonly product_id: ProductId;
  readonly product_name: string;
  readonly option_values: string[];
  readonly sku: string | null;
}

/** Archived variants are left out unless units of them still lie somewhere, or they are asked for by id. */
export async function pageOfLevels(tx: Tx, query: LevelQuery): Promise<{ readonly items: readonly ListedLevel[]; readonly total: number }> {
  const source = sql`from stock_levels l
    join locations place on place.merchant_id = l.merchant_id and place.id = l.location_id
    join variants v on v.merchant_id = l.merchant_id and v.id = l.variant_id
    join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where ${sql.join(conditions(tx, query), sql` and `)}`;
  const { rows } = await sql<Row>`
    select l.variant_id, l.location_id, l.on_hand, l.held, l.value_minor, place.name as location,
      p.id as product_id, p.name as product_name, v.option_values, v.sku
    ${source} order by ${ORDERS[query.sort ?? 'variant']} limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  const counted = await sql<{ total: number }>`select count(*)::int as total ${source}`.execute(tx.db);
  return { items: rows.map(listed), total: counted.rows[0]?.total ?? 0 };
}

function conditions(tx: Tx, query: LevelQuery): RawBuilder<unknown>[] {
  const found = [sql`l.merchant_id = ${tx.merchantId}`];
  if (query.variantId !== undefined) found.push(sql`l.variant_id = ${query.variantId}`);
  else found.push(sql`(v.archived_at is null or l.on_hand > 0)`);
  if (query.productId !== undefined) found.push(sql`v.product_id = ${query.productId}`);
  if (query.locationId !== undefined) found.push(sql`l.location_id = ${query.locationId}`);
  if (query.onlyHeld === true) found.push(sql`l.held > 0`);
  if (query.availableTo !== undefined)
    found.push(sql`(select sum(all_of.on_hand - all_of.held) from stock_levels all_of
      where all_of.merchant_id = l.merchant_id and all_of.variant_id = l.variant_id) <= ${query.availableTo}`);
  for (const word of (query.search ?? '').split(/\s+/).filter((each) => each !== '')) {
    const like = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    found.push(sql`(p.name ilike ${like} or v.sku ilike ${like} or array_to_string(v.option_values, ' ') ilike ${like})`);
  }
  return found;
}

function listed(row: Row): ListedLevel {
  return {
    variantId: row.variant_id,
    locationId: row.location_id,
    onHand: row.on_hand,
    held: row.held,
    valueMinor: row.value_minor,
    location: row.location,
    productId: row.product_id,
    productName: row.product_name,
    options: row.option_values.join(' · '),
    sku: row.sku ?? undefined,
  };
}
