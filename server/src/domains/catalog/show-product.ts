/** One product whole: its variants with what is free of them, and its pictures. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { imagesOf } from './image.store.ts';
import { findProduct, type ProductRow } from './product.store.ts';
import type { ProductDetail } from './product.ts';
import { productHead, stockOf } from './product-head.store.ts';
import { type StoredVariant, variantsOf } from './variant.store.ts';
import { optionLabel } from './variant-plan.ts';

/** Refuses `product.not_found`, for archived ones too. */
export async function showProduct(
  deps: CatalogDeps,
  tx: Tx,
  by: { readonly id: ProductId } | { readonly slug: string },
): Promise<Result<ProductDetail>> {
  const row = await findProduct(tx, by);
  if (!row) return refuse('product.not_found');
  const variants = await variantsOf(tx, row.id);
  const images = await imagesOf(tx, row.id);
  const tracked = variants.filter((each) => each.isTracked).map((each) => each.id);
  const available = await deps.stock.available(tx, tracked);
  return ok({
    ...productHead(row),
    ...stockOf(
      variants.map((each) => ({ ...each, variantId: each.id })),
      available,
    ),
    optionNames: row.option_names,
    variants: variants.map((variant) => ({
      ...forSale(row, variant),
      optionValues: variant.optionValues,
      available: variant.isTracked ? (available.get(variant.id) ?? 0) : undefined,
    })),
    images,
    ...(row.weight_grams !== null && { weightGrams: row.weight_grams }),
    ...(row.barcode !== null && { barcode: row.barcode }),
    ...(row.hsn_code !== null && { hsnCode: row.hsn_code }),
    ...(row.tax_rate_bp !== null && { taxRateBp: row.tax_rate_bp }),
  });
}

function forSale(row: ProductRow, variant: StoredVariant) {
  const weightGrams = variant.weightGrams ?? row.weight_grams ?? undefined;
  return {
    variantId: variant.id,
    productId: row.id,
    productName: row.name,
    optionLabel: optionLabel(variant.optionValues),
    ...(variant.sku !== undefined && { sku: variant.sku }),
    price: { minor: variant.priceMinor, currency: row.currency },
    ...(weightGrams !== undefined && { weightGrams }),
    isTracked: variant.isTracked,
    inStock: variant.inStock,
    isForSale: row.state === 'published',
    ...(row.image_blob !== null && { imageBlob: row.image_blob }),
  };
}
