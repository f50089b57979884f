/** SQL of levels. Levels are always locked in the order variant, place, and before holds: so two orders never wait for each other. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
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

export interface HeldChange {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  /** Signed difference of what is promised. */
  readonly held: number;
}

/** Promises and releases; nothing moves. Several of one level add up; the table refuses what would fall below zero. */
export async function changeHeld(tx: Tx, changes: readonly HeldChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { numAffectedRows } = await sql`
    update stock_levels l set held = l.held + d.held
    from (select variant_id, location_id, sum(held)::int as held
      from unnest(${changes.map((each) => each.variantId)}::uuid[], ${changes.map((each) => each.locationId)}::uuid[],
        ${changes.map((each) => each.held)}::int[]) as given (variant_id, location_id, held)
      group by variant_id, location_id) d
    where l.merchant_id = ${tx.merchantId} and l.variant_id = d.variant_id and l.location_id = d.location_id`.execute(tx.db);
  const levels = new Set(changes.map((each) => `${each.variantId} ${each.locationId}`)).size;
  if (numAffectedRows !== BigInt(levels)) throw new Error(`changed ${numAffectedRows} of ${levels} stock levels`);
}

/** Starts counting variants at a place; those counted there already stay as they are. Answers which began now. */
export async function insertLevels(tx: Tx, ids: readonly VariantId[], locationId: LocationId): Promise<VariantId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ variant_id: VariantId }>`
    insert into stock_levels (merchant_id, variant_id, location_id)
    select ${tx.merchantId}::uuid, variant_id, ${locationId}::uuid from unnest(${ids}::uuid[]) as given (variant_id) order by variant_id
    on conflict do nothing returning variant_id`.execute(tx.db);
  return rows.map((row) => row.variant_id);
}
