/** Adds, changes and puts away the variants of a product that has options; the product's price and search text follow. */
import { newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { merged } from './change-product.ts';
import { orDuplicate } from './or-duplicate.ts';
import { lockProduct, type StoredProduct } from './product.store.ts';
import { refreshDerived } from './refresh-derived.ts';
import { bumpVersion, type Shop } from './shop.store.ts';
import { archiveVariants, insertVariants, type StoredVariant, updateVariant, variantsOf } from './variant.store.ts';
import { mostVariants } from './variant-plan.ts';

export interface VariantChange {
  readonly optionValues?: readonly string[];
  readonly price?: Money;
  readonly sku?: string | null;
  readonly weightGrams?: number | null;
  readonly inStock?: boolean;
  readonly position?: number;
}

interface Opened {
  readonly product: StoredProduct;
  readonly variants: readonly StoredVariant[];
}

/** Refuses `product.not_found`, `request.invalid`, `product.duplicate`. */
export async function addVariant(
  deps: CatalogDeps,
  tx: Tx,
  productId: ProductId,
  input: VariantChange & { readonly optionValues: readonly string[]; readonly price: Money },
): Promise<Result<VariantId>> {
  const opened = await open(tx, productId, input);
  if (!opened.ok) return opened;
  const { product, variants } = opened.value;
  if (product.optionNames.length === 0) return invalid('options', 'This product has no options, so it has one variant.');
  if (variants.length >= mostVariants) return invalid('options', `At most ${mostVariants} variants.`);
  const variant: StoredVariant = {
    id: newId<VariantId>(),
    productId,
    optionValues: input.optionValues,
    sku: input.sku ?? undefined,
    priceMinor: input.price.minor,
    weightGrams: input.weightGrams ?? product.weightGrams,
    isTracked: false,
    inStock: input.inStock ?? true,
    position: input.position ?? Math.max(0, ...variants.map((each) => each.position + 1)),
  };
  return orDuplicate(tx, async () => {
    await insertVariants(tx, [variant], deps.clock.now());
    await refreshDerived(deps, tx, productId);
    return ok(variant.id);
  });
}

/** Refuses `product.not_found`, `variant.not_found`, `request.invalid`, `product.duplicate`. */
export async function changeVariant(
  deps: CatalogDeps,
  tx: Tx,
  at: { readonly productId: ProductId; readonly variantId: VariantId },
  change: VariantChange,
): Promise<Result<VariantId>> {
  const opened = await open(tx, at.productId, change);
  if (!opened.ok) return opened;
  const before = opened.value.variants.find((each) => each.id === at.variantId);
  if (!before) return refuse('variant.not_found');
  const next: StoredVariant = {
    ...before,
    optionValues: change.optionValues ?? before.optionValues,
    priceMinor: change.price?.minor ?? before.priceMinor,
    sku: merged(change.sku, before.sku),
    weightGrams: merged(change.weightGrams, before.weightGrams),
    inStock: change.inStock ?? before.inStock,
    position: change.position ?? before.position,
  };
  return orDuplicate(tx, async () => {
    await updateVariant(tx, next);
    await refreshDerived(deps, tx, at.productId);
    return ok(next.id);
  });
}

/** Refuses `product.not_found`, `variant.not_found`, and the last one with `request.invalid`. */
export async function archiveVariant(
  deps: CatalogDeps,
  tx: Tx,
  at: { readonly productId: ProductId; readonly variantId: VariantId },
): Promise<Result<VariantId>> {
  const opened = await open(tx, at.productId, {});
  if (!opened.ok) return opened;
  const { variants } = opened.value;
  if (!variants.some((each) => each.id === at.variantId)) return refuse('variant.not_found');
  if (variants.length === 1) return invalid('variant_id', 'A product keeps one variant: delete the product instead.');
  await archiveVariants(tx, at.productId, deps.clock.now(), at.variantId);
  await refreshDerived(deps, tx, at.productId);
  return ok(at.variantId);
}

async function open(tx: Tx, productId: ProductId, change: VariantChange): Promise<Result<Opened>> {
  const shop = await bumpVersion(tx);
  const product = await lockProduct(tx, productId);
  if (!product) return refuse('product.not_found');
  const problem = problemOf(shop, product, change);
  if (problem) return invalid(...problem);
  return ok({ product, variants: await variantsOf(tx, productId) });
}

function problemOf(shop: Shop, product: StoredProduct, change: VariantChange): readonly [string, string] | undefined {
  if (change.price && change.price.currency !== shop.currency) return ['price', `This shop sells in ${shop.currency}.`];
  if (change.price && change.price.minor < 0n) return ['price', 'A price is not negative.'];
  const values = change.optionValues;
  if (values && (values.length !== product.optionNames.length || values.includes('')))
    return ['options', `Needs a value for each of: ${product.optionNames.join(', ') || 'no option'}.`];
  return undefined;
}

function invalid(field: string, message: string) {
  return refuse('request.invalid', { details: [{ field, message }] });
}
