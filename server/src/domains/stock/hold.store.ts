/** SQL of holds: what is promised to whom, until when. Call under the locks of the levels concerned. */
import { type LocationId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';

/** What a hold is for: `order` and its id. */
export interface HoldCause {
  readonly kind: string;
  readonly id: string;
}

export interface StoredHold {
  readonly id: string;
  readonly causeKind: string;
  readonly causeId: string;
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly quantity: number;
  readonly state: 'active' | 'released' | 'consumed';
}

interface HoldRow {
  readonly id: string;
  readonly cause_kind: string;
  readonly cause_id: string;
  readonly variant_id: VariantId;
  readonly location_id: LocationId;
  readonly quantity: number;
  readonly state: StoredHold['state'];
}

function holdOf(row: HoldRow): StoredHold {
  return {
    id: row.id,
    causeKind: row.cause_kind,
    causeId: row.cause_id,
    variantId: row.variant_id,
    locationId: row.location_id,
    quantity: row.quantity,
    state: row.state,
  };
}

const COLUMNS = sql`id, cause_kind, cause_id, variant_id, location_id, quantity, state`;

export async function holdsOf(tx: Tx, cause: HoldCause): Promise<StoredHold[]> {
  const { rows } = await sql<HoldRow>`select ${COLUMNS} from stock_holds
    where merchant_id = ${tx.merchantId} and cause_kind = ${cause.kind} and cause_id = ${cause.id} order by variant_id, location_id`.execute(
    tx.db,
  );
  return rows.map(holdOf);
}

/** What a cause has of stock: its holds, and whether it was issued. In one look, since every order asks. */
export async function claimsOf(tx: Tx, cause: HoldCause): Promise<{ readonly isIssued: boolean; readonly holds: readonly StoredHold[] }> {
  const { rows } = await sql<Omit<HoldRow, 'id'> & { readonly id: string | null; readonly issued: boolean }>`
    select i.issued, h.id, h.cause_kind, h.cause_id, h.variant_id, h.location_id, h.quantity, h.state
    from (select exists (select 1 from stock_movements where merchant_id = ${tx.merchantId} and cause_kind = ${cause.kind}
      and cause_id = ${cause.id} and reason = 'sale') as issued) i
      left join stock_holds h on h.merchant_id = ${tx.merchantId} and h.cause_kind = ${cause.kind} and h.cause_id = ${cause.id}::uuid
    order by h.variant_id, h.location_id`.execute(tx.db);
  return { isIssued: rows[0]?.issued ?? false, holds: rows.flatMap((row) => (row.id === null ? [] : [holdOf({ ...row, id: row.id })])) };
}

/** Active ones past their expiry, at most `limit`. */
export async function expiredHolds(tx: Tx, now: Date, limit: number): Promise<StoredHold[]> {
  const { rows } = await sql<HoldRow>`select ${COLUMNS} from stock_holds
    where merchant_id = ${tx.merchantId} and state = 'active' and expires_at <= ${now} order by expires_at limit ${limit}`.execute(tx.db);
  return rows.map(holdOf);
}

/** Which merchants have something to release. */
export async function merchantsWithExpired(tx: PlatformTx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ merchant_id: string }>`
    select distinct merchant_id from stock_holds where state = 'active' and expires_at <= ${now}`.execute(tx.db);
  return rows.map((row) => row.merchant_id);
}

export interface NewHold {
  readonly variantId: VariantId;
  readonly locationId: LocationId;
  readonly quantity: number;
}

/** Promises the units at their levels too. A hold that was let go before is taken up again. */
export async function writeHolds(
  tx: Tx,
  cause: HoldCause,
  holds: readonly NewHold[],
  times: { readonly at: Date; readonly expiresAt: Date },
): Promise<void> {
  if (holds.length === 0) return;
  const held = new Map<string, { readonly hold: NewHold; readonly units: number }>();
  for (const hold of holds) {
    const key = `${hold.variantId} ${hold.locationId}`;
    held.set(key, { hold, units: (held.get(key)?.units ?? 0) + hold.quantity });
  }
  const levels = [...held.values()];
  const rows = holds.map(
    (hold) =>
      sql`(${tx.merchantId}::uuid, ${newId<string>()}::uuid, ${cause.kind}, ${cause.id}::uuid, ${hold.variantId}::uuid, ${hold.locationId}::uuid,
        ${hold.quantity}::int, 'active', ${times.expiresAt}::timestamptz, ${times.at}::timestamptz)`,
  );
  const { rows: changed } = await sql<{ levels: number }>`
    with level as (
      update stock_levels l set held = l.held + d.held
      from unnest(${levels.map((each) => each.hold.variantId)}::uuid[], ${levels.map((each) => each.hold.locationId)}::uuid[],
        ${levels.map((each) => each.units)}::int[]) as d (variant_id, location_id, held)
      where l.merchant_id = ${tx.merchantId}::uuid and l.variant_id = d.variant_id and l.location_id = d.location_id returning 1
    ), hold as (
    insert into stock_holds (merchant_id, id, cause_kind, cause_id, variant_id, location_id, quantity, state, expires_at, created_at)
    values ${sql.join(rows)}
    on conflict (merchant_id, cause_kind, cause_id, variant_id, location_id) do update
      set quantity = excluded.quantity, state = 'active', expires_at = excluded.expires_at, closed_at = null
    ) select count(*)::int as levels from level`.execute(tx.db);
  if (changed[0]?.levels !== levels.length) throw new Error(`promised units of ${changed[0]?.levels} of ${levels.length} stock levels`);
}

export async function moveExpiry(tx: Tx, cause: HoldCause, expiresAt: Date): Promise<void> {
  await sql`update stock_holds set expires_at = ${expiresAt}
    where merchant_id = ${tx.merchantId} and cause_kind = ${cause.kind} and cause_id = ${cause.id} and state = 'active'`.execute(tx.db);
}

/** Closes those that are still active and answers them. `notAfter`: only those that still expire by then. */
export async function closeHolds(
  tx: Tx,
  ids: readonly string[],
  state: 'released' | 'consumed',
  at: Date,
  notAfter?: Date,
): Promise<StoredHold[]> {
  if (ids.length === 0) return [];
  const still = notAfter === undefined ? sql`true` : sql`expires_at <= ${notAfter}`;
  const { rows } = await sql<HoldRow>`update stock_holds set state = ${state}, closed_at = ${at}
    where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[]) and state = 'active' and ${still} returning ${COLUMNS}`.execute(
    tx.db,
  );
  return rows.map(holdOf);
}
