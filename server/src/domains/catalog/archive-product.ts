/** Takes a product off sale for good. Orders and movements keep pointing at it; its codes are free again. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { lockProduct, updateProduct } from './product.store.ts';
import { bumpVersion } from './shop.store.ts';
import { archiveVariants } from './variant.store.ts';

/** Refuses `product.not_found`. */
export async function archiveProduct(deps: CatalogDeps, tx: Tx, id: ProductId): Promise<Result<{ readonly id: ProductId }>> {
  await bumpVersion(tx);
  const product = await lockProduct(tx, id);
  if (!product) return refuse('product.not_found');
  const at = deps.clock.now();
  await archiveVariants(tx, id, at);
  await updateProduct(tx, id, { ...product, state: 'archived' }, at);
  return ok({ id });
}
