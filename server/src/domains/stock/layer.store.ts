/** SQL of layers. Guarded by the locks of their levels: read and change them only under those. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Age } from './stock-layer.ts';

export interface OpenLayer extends Age {
  readonly id: string;
  readonly variantId: VariantId;
  readonly locationId: LocationId;
}

/** What a change of the ledger needs to know: the shop's currency and zone, and the layers of the levels concerned, oldest first. */
export interface LedgerFacts {
  readonly currency: string;
  readonly timeZone: string;
  /** False for a merchant whose ledger was never begun, or begun before it had a chain. */
  readonly isChained: boolean;
  readonly layers: readonly OpenLayer[];
}

interface FactRow {
  readonly currency: string;
  readonly time_zone: string;
  readonly is_chained: boolean;
  readonly id: string | null;
  readonly variant_id: VariantId;
  readonly location_id: LocationId;
  readonly received_on: string;
  readonly lot: string | null;
  readonly quantity: number;
}

/** One round trip for all a writer must know before it writes. */
export async function readLedgerFacts(
  tx: Tx,
  levels: readonly { readonly variantId: VariantId; readonly locationId: LocationId }[],
): Promise<LedgerFacts> {
  const { rows } = await sql<FactRow>`
    select m.currency, m.time_zone, exists (select 1 from movement_heads h where h.merchant_id = m.id) as is_chained, l.id, l.variant_id, l.location_id, to_char(l.received_on, 'YYYY-MM-DD') as received_on, l.lot, l.quantity
    from merchants m left join (
      (select distinct * from unnest(${levels.map((each) => each.variantId)}::uuid[], ${levels.map((each) => each.locationId)}::uuid[])) as g (variant_id, location_id)
      join stock_layers l on l.merchant_id = ${tx.merchantId} and l.variant_id = g.variant_id and l.location_id = g.location_id and l.quantity > 0
    ) on true
    where m.id = ${tx.merchantId} order by l.received_on, l.lot nulls first`.execute(tx.db);
  const [first] = rows;
  if (!first) throw new Error('the merchant of this transaction does not exist');
  const layers = rows.flatMap((row) => (row.id === null ? [] : [layerOf(row.id, row)]));
  return { currency: first.currency, timeZone: first.time_zone, isChained: first.is_chained, layers };
}

function layerOf(id: string, row: FactRow): OpenLayer {
  return {
    id,
    variantId: row.variant_id,
    locationId: row.location_id,
    receivedOn: row.received_on,
    lot: row.lot,
    quantity: row.quantity,
  };
}

/** For levels that were counted before there were layers: all their units as one, as old as what last arrived. */
export async function openLayersOfBefore(tx: Tx): Promise<void> {
  await sql`
    insert into stock_layers (merchant_id, id, variant_id, location_id, received_on, lot, quantity)
    select l.merchant_id, gen_random_uuid(), l.variant_id, l.location_id,
      coalesce((select max(m.at) from stock_movements m where m.merchant_id = l.merchant_id and m.variant_id = l.variant_id
        and m.location_id = l.location_id and m.quantity > 0), now())::date, null, l.on_hand
    from stock_levels l
    where l.merchant_id = ${tx.merchantId} and l.on_hand > 0 and not exists (select 1 from stock_layers y
      where y.merchant_id = l.merchant_id and y.variant_id = l.variant_id and y.location_id = l.location_id)
    on conflict do nothing`.execute(tx.db);
}
