/** Brings what follows from a product's words and variants up to date: its search text and its lowest price. */
import type { ProductId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { lockProduct, updateDerived } from './product.store.ts';
import { searchTextOf } from './search-text.ts';
import { variantsOf } from './variant.store.ts';
import { lowestPrice } from './variant-plan.ts';

/** Within the transaction of the change that made it necessary. */
export async function refreshDerived(deps: Pick<CatalogDeps, 'clock'>, tx: Tx, id: ProductId): Promise<void> {
  const product = await lockProduct(tx, id);
  if (!product) return;
  const variants = await variantsOf(tx, id);
  const codes = [product.externalId, product.barcode, ...variants.map((each) => each.sku)].filter((code) => code !== undefined);
  const searchText = searchTextOf({ name: product.name, description: product.description, codes });
  await updateDerived(tx, id, { searchText, priceMinor: lowestPrice(variants.map((each) => each.priceMinor)) }, deps.clock.now());
}
