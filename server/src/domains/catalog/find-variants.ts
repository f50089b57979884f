/** Finds what can be put into a cart: by our ids, or by the codes that outside catalogues know it by. */
import { isUuid, type VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { VariantForSale } from './product.ts';
import { variantsByCodes, variantsForSale } from './variant.store.ts';

/** Those that exist, in the order asked for, each once; archived ones are not for sale. */
export async function findVariants(tx: Tx, ids: readonly VariantId[]): Promise<readonly VariantForSale[]> {
  const wanted = [...new Set(ids)];
  const byId = new Map((await variantsForSale(tx, wanted)).map((variant) => [variant.variantId, variant]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}

/** A variant id goes before a sku, a sku before the merchant's product id (which means the product's first variant). */
export async function findByRetailerIds(tx: Tx, retailerIds: readonly string[]): Promise<ReadonlyMap<string, VariantForSale>> {
  const found = new Map<string, VariantForSale>();
  const byCode = await variantsByCodes(tx, [...new Set(retailerIds)]);
  for (const { externalId, variant } of byCode) if (externalId !== undefined && !found.has(externalId)) found.set(externalId, variant);
  for (const { sku, variant } of byCode) if (sku !== undefined) found.set(sku, variant);
  const ids = retailerIds.filter(isUuid) as VariantId[];
  for (const variant of await variantsForSale(tx, ids)) found.set(variant.variantId, variant);
  const asked = new Set(retailerIds);
  return new Map([...found].filter(([code]) => asked.has(code)));
}
