/** SQL of levels and places. Levels are always locked in the order variant, place, and before holds: so two orders never wait for each other. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StockLevel } from './stock-level.ts';

interface LevelRow {
  readonly variant_id: VariantId;
  readonly location_id: LocationId;
  readonly on_hand: number;
  readonly held: number;
  readonly value_minor: bigint;
}

function levelOf(row: LevelRow): StockLevel {
  return { variantId: row.variant_id, locationId: row.location_id, onHand: row.on_hand, held: row.held, valueMinor: row.value_minor };
}

/** Locked until the transaction ends; a variant that is not counted has none. */
export async function lockLevels(tx: Tx, ids: readonly VariantId[]): Promise<StockLevel[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LevelRow>`
    select variant_id, location_id, on_hand, held, value_minor from stock_levels
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) order by variant_id, location_id for update`.execute(tx.db);
  return rows.map(levelOf);
}

export async function readLevels(tx: Tx, ids: readonly VariantId[]): Promise<StockLevel[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LevelRow>`
    select variant_id, location_id, on_hand, held, value_minor from stock_levels
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) order by variant_id, location_id`.execute(tx.db);
  return rows.map(levelOf);
}

export async function availableUnits(tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ variant_id: VariantId; free: number }>`
    select variant_id, sum(on_hand - held)::int as free from stock_levels
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) group by variant_id`.execute(tx.db);
  return new Map(rows.map((row) => [row.variant_id, row.free]));
}

/** Free units as SQL over a variant's id, for other rooms' lists. Within a merchant's transaction only. */
export function freeUnitsSql(variantId: RawBuilder<string>): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(on_hand - held), 0) from stock_levels
    where merchant_id = (select current_merchant()) and variant_id = ${variantId})`;
}

export interface LevelChange {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly onHand: number;
  readonly held: number;
  readonly valueMinor: bigint;
}

/** Adds the differences; several of one level add up. The table refuses what would fall below zero. */
export async function changeLevels(tx: Tx, changes: readonly LevelChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { numAffectedRows } = await sql`
    update stock_levels l set on_hand = l.on_hand + d.on_hand, held = l.held + d.held, value_minor = l.value_minor + d.value_minor
    from (select variant_id, location_id, sum(on_hand)::int as on_hand, sum(held)::int as held, sum(value_minor)::bigint as value_minor
      from unnest(${changes.map((each) => each.variantId)}::uuid[], ${changes.map((each) => each.locationId)}::uuid[],
        ${changes.map((each) => each.onHand)}::int[], ${changes.map((each) => each.held)}::int[], ${changes.map((each) => each.valueMinor)}::bigint[])
        as given (variant_id, location_id, on_hand, held, value_minor)
      group by variant_id, location_id) d
    where l.merchant_id = ${tx.merchantId} and l.variant_id = d.variant_id and l.location_id = d.location_id`.execute(tx.db);
  const levels = new Set(changes.map((each) => `${each.variantId} ${each.locationId}`)).size;
  if (numAffectedRows !== BigInt(levels)) throw new Error(`changed ${numAffectedRows} of ${levels} stock levels`);
}

/** Starts counting a variant at a place; nothing happens when it is counted there already. True when it began now. */
export async function openLevel(tx: Tx, variantId: VariantId, locationId: LocationId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into stock_levels (merchant_id, variant_id, location_id) values (${tx.merchantId}, ${variantId}, ${locationId})
    on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

/** The merchant's default place, made when there is none yet. */
export async function defaultLocation(tx: Tx, at: Date): Promise<LocationId> {
  const find = () =>
    tx.db.selectFrom('locations').select('id').where('merchant_id', '=', tx.merchantId).where('is_default', '=', true).executeTakeFirst();
  const known = await find();
  if (known) return known.id as LocationId;
  await sql`insert into locations (merchant_id, id, name, is_default, created_at)
    values (${tx.merchantId}, ${newId<LocationId>()}, 'Main', true, ${at}) on conflict (merchant_id) where is_default do nothing`.execute(
    tx.db,
  );
  const made = await find();
  if (!made) throw new Error('the default location was neither there nor made');
  return made.id as LocationId;
}

export interface ListedLevel extends StockLevel {
  readonly location: string;
}

/** A page of all levels, by variant. */
export async function pageOfLevels(
  tx: Tx,
  query: { readonly variantId?: VariantId; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly ListedLevel[]; readonly total: number }> {
  const match = query.variantId === undefined ? sql`true` : sql`l.variant_id = ${query.variantId}`;
  const { rows } = await sql<LevelRow & { location: string }>`
    select l.variant_id, l.location_id, p.name as location, l.on_hand, l.held, l.value_minor
    from stock_levels l join locations p on p.merchant_id = l.merchant_id and p.id = l.location_id
    where l.merchant_id = ${tx.merchantId} and ${match}
    order by l.variant_id, l.location_id limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from stock_levels l where l.merchant_id = ${tx.merchantId} and ${match}`.execute(tx.db);
  return { items: rows.map((row) => ({ ...levelOf(row), location: row.location })), total: counted.rows[0]?.total ?? 0 };
}
