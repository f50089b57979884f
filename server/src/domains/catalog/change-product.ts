/** Changes a product's own fields. Prices and codes of a product with options are changed at its variants. */
import type { CategoryId, ProductId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { findCategory } from './category.store.ts';
import { orDuplicate } from './or-duplicate.ts';
import { lockProduct, type ProductFields, type StoredProduct, updateProduct } from './product.store.ts';
import type { ProductDetail } from './product.ts';
import { refreshDerived } from './refresh-derived.ts';
import { bumpVersion } from './shop.store.ts';
import { showProduct } from './show-product.ts';
import { type StoredVariant, updateVariant, variantsOf } from './variant.store.ts';

/** Absent: stays. `null`: emptied. */
export interface ProductChange {
  readonly name?: string;
  readonly description?: string;
  readonly categoryId?: CategoryId;
  readonly externalId?: string | null;
  readonly isPriority?: boolean;
  readonly state?: 'draft' | 'published';
  readonly weightGrams?: number | null;
  readonly barcode?: string | null;
  readonly hsnCode?: string | null;
  readonly taxRateBp?: number | null;
  readonly supplierId?: string | null;
  readonly price?: Money;
  readonly sku?: string | null;
  /** For untracked variants. */
  readonly inStock?: boolean;
}

/** Refuses `product.not_found`, `category.not_found`, `product.duplicate`, `request.invalid`. */
export async function changeProduct(deps: CatalogDeps, tx: Tx, id: ProductId, change: ProductChange): Promise<Result<ProductDetail>> {
  const shop = await bumpVersion(tx);
  const product = await lockProduct(tx, id);
  if (!product) return refuse('product.not_found');
  if (change.categoryId !== undefined && !(await findCategory(tx, change.categoryId))) return refuse('category.not_found');
  if (change.price && (change.price.currency !== shop.currency || change.price.minor < 0n))
    return refuse('request.invalid', { details: [{ field: 'price', message: `Not negative, and in ${shop.currency}.` }] });
  const variants = await variantsOf(tx, id);
  if (product.optionNames.length > 0)
    for (const field of ['price', 'sku'] as const)
      if (change[field] !== undefined)
        return refuse('request.invalid', { details: [{ field, message: 'This product has options: change it at its variants.' }] });

  const written = await orDuplicate(tx, async () => {
    await updateProduct(tx, id, merge(product, change), deps.clock.now());
    for (const variant of variants) {
      const next = mergeVariant(variant, change);
      if (next !== variant) await updateVariant(tx, next);
    }
    await refreshDerived(deps, tx, id);
    return ok(undefined);
  });
  return written.ok ? showProduct(deps, tx, { id }) : written;
}

function merge(product: StoredProduct, change: ProductChange): ProductFields {
  return {
    name: change.name ?? product.name,
    description: change.description ?? product.description,
    categoryId: change.categoryId ?? product.categoryId,
    externalId: merged(change.externalId, product.externalId),
    isPriority: change.isPriority ?? product.isPriority,
    state: change.state ?? product.state,
    weightGrams: merged(change.weightGrams, product.weightGrams),
    barcode: merged(change.barcode, product.barcode),
    hsnCode: merged(change.hsnCode, product.hsnCode),
    taxRateBp: merged(change.taxRateBp, product.taxRateBp),
    supplierId: merged(change.supplierId, product.supplierId),
  };
}

function mergeVariant(variant: StoredVariant, change: ProductChange): StoredVariant {
  if (change.price === undefined && change.sku === undefined && change.inStock === undefined && change.weightGrams === undefined)
    return variant;
  return {
    ...variant,
    priceMinor: change.price?.minor ?? variant.priceMinor,
    sku: merged(change.sku, variant.sku),
    inStock: change.inStock ?? variant.inStock,
    // Only the single variant weighs what its product weighs.
    weightGrams: variant.optionValues.length === 0 ? merged(change.weightGrams, variant.weightGrams) : variant.weightGrams,
  };
}

export function merged<T>(change: T | null | undefined, before: T | undefined): T | undefined {
  return change === undefined ? before : (change ?? undefined);
}
