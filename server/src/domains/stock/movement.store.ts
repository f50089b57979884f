/** SQL of movements: the ledger is only ever added to, at the end of its chain. One cause moves a variant at a place once. */
import type { LocationId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StockMovementsTable } from '../../foundation/db/tables.gen.ts';
import type { ChainedMovement } from './movement-chain.ts';
import { type Age, agesFrom, type StoredAge } from './stock-layer.ts';

export type MovementReason =
  | 'opening'
  | 'adjustment'
  | 'sale'
  | 'sale_cancelled'
  | 'return'
  | 'purchase'
  | 'purchase_return'
  | 'purchase_correction'
  | 'write_off'
  | 'count'
  | 'transfer';

export interface Movement {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  /** Signed; 0 only where value moves without units. */
  readonly quantity: number;
  readonly reason: MovementReason;
  readonly note?: string | undefined;
  readonly unitCostMinor?: bigint | undefined;
  /** Signed like the quantity. */
  readonly valueMinor: bigint;
  readonly causeKind: string;
  readonly causeId: string;
  /** The order whose units these are, for sales and what comes back of them. */
  readonly orderId?: string | undefined;
  readonly actor: string;
}

export interface StoredMovement extends Movement {
  readonly id: string;
  /** Place in the chain; undefined for movements from before there was one. */
  readonly number: bigint | undefined;
  readonly ages: readonly Age[];
  readonly at: Date;
}

/** A movement with its place in the chain. */
export interface ChainedRow extends ChainedMovement {
  readonly hash: Buffer;
}

/** Adds the movements and moves the end of the chain behind them; the head must be locked. */
export async function insertMovements(tx: Tx, rows: readonly ChainedRow[]): Promise<void> {
  const last = rows.at(-1);
  if (!last) return;
  const texts = (pick: (row: ChainedRow) => string | null) => rows.map(pick);
  await sql`
    with head as (
      update movement_heads set last_number = ${last.number}::bigint, last_hash = ${last.hash}::bytea where merchant_id = ${tx.merchantId}::uuid
    )
    insert into stock_movements (merchant_id, id, variant_id, location_id, quantity, reason, note, unit_cost_minor, value_minor,
      cause_kind, cause_id, order_id, ages, actor, at, number, hash)
    select ${tx.merchantId}::uuid, g.id, g.variant_id, g.location_id, g.quantity, g.reason, g.note, g.unit_cost, g.value,
      g.cause_kind, g.cause_id, g.order_id, g.ages::jsonb, g.actor, ${last.at}::timestamptz, g.number, decode(g.hash, 'hex')
    from unnest(${texts((row) => row.id)}::uuid[], ${texts((row) => row.variantId)}::uuid[], ${texts((row) => row.locationId)}::uuid[],
      ${rows.map((row) => row.quantity)}::int[], ${texts((row) => row.reason)}::text[], ${texts((row) => row.note)}::text[],
      ${rows.map((row) => row.unitCostMinor)}::bigint[], ${rows.map((row) => row.valueMinor)}::bigint[],
      ${texts((row) => row.causeKind)}::text[], ${texts((row) => row.causeId)}::text[], ${texts((row) => row.orderId)}::uuid[],
      ${texts((row) => JSON.stringify(row.ages))}::text[], ${texts((row) => row.actor)}::text[], ${rows.map((row) => row.number)}::bigint[],
      ${texts((row) => row.hash.toString('hex'))}::text[])
      as g (id, variant_id, location_id, quantity, reason, note, unit_cost, value, cause_kind, cause_id, order_id, ages, actor, number, hash)`.execute(
    tx.db,
  );
}

/** In the order they happened. */
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

/** All that moved for an order, in the order it happened; sales from before orders were noted are found by their cause. */
export async function movementsOfOrder(tx: Tx, orderId: string): Promise<StoredMovement[]> {
  const rows = await tx.db
    .selectFrom('stock_movements')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where((where) =>
      where.or([where('order_id', '=', orderId), where.and([where('cause_kind', '=', 'order'), where('cause_id', '=', orderId)])]),
    )
    .orderBy('id')
    .execute();
  return rows.map(movementOf);
}

/** Newest first; `before` is the id of the last one seen. */
export async function pageOfMovements(
  tx: Tx,
  query: { readonly variantId?: VariantId; readonly productId?: ProductId; readonly before?: string; readonly limit: number },
): Promise<{ readonly items: readonly StoredMovement[]; readonly nextCursor: string | undefined }> {
  let select = tx.db.selectFrom('stock_movements').selectAll().where('merchant_id', '=', tx.merchantId);
  if (query.variantId !== undefined) select = select.where('variant_id', '=', query.variantId);
  const { productId } = query;
  if (productId !== undefined)
    select = select.where('variant_id', 'in', (from) =>
      from.selectFrom('variants').select('id').where('merchant_id', '=', tx.merchantId).where('product_id', '=', productId),
    );
  if (query.before !== undefined) select = select.where('id', '<', query.before);
  const rows = await select
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(movementOf);
  return { items, nextCursor: rows.length > query.limit ? items.at(-1)?.id : undefined };
}

type MovementRow = Selectable<StockMovementsTable>;

export function movementOf(row: MovementRow): StoredMovement {
  return {
    id: row.id,
    number: row.number ?? undefined,
    variantId: row.variant_id as VariantId,
    locationId: row.location_id as LocationId,
    quantity: row.quantity,
    reason: row.reason as MovementReason,
    note: row.note ?? undefined,
    unitCostMinor: row.unit_cost_minor ?? undefined,
    valueMinor: row.value_minor,
    causeKind: row.cause_kind,
    causeId: row.cause_id,
    orderId: row.order_id ?? undefined,
    // Written by insertMovements alone.
    ages: agesFrom(row.ages as readonly StoredAge[]),
    actor: row.actor,
    at: row.at,
  };
}
