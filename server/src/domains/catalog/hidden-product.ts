/**
 * Products that stand in orders and books and on no shelf: what a service sells. They are made on demand, never counted, and nobody finds
 * them by words, codes or pages; their prices come with each order.
 */
import { type CategoryId, newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { archiveCategory, insertCategory } from './category.store.ts';
import { insertProduct, setTaxRate, takenSlugs, taxRateOfHidden } from './product.store.ts';
import { freeSlug, slugOf } from './search-text.ts';
import { bumpVersion } from './shop.store.ts';
import { insertVariants, variantsOf } from './variant.store.ts';

export interface HiddenProduct {
  /** The one made before; absent: it is made now. */
  readonly id?: ProductId;
  readonly name: string;
  readonly optionNames: readonly string[];
  /** Basis points; absent: the merchant's default. */
  readonly taxRateBp?: number;
  /** Each becomes a variant once. */
  readonly wanted: readonly (readonly string[])[];
}

/** The variants are in the order of `wanted`. */
export async function ensureHiddenProduct(
  deps: Pick<CatalogDeps, 'clock'>,
  tx: Tx,
  input: HiddenProduct,
): Promise<{ readonly id: ProductId; readonly variantIds: readonly VariantId[] }> {
  const all = await whenAllThere(tx, input);
  if (all) return all;
  // Also puts those who make the same thing at once in a row.
  const { currency } = await bumpVersion(tx);
  const at = deps.clock.now();
  const id = input.id ?? (await makeProduct(tx, input, currency, at));
  if (input.id !== undefined) await setTaxRate(tx, id, input.taxRateBp);
  const known = await knownVariants(tx, id);
  const missing = new Map<string, { readonly id: VariantId; readonly optionValues: readonly string[] }>();
  for (const optionValues of input.wanted) {
    const key = keyOf(optionValues);
    if (!known.has(key) && !missing.has(key)) missing.set(key, { id: newId<VariantId>(), optionValues });
  }
  await insertVariants(
    tx,
    [...missing.values()].map((variant, index) => ({
      ...variant,
      productId: id,
      sku: undefined,
      priceMinor: 0n,
      weightGrams: undefined,
      isTracked: false,
      inStock: true,
      position: known.size + index,
    })),
    at,
  );
  const variantIds = input.wanted.map((values) => known.get(keyOf(values)) ?? missing.get(keyOf(values))?.id);
  return { id, variantIds: variantIds.filter((variantId) => variantId !== undefined) };
}

async function whenAllThere(tx: Tx, { id, taxRateBp, wanted }: HiddenProduct) {
  const product = id && (await taxRateOfHidden(tx, id));
  if (id === undefined || !product || product.taxRateBp !== taxRateBp) return undefined;
  const known = await knownVariants(tx, id);
  const variantIds = wanted.flatMap((values) => known.get(keyOf(values)) ?? []);
  return variantIds.length === wanted.length ? { id, variantIds } : undefined;
}

async function knownVariants(tx: Tx, id: ProductId): Promise<Map<string, VariantId>> {
  return new Map((await variantsOf(tx, id)).map((variant) => [keyOf(variant.optionValues), variant.id]));
}

async function makeProduct(tx: Tx, input: HiddenProduct, currency: string, at: Date): Promise<ProductId> {
  const id = newId<ProductId>();
  const categoryId = newId<CategoryId>();
  // Put away from the beginning: no list of categories shows it, and its name stays free.
  await insertCategory(tx, { id: categoryId, parentId: undefined, name: `${input.name} ${id}`, position: 0 }, at);
  await archiveCategory(tx, categoryId, at);
  const slug = slugOf(input.name);
  await insertProduct(
    tx,
    {
      id,
      slug: freeSlug(slug, await takenSlugs(tx, slug)),
      name: input.name,
      description: '',
      categoryId,
      externalId: undefined,
      isPriority: false,
      state: 'hidden',
      weightGrams: undefined,
      barcode: undefined,
      hsnCode: undefined,
      taxRateBp: input.taxRateBp,
      supplierId: undefined,
      priceMinor: 0n,
      currency,
      optionNames: input.optionNames,
      searchText: '',
    },
    at,
  );
  return id;
}

function keyOf(values: readonly string[]): string {
  return values.join('\n');
}
