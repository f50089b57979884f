/** Makes, changes and puts away categories. They have two levels, and one that still holds something stays. */
import { type CategoryId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { type Tx, violates } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import {
  archiveCategory,
  countInCategory,
  findCategory,
  findCategoryByName,
  insertCategory,
  positionCategories,
  type StoredCategory,
  updateCategory,
} from './category.store.ts';
import { tidyName } from './category.ts';
import { bumpVersion } from './shop.store.ts';

type Deps = Pick<CatalogDeps, 'clock'>;

/** Refuses `category.not_found` (the parent), `category.too_deep`, `category.name_taken`. */
export async function createCategory(
  deps: Deps,
  tx: Tx,
  input: { readonly name: string; readonly parentId?: CategoryId; readonly position?: number },
): Promise<Result<CategoryId>> {
  await bumpVersion(tx);
  const parent = await checkParent(tx, input.parentId);
  if (!parent.ok) return parent;
  const category = { id: newId<CategoryId>(), parentId: input.parentId, name: tidyName(input.name), position: input.position ?? 0 };
  return orNameTaken(tx, async () => {
    await insertCategory(tx, category, deps.clock.now());
    return ok(category.id);
  });
}

/** `parentId: null` lifts it to the first level. Refuses as `createCategory`, and `category.too_deep` when it has children to take along. */
export async function changeCategory(
  tx: Tx,
  id: CategoryId,
  change: { readonly name?: string; readonly parentId?: CategoryId | null; readonly position?: number },
): Promise<Result<CategoryId>> {
  await bumpVersion(tx);
  const before = await findCategory(tx, id);
  if (!before) return refuse('category.not_found');
  if (change.parentId) {
    const parent = await checkParent(tx, change.parentId);
    if (!parent.ok) return parent;
    if (change.parentId === id || (await countInCategory(tx, id)).children > 0) return refuse('category.too_deep');
  }
  const next: StoredCategory = {
    id,
    parentId: change.parentId === undefined ? before.parentId : (change.parentId ?? undefined),
    name: change.name === undefined ? before.name : tidyName(change.name),
    position: change.position ?? before.position,
  };
  return orNameTaken(tx, async () => {
    await updateCategory(tx, next);
    return ok(id);
  });
}

/** The first one is shown first. */
export async function orderCategories(tx: Tx, ids: readonly CategoryId[]): Promise<void> {
  await bumpVersion(tx);
  await positionCategories(tx, ids);
}

/** Refuses `category.not_found`, `category.not_empty`. */
export async function deleteCategory(deps: Deps, tx: Tx, id: CategoryId): Promise<Result<{ readonly id: CategoryId }>> {
  await bumpVersion(tx);
  if (!(await findCategory(tx, id))) return refuse('category.not_found');
  const held = await countInCategory(tx, id);
  if (held.products > 0 || held.children > 0) return refuse('category.not_empty');
  await archiveCategory(tx, id, deps.clock.now());
  return ok({ id });
}

/** Finds by name, whatever the case, or makes it; with `subcategory` the answer is the second level's. */
export async function categoryByName(
  deps: Deps,
  tx: Tx,
  input: { readonly name: string; readonly subcategory?: string },
): Promise<Result<CategoryId>> {
  const top = await findOrCreate(deps, tx, tidyName(input.name), undefined);
  if (!top.ok || input.subcategory === undefined) return top;
  return findOrCreate(deps, tx, tidyName(input.subcategory), top.value);
}

async function findOrCreate(deps: Deps, tx: Tx, name: string, parentId: CategoryId | undefined): Promise<Result<CategoryId>> {
  const known = await findCategoryByName(tx, name, parentId);
  if (known) return ok(known);
  // Looked up again once the writers stand in a row: somebody may have made it in between.
  await bumpVersion(tx);
  const raced = await findCategoryByName(tx, name, parentId);
  if (raced) return ok(raced);
  return createCategory(deps, tx, { name, ...(parentId && { parentId }) });
}

async function checkParent(tx: Tx, parentId: CategoryId | undefined): Promise<Result<void>> {
  if (parentId === undefined) return ok(undefined);
  const parent = await findCategory(tx, parentId);
  if (!parent) return refuse('category.not_found');
  return parent.parentId === undefined ? ok(undefined) : refuse('category.too_deep');
}

async function orNameTaken<T>(tx: Tx, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await tx.attempt(work);
  } catch (error) {
    if (violates(error, 'categories_name')) return refuse('category.name_taken');
    throw error;
  }
}
