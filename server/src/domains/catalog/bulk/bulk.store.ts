/** All SQL of actions on many products at once, and of product_bulk_changes, which knows what was. One statement an action, however many rows. */
import type { CategoryId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { SearchTerms } from '../search-text.ts';

export type BulkFilter = {
  readonly categoryId?: CategoryId;
  readonly terms?: SearchTerms;
  readonly state?: 'draft' | 'published';
  readonly isPriority?: boolean;
};

/** Living products, locked; `most` + 1 when there are more. */
export async function lockMatching(tx: Tx, by: { readonly ids: readonly string[] } | BulkFilter, most: number): Promise<ProductId[]> {
  const { rows } = await sql<{ id: ProductId }>`
    select p.id from products p where p.merchant_id = ${tx.merchantId} and p.state in ('draft','published') and ${sql.join(conditions(tx, by), sql` and `)}
    order by p.id limit ${most + 1} for update`.execute(tx.db);
  return rows.map((row) => row.id);
}

function conditions(tx: Tx, by: { readonly ids: readonly string[] } | BulkFilter): RawBuilder<unknown>[] {
  if ('ids' in by) return [sql`p.id = any(${by.ids}::uuid[])`];
  const found = [sql`true`];
  if (by.categoryId !== undefined)
    found.push(
      sql`p.category_id in (select id from categories where merchant_id = ${tx.merchantId} and (id = ${by.categoryId} or parent_id = ${by.categoryId}))`,
    );
  if (by.state !== undefined) found.push(sql`p.state = ${by.state}`);
  if (by.isPriority !== undefined) found.push(sql`p.is_priority = ${by.isPriority}`);
  if (by.terms) found.push(sql`p.id in (select id from search_products(${by.terms.patterns}::text[], ${by.terms.phrasePattern}))`);
  return found;
}

/** One product, or one variant where prices change: what was, and what was made of it. */
export interface Change {
  readonly id: string;
  readonly was: string;
  readonly now: string;
}

type Column = 'state' | 'is_priority' | 'category_id';
const TYPES: Readonly<Record<Column, string>> = { state: 'text', is_priority: 'boolean', category_id: 'uuid' };

/** Sets the column where it differs. */
export async function setColumn(tx: Tx, column: Column, ids: readonly ProductId[], to: string, at: Date): Promise<Change[]> {
  const name = sql.ref(column);
  const type = sql.raw(TYPES[column]);
  const { rows } = await sql<Change>`
    with before as (
      select id, ${name}::text as was from products where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[]) and ${name} is distinct from ${to}::${type}
    )
    update products p set ${name} = ${to}::${type}, updated_at = ${at} from before b
    where p.merchant_id = ${tx.merchantId} and p.id = b.id returning p.id, b.was, ${to}::text as now`.execute(tx.db);
  return rows;
}

/** Puts back what was, where it still is as it was left; answers whose. */
export async function restoreColumn(tx: Tx, column: Column, changes: readonly Change[], at: Date): Promise<ProductId[]> {
  const name = sql.ref(column);
  const type = sql.raw(TYPES[column]);
  const { rows } = await sql<{ id: ProductId }>`
    update products p set ${name} = c.was::${type}, updated_at = ${at}
    from json_to_recordset(${JSON.stringify(changes)}::json) as c (id uuid, was text, now text)
    where p.merchant_id = ${tx.merchantId} and p.id = c.id and p.${name} = c.now::${type} returning p.id`.execute(tx.db);
  return rows.map((row) => row.id);
}

export async function archiveVariantsOf(tx: Tx, ids: readonly ProductId[], at: Date): Promise<void> {
  await sql`
    update variants set archived_at = ${at} where merchant_id = ${tx.merchantId} and product_id = any(${ids}::uuid[]) and archived_at is null`.execute(
    tx.db,
  );
}

/** Those that were put away together with their product. */
export async function reviveVariantsOf(tx: Tx, ids: readonly ProductId[], archivedAt: Date): Promise<void> {
  await sql`
    update variants set archived_at = null where merchant_id = ${tx.merchantId} and product_id = any(${ids}::uuid[]) and archived_at = ${archivedAt}`.execute(
    tx.db,
  );
}

export interface PriceChange extends Change {
  readonly product_id: ProductId;
}

/** @param factor ten-thousandths of the price: 11,000 adds a tenth. Half up to the smallest unit. */
export async function multiplyPrices(tx: Tx, ids: readonly ProductId[], factor: number): Promise<PriceChange[]> {
  const { rows } = await sql<PriceChange>`
    with before as (
      select id, product_id, price_minor as was, (price_minor * ${factor}::bigint + 5000) / 10000 as now from variants
      where merchant_id = ${tx.merchantId} and product_id = any(${ids}::uuid[]) and archived_at is null
    )
    update variants v set price_minor = b.now from before b
    where v.merchant_id = ${tx.merchantId} and v.id = b.id and b.now <> b.was returning v.id, v.product_id, b.was::text, b.now::text`.execute(
    tx.db,
  );
  return rows;
}

/** Puts back the prices that still are as they were left; answers which variants. */
export async function restorePrices(
  tx: Tx,
  changes: readonly Change[],
): Promise<{ readonly id: VariantId; readonly product_id: ProductId }[]> {
  const { rows } = await sql<{ id: VariantId; product_id: ProductId }>`
    update variants v set price_minor = c.was
    from json_to_recordset(${JSON.stringify(changes)}::json) as c (id uuid, was bigint, now bigint)
    where v.merchant_id = ${tx.merchantId} and v.id = c.id and v.price_minor = c.now and v.archived_at is null returning v.id, v.product_id`.execute(
    tx.db,
  );
  return rows;
}

/** What lists show follows the variants. */
export async function followPrices(tx: Tx, ids: readonly ProductId[], at: Date): Promise<void> {
  await sql`
    update products p set price_minor = v.lowest, updated_at = ${at}
    from (select product_id, min(price_minor) as lowest from variants
      where merchant_id = ${tx.merchantId} and product_id = any(${ids}::uuid[]) and archived_at is null group by product_id) v
    where p.merchant_id = ${tx.merchantId} and p.id = v.product_id`.execute(tx.db);
}

export interface BulkChange {
  readonly id: string;
  readonly action: string;
  readonly changes: readonly Change[];
  readonly actor: string;
  readonly at: Date;
}

export async function insertBulkChange(tx: Tx, change: BulkChange): Promise<void> {
  await tx.db
    .insertInto('product_bulk_changes')
    .values({ ...change, merchant_id: tx.merchantId, changes: JSON.stringify(change.changes) })
    .execute();
}

/** Takes the change for undoing, once; undefined when there is none, or it was undone. */
export async function takeBulkChange(tx: Tx, id: string, at: Date): Promise<Omit<BulkChange, 'actor'> | undefined> {
  const row = await tx.db
    .updateTable('product_bulk_changes')
    .set({ undone_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .returning(['id', 'action', 'changes', 'at'])
    .executeTakeFirst();
  // Written by insertBulkChange alone.
  return row && { id: row.id, action: row.action, changes: row.changes as readonly Change[], at: row.at };
}
