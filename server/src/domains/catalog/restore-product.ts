/** Brings an archived product back as a draft, with the variants that were put away together with it. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { orDuplicate } from './or-duplicate.ts';
import { reviveProduct } from './product.store.ts';
import { refreshDerived } from './refresh-derived.ts';
import { bumpVersion } from './shop.store.ts';
import { reviveVariants } from './variant.store.ts';

/** Refuses `product.not_found` unless it is archived, `product.duplicate` when one of its codes is another's by now. */
export async function restoreProduct(deps: Pick<CatalogDeps, 'clock'>, tx: Tx, id: ProductId): Promise<Result<{ readonly id: ProductId }>> {
  await bumpVersion(tx);
  return orDuplicate(tx, async () => {
    if (!(await reviveProduct(tx, id, deps.clock.now()))) return refuse('product.not_found');
    await reviveVariants(tx, id);
    await refreshDerived(deps, tx, id);
    return ok({ id });
  });
}
