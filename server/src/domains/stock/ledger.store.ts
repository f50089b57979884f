/** The one statement that changes levels and layers together and locks the end of the chain; and the chain's beginning. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Age } from './stock-layer.ts';

export interface LevelChange {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly onHand: number;
  readonly held: number;
  readonly valueMinor: bigint;
}

/** Units that leave a layer there is. */
export interface LayerTake {
  readonly id: string;
  readonly quantity: number;
}

/** Units that join the layer of their day and lot, made where there is none. */
export interface LayerAdd extends Age {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
}

export interface ChainHead {
  readonly lastNumber: bigint;
  readonly lastHash: Buffer;
}

/** Adds the differences; several of one level add up. The tables refuse what would fall below zero. Levels must be locked before. */
export async function changeLedger(
  tx: Tx,
  change: { readonly levels: readonly LevelChange[]; readonly takes: readonly LayerTake[]; readonly adds: readonly LayerAdd[] },
): Promise<ChainHead> {
  const { takes, adds } = change;
  const levels = summed(change.levels);
  const { rows } = await sql<{ last_number: bigint; last_hash: Buffer; levels: number; takes: number }>`
    with level as (
      update stock_levels l set on_hand = l.on_hand + d.on_hand, held = l.held + d.held, value_minor = l.value_minor + d.value_minor
      from unnest(${levels.map((each) => each.variantId)}::uuid[], ${levels.map((each) => each.locationId)}::uuid[],
        ${levels.map((each) => each.onHand)}::int[], ${levels.map((each) => each.held)}::int[], ${levels.map((each) => each.valueMinor)}::bigint[])
        as d (variant_id, location_id, on_hand, held, value_minor)
      where l.merchant_id = ${tx.merchantId}::uuid and l.variant_id = d.variant_id and l.location_id = d.location_id returning 1
    ), taken as (
      update stock_layers y set quantity = y.quantity - t.quantity
      from unnest(${takes.map((each) => each.id)}::uuid[], ${takes.map((each) => each.quantity)}::int[]) as t (id, quantity)
      where y.merchant_id = ${tx.merchantId}::uuid and y.id = t.id returning 1
    ), added as (
      insert into stock_layers as y (merchant_id, id, variant_id, location_id, received_on, lot, quantity)
      select ${tx.merchantId}::uuid, a.id, a.variant_id, a.location_id, a.received_on, a.lot, a.quantity
      from unnest(${adds.map(() => newId<string>())}::uuid[], ${adds.map((each) => each.variantId)}::uuid[], ${adds.map((each) => each.locationId)}::uuid[],
        ${adds.map((each) => each.receivedOn)}::date[], ${adds.map((each) => each.lot)}::text[], ${adds.map((each) => each.quantity)}::int[])
        as a (id, variant_id, location_id, received_on, lot, quantity)
      on conflict (merchant_id, variant_id, location_id, received_on, lot) do update set quantity = y.quantity + excluded.quantity
    ), head as (
      select last_number, last_hash from movement_heads where merchant_id = ${tx.merchantId}::uuid for update
    )
    select head.last_number, head.last_hash, (select count(*)::int from level) as levels, (select count(*)::int from taken) as takes
    from head`.execute(tx.db);
  const [head] = rows;
  if (!head) throw new Error('the ledger of this merchant was not begun');
  if (head.levels !== levels.length) throw new Error(`changed ${head.levels} of ${levels.length} stock levels`);
  if (head.takes !== takes.length) throw new Error(`changed ${head.takes} of ${takes.length} stock layers`);
  return { lastNumber: head.last_number, lastHash: head.last_hash };
}

function summed(changes: readonly LevelChange[]): LevelChange[] {
  const sums = new Map<string, LevelChange>();
  for (const change of changes) {
    const key = `${change.variantId} ${change.locationId}`;
    const before = sums.get(key);
    sums.set(
      key,
      before === undefined
        ? change
        : {
            ...change,
            onHand: before.onHand + change.onHand,
            held: before.held + change.held,
            valueMinor: before.valueMinor + change.valueMinor,
          },
    );
  }
  return [...sums.values()];
}

/** True when the chain began now. Whoever is second waits for the first. */
export async function beginChain(tx: Tx, hash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into movement_heads (merchant_id, last_number, last_hash) values (${tx.merchantId}, 0, ${hash}) on conflict do nothing`.execute(
    tx.db,
  );
  return numAffectedRows === 1n;
}
