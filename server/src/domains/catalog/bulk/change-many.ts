/** One action on many products in one transaction, and its undoing: which puts back only what nobody has touched since. */
import type { BulkBody, bulkActions } from '@parley/contract/api/product-csv.ts';
import { type CategoryId, newId, type ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { findCategory } from '../category.store.ts';
import { orDuplicate } from '../or-duplicate.ts';
import { searchTerms } from '../search-text.ts';
import { bumpVersion } from '../shop.store.ts';
import {
  archiveVariantsOf,
  type Change,
  followPrices,
  insertBulkChange,
  lockMatching,
  multiplyPrices,
  restoreColumn,
  restorePrices,
  reviveVariantsOf,
  setColumn,
  takeBulkChange,
} from './bulk.store.ts';

const MOST_PRODUCTS = 20_000;

type Action = (typeof bulkActions)[number];
interface Deps {
  readonly clock: Clock;
}

export interface ManyChanged {
  readonly matched: number;
  readonly changed: number;
  /** Undefined when nothing changed. */
  readonly undoToken: string | undefined;
}

/** Refuses `category.not_found`, `request.invalid` for more products than one transaction should hold. */
export async function changeMany(deps: Deps, tx: Tx, body: BulkBody, actor: string): Promise<Result<ManyChanged>> {
  if (body.category_id !== undefined && !(await findCategory(tx, body.category_id as CategoryId))) return refuse('category.not_found');
  const ids = await matching(tx, body);
  if (ids.length > MOST_PRODUCTS)
    return refuse('request.invalid', {
      details: [{ field: 'filter', message: `At most ${MOST_PRODUCTS.toLocaleString('en')} products at once.` }],
    });
  const at = deps.clock.now();
  const { changes, products } = await act(tx, body, ids, at);
  if (changes.length === 0) return ok({ matched: ids.length, changed: 0, undoToken: undefined });
  await bumpVersion(tx);
  const id = newId<string>();
  await insertBulkChange(tx, { id, action: body.action, changes, actor, at });
  return ok({ matched: ids.length, changed: products, undoToken: id });
}

async function matching(tx: Tx, { ids, filter = {} }: BulkBody): Promise<ProductId[]> {
  if (ids) return lockMatching(tx, { ids }, MOST_PRODUCTS);
  const terms = filter.search === undefined ? undefined : searchTerms(filter.search);
  return lockMatching(
    tx,
    {
      ...(filter.category_id !== undefined && { categoryId: filter.category_id as CategoryId }),
      ...(filter.state !== undefined && { state: filter.state }),
      ...(filter.is_priority !== undefined && { isPriority: filter.is_priority }),
      ...(terms && { terms }),
    },
    MOST_PRODUCTS,
  );
}

async function act(
  tx: Tx,
  body: BulkBody,
  ids: readonly ProductId[],
  at: Date,
): Promise<{ readonly changes: readonly Change[]; readonly products: number }> {
  if (body.action === 'change_price_by_percent') {
    const changes = await multiplyPrices(tx, ids, 10_000 + Math.round((body.percent ?? 0) * 100));
    const products = [...new Set(changes.map((each) => each.product_id))];
    await followPrices(tx, products, at);
    return { changes: changes.map(({ id, was, now }) => ({ id, was, now })), products: products.length };
  }
  const { column, to } = columnOf(body);
  const changes = await setColumn(tx, column, ids, to, at);
  if (body.action === 'archive')
    await archiveVariantsOf(
      tx,
      changes.map((each) => each.id as ProductId),
      at,
    );
  return { changes, products: changes.length };
}

const COLUMNS = {
  publish: { column: 'state', to: 'published' },
  unpublish: { column: 'state', to: 'draft' },
  archive: { column: 'state', to: 'archived' },
  set_priority: { column: 'is_priority', to: 'true' },
  unset_priority: { column: 'is_priority', to: 'false' },
  set_category: { column: 'category_id', to: '' },
} as const satisfies Record<Exclude<Action, 'change_price_by_percent'>, unknown>;

function columnOf({ action, category_id: categoryId = '' }: BulkBody) {
  if (action === 'change_price_by_percent') throw new Error('prices are no column of products');
  const { column, to } = COLUMNS[action];
  return { column, to: action === 'set_category' ? categoryId : to };
}

export interface ManyRestored {
  readonly action: string;
  readonly restored: number;
  /** Changed by somebody since. */
  readonly kept: number;
}

/** Refuses `request.not_found` for what was undone before, `product.duplicate` where an archived product's code is another's by now. */
export async function undoMany(deps: Deps, tx: Tx, token: string): Promise<Result<ManyRestored>> {
  const at = deps.clock.now();
  await bumpVersion(tx);
  const change = await takeBulkChange(tx, token, at);
  if (!change) return refuse('request.not_found');
  const action = change.action as Action;
  if (action === 'change_price_by_percent') {
    const restored = await restorePrices(tx, change.changes);
    const products = [...new Set(restored.map((each) => each.product_id))];
    await followPrices(tx, products, at);
    return ok({ action, restored: products.length, kept: change.changes.length - restored.length });
  }
  return orDuplicate(tx, async () => {
    const ids = await restoreColumn(tx, COLUMNS[action].column, change.changes, at);
    if (action === 'archive') await reviveVariantsOf(tx, ids, change.at);
    return ok({ action, restored: ids.length, kept: change.changes.length - ids.length });
  });
}
