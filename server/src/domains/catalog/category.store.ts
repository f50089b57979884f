/** All SQL of categories. Names are unique within their level, whatever the case; the index says so. */
import type { CategoryId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { CategoryRow } from './category.ts';

export interface StoredCategory {
  readonly id: CategoryId;
  readonly parentId: CategoryId | undefined;
  readonly name: string;
  readonly position: number;
}

/** Parents and children alike, in the order they are shown. */
export async function listCategories(tx: Tx): Promise<CategoryRow[]> {
  const { rows } = await sql<{ id: CategoryId; parent_id: CategoryId | null; name: string; own: number }>`
    select c.id, c.parent_id, c.name, coalesce(p.own, 0)::int as own
    from categories c
    left join (select category_id, count(*) as own from products where merchant_id = ${tx.merchantId} and state = 'published' group by category_id) p
      on p.category_id = c.id
    where c.merchant_id = ${tx.merchantId} and c.archived_at is null
    order by c.position, lower(c.name), c.id`.execute(tx.db);
  return rows.map((row) => ({ id: row.id, parentId: row.parent_id ?? undefined, name: row.name, ownProducts: row.own }));
}

export async function findCategory(tx: Tx, id: CategoryId): Promise<StoredCategory | undefined> {
  const row = await tx.db
    .selectFrom('categories')
    .select(['id', 'parent_id', 'name', 'position'])
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  return { id: row.id as CategoryId, parentId: (row.parent_id as CategoryId | null) ?? undefined, name: row.name, position: row.position };
}

export async function findCategoryByName(tx: Tx, name: string, parentId: CategoryId | undefined): Promise<CategoryId | undefined> {
  const row = await tx.db
    .selectFrom('categories')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('parent_id', parentId === undefined ? 'is' : '=', parentId ?? null)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return row?.id as CategoryId | undefined;
}

export async function insertCategory(tx: Tx, category: StoredCategory, at: Date): Promise<void> {
  await tx.db
    .insertInto('categories')
    .values({
      merchant_id: tx.merchantId,
      id: category.id,
      parent_id: category.parentId ?? null,
      name: category.name,
      position: category.position,
      created_at: at,
    })
    .execute();
}

export async function updateCategory(tx: Tx, category: StoredCategory): Promise<void> {
  await tx.db
    .updateTable('categories')
    .set({ parent_id: category.parentId ?? null, name: category.name, position: category.position })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', category.id)
    .execute();
}

export async function archiveCategory(tx: Tx, id: CategoryId, at: Date): Promise<void> {
  await tx.db.updateTable('categories').set({ archived_at: at }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** What keeps a category from being deleted or moved below another. */
export async function countInCategory(tx: Tx, id: CategoryId): Promise<{ readonly products: number; readonly children: number }> {
  const { rows } = await sql<{ products: number; children: number }>`
    select (select count(*)::int from products where merchant_id = ${tx.merchantId} and category_id = ${id} and state <> 'archived') as products,
      (select count(*)::int from categories where merchant_id = ${tx.merchantId} and parent_id = ${id} and archived_at is null) as children`.execute(
    tx.db,
  );
  return rows[0] ?? { products: 0, children: 0 };
}

/** The order of those named, among their kind; unknown ones are passed over. */
export async function positionCategories(tx: Tx, ids: readonly CategoryId[]): Promise<void> {
  await sql`update categories c set position = g.position from unnest(${[...ids]}::uuid[]) with ordinality as g (id, position)
    where c.merchant_id = ${tx.merchantId} and c.id = g.id and c.archived_at is null`.execute(tx.db);
}
