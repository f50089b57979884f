/** Adds a product with its variants; its address (slug) is made from its name. */
import { newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { findCategory } from './category.store.ts';
import { orDuplicate } from './or-duplicate.ts';
import { insertProduct, takenSlugs } from './product.store.ts';
import type { ProductDetail, ProductInput } from './product.ts';
import { freeSlug, searchTextOf, slugOf } from './search-text.ts';
import { bumpVersion } from './shop.store.ts';
import { showProduct } from './show-product.ts';
import { insertVariants, type StoredVariant } from './variant.store.ts';
import { lowestPrice, type PlannedVariant, planVariants } from './variant-plan.ts';

/** Refuses `request.invalid` (naming the field), `category.not_found`, `product.duplicate`. */
export async function createProduct(deps: CatalogDeps, tx: Tx, input: ProductInput): Promise<Result<ProductDetail>> {
  const shop = await bumpVersion(tx);
  const plan = planVariants(input);
  if (!plan.ok) return plan;
  for (const [field, price] of pricesOf(input)) {
    if (price.currency !== shop.currency)
      return refuse('request.invalid', { details: [{ field, message: `This shop sells in ${shop.currency}.` }] });
    if (price.minor < 0n) return refuse('request.invalid', { details: [{ field, message: 'A price is not negative.' }] });
  }
  if (!(await findCategory(tx, input.categoryId))) return refuse('category.not_found');

  const id = newId<ProductId>();
  const slug = slugOf(input.name);
  const at = deps.clock.now();
  const product = {
    ...fieldsOf(input),
    id,
    slug: freeSlug(slug, await takenSlugs(tx, slug)),
    priceMinor: lowestPrice(plan.value.map((each) => each.price.minor)) ?? input.price.minor,
    currency: shop.currency,
    optionNames: input.optionNames ?? [],
    searchText: searchTextOf({ name: input.name, description: input.description ?? '', codes: codesOf(input, plan.value) }),
  };
  const variants = storedVariants(id, plan.value);
  const written = await orDuplicate(tx, async () => {
    await insertProduct(tx, product, at);
    await insertVariants(tx, variants, at);
    return openStock(deps, tx, input, variants, plan.value);
  });
  return written.ok ? showProduct(deps, tx, { id }) : written;
}

async function openStock(
  deps: CatalogDeps,
  tx: Tx,
  input: ProductInput,
  variants: readonly StoredVariant[],
  plan: readonly PlannedVariant[],
): Promise<Result<void>> {
  for (const [index, { stock }] of plan.entries()) {
    const variant = variants[index];
    if (!stock || !variant) continue;
    const opened = await deps.stock.adjust(tx, {
      variantId: variant.id,
      quantity: stock.quantity,
      reason: 'opening',
      ...(stock.unitCost && { unitCost: stock.unitCost }),
      causeKind: 'product',
      causeId: variant.productId,
      actor: input.actor ?? 'system',
    });
    if (!opened.ok) return opened;
  }
  return ok(undefined);
}

function fieldsOf(input: ProductInput) {
  return {
    name: input.name,
    description: input.description ?? '',
    categoryId: input.categoryId,
    externalId: input.externalId,
    isPriority: input.isPriority ?? false,
    state: input.state ?? ('published' as const),
    weightGrams: input.weightGrams,
    barcode: input.barcode,
    hsnCode: input.hsnCode,
    taxRateBp: input.taxRateBp,
    supplierId: input.supplierId,
  };
}

function pricesOf(input: ProductInput) {
  return [
    ['price', input.price] as const,
    ...(input.variants ?? []).map((variant, index) => [`variants.${index}.price`, variant.price] as const),
  ];
}

function codesOf(input: ProductInput, variants: readonly PlannedVariant[]): string[] {
  return [input.externalId, input.barcode, ...variants.map((each) => each.sku)].filter((code) => code !== undefined);
}

function storedVariants(productId: ProductId, variants: readonly PlannedVariant[]): StoredVariant[] {
  return variants.map((variant, position) => ({
    id: newId<VariantId>(),
    productId,
    optionValues: variant.optionValues,
    sku: variant.sku,
    priceMinor: variant.price.minor,
    weightGrams: variant.weightGrams,
    isTracked: false,
    inStock: variant.inStock,
    position,
  }));
}
