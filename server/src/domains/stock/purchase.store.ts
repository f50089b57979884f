/** All SQL of purchases, their lines, their changes and the counter of their numbers. */
import type { LocationId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Purchase, PurchaseLine } from './purchase.ts';

/** 1, 2, 3 …; locks the counter, so call it before any level is locked. */
export async function nextPurchaseCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into purchase_numbers as n (merchant_id, last) values (${tx.merchantId}, 1)
    on conflict (merchant_id) do update set last = n.last + 1 returning last`.execute(tx.db);
  const [row] = rows;
  if (!row) throw new Error('a counter answered nothing');
  return row.last;
}

export async function insertPurchase(tx: Tx, purchase: Purchase): Promise<void> {
  const { lines } = purchase;
  await tx.db
    .insertInto('purchases')
    .values({
      merchant_id: tx.merchantId,
      id: purchase.id,
      number: purchase.number,
      supplier: purchase.supplier,
      reference: purchase.reference ?? null,
      location_id: purchase.locationId,
      currency: purchase.currency,
      total_minor: purchase.totalMinor,
      tax_minor: purchase.taxMinor,
      received_on: purchase.receivedOn,
      note: purchase.note ?? null,
      actor: purchase.actor,
      created_at: purchase.createdAt,
    })
    .execute();
  await sql`
    insert into purchase_lines (merchant_id, purchase_id, position, variant_id, quantity, unit_cost_minor, billed_unit_cost_minor, lot)
    select ${tx.merchantId}::uuid, ${purchase.id}::uuid, g.* from unnest(${lines.map((line) => line.position)}::smallint[],
      ${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.unitCostMinor)}::bigint[],
      ${lines.map((line) => line.billedUnitCostMinor)}::bigint[], ${lines.map((line) => line.lot ?? null)}::text[]) as g`.execute(tx.db);
}

interface HeadRow {
  readonly id: string;
  readonly number: string;
  readonly supplier: string;
  readonly reference: string | null;
  readonly location_id: LocationId;
  readonly currency: string;
  readonly total_minor: bigint;
  readonly tax_minor: bigint;
  readonly received_on: string;
  readonly note: string | null;
  readonly actor: string;
  readonly created_at: Date;
}

/** Locked until the transaction ends: before its levels, as everywhere. */
export async function lockPurchase(tx: Tx, id: string): Promise<Purchase | undefined> {
  const { rows } = await sql<HeadRow>`select * from purchases where merchant_id = ${tx.merchantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return (await withLines(tx, rows))[0];
}

export async function findPurchase(tx: Tx, id: string): Promise<Purchase | undefined> {
  const { rows } = await sql<HeadRow>`select * from purchases where merchant_id = ${tx.merchantId} and id = ${id}`.execute(tx.db);
  return (await withLines(tx, rows))[0];
}

/** Newest first. */
export async function pageOfPurchases(
  tx: Tx,
  query: { readonly supplier?: string; readonly search?: string; readonly page: number; readonly limit: number },
): Promise<{ readonly items: readonly Purchase[]; readonly total: number }> {
  const like = `%${(query.search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const match = sql`(${query.supplier ?? null}::text is null or lower(supplier) = lower(${query.supplier ?? null}::text))
    and (${query.search ?? ''} = '' or number ilike ${like} or supplier ilike ${like} or reference ilike ${like})`;
  const { rows } = await sql<HeadRow>`select * from purchases where merchant_id = ${tx.merchantId} and ${match}
    order by id desc limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx.db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from purchases where merchant_id = ${tx.merchantId} and ${match}`.execute(tx.db);
  return { items: await withLines(tx, rows), total: counted.rows[0]?.total ?? 0 };
}

async function withLines(tx: Tx, heads: readonly HeadRow[]): Promise<Purchase[]> {
  if (heads.length === 0) return [];
  const rows = await tx.db
    .selectFrom('purchase_lines')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where(
      'purchase_id',
      'in',
      heads.map((head) => head.id),
    )
    .orderBy('position')
    .execute();
  const byPurchase = Map.groupBy(rows, (row) => row.purchase_id);
  return heads.map((head) => ({
    id: head.id,
    number: head.number,
    supplier: head.supplier,
    reference: head.reference ?? undefined,
    locationId: head.location_id,
    currency: head.currency,
    totalMinor: head.total_minor,
    taxMinor: head.tax_minor,
    receivedOn: head.received_on,
    note: head.note ?? undefined,
    actor: head.actor,
    createdAt: head.created_at,
    lines: (byPurchase.get(head.id) ?? []).map(
      (row): PurchaseLine => ({
        position: row.position,
        variantId: row.variant_id as VariantId,
        quantity: row.quantity,
        unitCostMinor: row.unit_cost_minor,
        billedUnitCostMinor: row.billed_unit_cost_minor,
        returnedQuantity: row.returned_quantity,
        lot: row.lot ?? undefined,
      }),
    ),
  }));
}

/** What happened to a purchase after it was received. */
export interface PurchaseChange {
  readonly id: string;
  readonly purchaseId: string;
  readonly kind: 'return' | 'correction';
  readonly lines: readonly ChangedLine[];
  /** Signed as the supplier's claim: what it gives back is positive on a return, new − old on a correction. */
  readonly taxMinor: bigint;
  readonly note: string | undefined;
  readonly actor: string;
  readonly at: Date;
}

export interface ChangedLine {
  readonly position: number;
  readonly quantity: number;
  readonly unitCostMinor: bigint;
}

export async function insertPurchaseChange(tx: Tx, change: PurchaseChange): Promise<void> {
  const lines = change.lines.map((line) => [line.position, line.quantity, `${line.unitCostMinor}`] as const);
  await sql`insert into purchase_changes (merchant_id, id, purchase_id, kind, lines, tax_minor, note, actor, at)
    values (${tx.merchantId}, ${change.id}, ${change.purchaseId}, ${change.kind}, ${JSON.stringify(lines)}::jsonb, ${change.taxMinor},
      ${change.note ?? null}, ${change.actor}, ${change.at})`.execute(tx.db);
}

/** In the order they happened. */
export async function purchaseChanges(tx: Tx, purchaseId: string): Promise<PurchaseChange[]> {
  const { rows } = await sql<{
    id: string;
    kind: PurchaseChange['kind'];
    lines: readonly (readonly [number, number, string])[];
    tax_minor: bigint;
    note: string | null;
    actor: string;
    at: Date;
  }>`select id, kind, lines, tax_minor, note, actor, at from purchase_changes
    where merchant_id = ${tx.merchantId} and purchase_id = ${purchaseId} order by id`.execute(tx.db);
  return rows.map((row) => ({
    id: row.id,
    purchaseId,
    kind: row.kind,
    lines: row.lines.map(([position, quantity, cost]) => ({ position, quantity, unitCostMinor: BigInt(cost) })),
    taxMinor: row.tax_minor,
    note: row.note ?? undefined,
    actor: row.actor,
    at: row.at,
  }));
}

export async function addReturned(tx: Tx, purchaseId: string, lines: readonly ChangedLine[]): Promise<void> {
  await sql`update purchase_lines l set returned_quantity = l.returned_quantity + d.quantity
    from (select position, sum(quantity)::int as quantity from unnest(${lines.map((line) => line.position)}::smallint[],
      ${lines.map((line) => line.quantity)}::int[]) as g (position, quantity) group by position) d
    where l.merchant_id = ${tx.merchantId} and l.purchase_id = ${purchaseId} and l.position = d.position`.execute(tx.db);
}

export async function setBilled(
  tx: Tx,
  purchase: Pick<Purchase, 'id' | 'totalMinor' | 'taxMinor'>,
  lines: readonly ChangedLine[],
): Promise<void> {
  await sql`update purchase_lines l set billed_unit_cost_minor = d.cost
    from unnest(${lines.map((line) => line.position)}::smallint[], ${lines.map((line) => line.unitCostMinor)}::bigint[]) as d (position, cost)
    where l.merchant_id = ${tx.merchantId} and l.purchase_id = ${purchase.id} and l.position = d.position`.execute(tx.db);
  await sql`update purchases set total_minor = ${purchase.totalMinor}, tax_minor = ${purchase.taxMinor}
    where merchant_id = ${tx.merchantId} and id = ${purchase.id}`.execute(tx.db);
}

/** Which purchase each change belongs to; ids of anything else are left out. */
export async function purchasesOfChanges(tx: Tx, changeIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (changeIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; purchase_id: string }>`select id, purchase_id from purchase_changes
    where merchant_id = ${tx.merchantId} and id = any(${[...changeIds]}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row.purchase_id]));
}
