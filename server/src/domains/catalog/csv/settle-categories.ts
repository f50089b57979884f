/** Finds the categories that a batch names, whatever their case, and makes those there are not. */
import { type CategoryId, newId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { DraftCategory } from './draft.ts';
import { livingCategories } from './known.store.ts';
import { insertCategories, type NewCategory } from './write.store.ts';

export type CategoryFinder = (category: DraftCategory) => CategoryId;

/** The writers of the merchant must stand in a row, so that nobody makes the same one. */
export async function settleCategories(tx: Tx, wanted: readonly DraftCategory[], at: Date): Promise<CategoryFinder> {
  if (wanted.length === 0)
    return () => {
      throw new Error('no category was wanted');
    };
  const ids = new Map((await livingCategories(tx)).map((each) => [keyOf(each.name, each.parentId), each.id]));
  const made: NewCategory[] = [];
  const idOf = (name: string, parentId: CategoryId | undefined): CategoryId => {
    const key = keyOf(name, parentId);
    const known = ids.get(key);
    if (known) return known;
    const id = newId<CategoryId>();
    ids.set(key, id);
    made.push({ id, parentId, name });
    return id;
  };
  const find: CategoryFinder = ({ name, subcategory }) => {
    const top = idOf(name, undefined);
    return subcategory ? idOf(subcategory, top) : top;
  };
  for (const category of wanted) find(category);
  await insertCategories(tx, made, at);
  return find;
}

function keyOf(name: string, parentId: CategoryId | undefined): string {
  return `${parentId ?? ''} ${name.toLowerCase()}`;
}
