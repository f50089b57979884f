/** SQL of movements: the ledger is only ever added to. One cause moves a variant at a place once. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StockMovementsTable } from '../../foundation/db/tables.gen.ts';

export type MovementReason =
  | 'opening'
  | 'adjustment'
  | 'sale'
  | 'sale_cancelled'
  | 'return'
  | 'purchase'
  | 'purchase_return'
  | 'write_off'
  | 'count'
  | 'transfer';

export interface NewMovement {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  /** Signed, never 0. */
  readonly quantity: number;
  readonly reason: MovementReason;
  readonly note?: string | undefined;
  readonly unitCostMinor?: bigint | undefined;
  /** Signed like the quantity. */
  readonly valueMinor: bigint;
  readonly causeKind: string;
  readonly causeId: string;
  readonly actor: string;
}

export interface StoredMovement extends NewMovement {
  readonly id: string;
  readonly at: Date;
}

export async function insertMovements(tx: Tx, movements: readonly NewMovement[], at: Date): Promise<void> {
  if (movements.length === 0) return;
  await tx.db
    .insertInto('stock_movements')
    .values(
      movements.map((movement) => ({
        merchant_id: tx.merchantId,
        id: newId<string>(),
        variant_id: movement.variantId,
        location_id: movement.locationId,
        quantity: movement.quantity,
        reason: movement.reason,
        note: movement.note ?? null,
        unit_cost_minor: movement.unitCostMinor ?? null,
        value_minor: movement.valueMinor,
        cause_kind: movement.causeKind,
        cause_id: movement.causeId,
        actor: movement.actor,
        at,
      })),
    )
    .execute();
}

export async function movementsOf(tx: Tx, cause: { readonly kind: string; readonly id: string }): Promise<StoredMovement[]> {
  const rows = await tx.db
    .selectFrom('stock_movements')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('cause_kind', '=', cause.kind)
    .where('cause_id', '=', cause.id)
    .orderBy('id')
    .execute();
  return rows.map(movementOf);
}

/** Newest first; `before` is the id of the last one seen. */
export async function pageOfMovements(
  tx: Tx,
  query: { readonly variantId?: VariantId; readonly before?: string; readonly limit: number },
): Promise<{ readonly items: readonly StoredMovement[]; readonly nextCursor: string | undefined }> {
  let select = tx.db.selectFrom('stock_movements').selectAll().where('merchant_id', '=', tx.merchantId);
  if (query.variantId !== undefined) select = select.where('variant_id', '=', query.variantId);
  if (query.before !== undefined) select = select.where('id', '<', query.before);
  const rows = await select
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(movementOf);
  return { items, nextCursor: rows.length > query.limit ? items.at(-1)?.id : undefined };
}

type MovementRow = Selectable<StockMovementsTable>;

function movementOf(row: MovementRow): StoredMovement {
  return {
    id: row.id,
    variantId: row.variant_id as VariantId,
    locationId: row.location_id as LocationId,
    quantity: row.quantity,
    reason: row.reason as MovementReason,
    note: row.note ?? undefined,
    unitCostMinor: row.unit_cost_minor ?? undefined,
    valueMinor: row.value_minor,
    causeKind: row.cause_kind,
    causeId: row.cause_id,
    actor: row.actor,
    at: row.at,
  };
}
