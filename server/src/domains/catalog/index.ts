/** Front door of the catalogue: categories in two levels, products, variants, pictures. Knows prices, never quantities (stock does). */
import type { CategoryId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { createAnswerCache } from './answer-cache.ts';
import { archiveProduct } from './archive-product.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { fetchImageJob } from './catalog-job-kinds.ts';
import { listCategories } from './category.store.ts';
import { type CategoryView, categoryViews } from './category.ts';
import { categoryByName, changeCategory, createCategory, deleteCategory, orderCategories } from './change-categories.ts';
import { changeOptions, type OptionChange } from './change-options.ts';
import { changeProduct, type ProductChange } from './change-product.ts';
import { addVariant, archiveVariant, changeVariant, type VariantChange } from './change-variants.ts';
import { createProduct } from './create-product.ts';
import { findByRetailerIds, findVariants } from './find-variants.ts';
import { ensureHiddenProduct, type HiddenProduct } from './hidden-product.ts';
import { createListProducts } from './list-products.ts';
import type { Offer, Paged, ProductDetail, ProductInput, ProductQuery, ProductSummary, VariantForSale } from './product.ts';
import { attachImage, changeImage, type KeptImage, keepImage, orderImages, removeImage } from './product-images.ts';
import { publishedAddresses } from './product-list.store.ts';
import { restoreProduct } from './restore-product.ts';
import { bumpVersion, readShop } from './shop.store.ts';
import { showProduct } from './show-product.ts';
import { offersForSale, setTracked } from './variant.store.ts';
import { pageOfVariantIds, type VariantQuery } from './variant-list.store.ts';

export { catalogJobs } from './catalog.jobs.ts';
export type { CatalogDeps } from './catalog-deps.ts';
export type { CategoryView } from './category.ts';
export type { OptionChange } from './change-options.ts';
export type { ProductChange } from './change-product.ts';
export type { VariantChange } from './change-variants.ts';
export type * from './product.ts';
export type { KeptImage } from './product-images.ts';
export { freeSlug, slugOf } from './search-text.ts';
export type { VariantQuery } from './variant-list.store.ts';

export interface VariantOfProduct {
  readonly productId: ProductId;
  readonly variantId: VariantId;
}

export interface Catalog {
  categories(tx: Tx): Promise<readonly CategoryView[]>;
  createCategory(
    tx: Tx,
    input: { readonly name: string; readonly parentId?: CategoryId; readonly position?: number },
  ): Promise<Result<CategoryView>>;
  /** `parentId: null` lifts it to the first level. */
  changeCategory(
    tx: Tx,
    id: CategoryId,
    change: { readonly name?: string; readonly parentId?: CategoryId | null; readonly position?: number },
  ): Promise<Result<CategoryView>>;
  orderCategories(tx: Tx, ids: readonly CategoryId[]): Promise<void>;
  /** Refuses `category.not_empty`. */
  deleteCategory(tx: Tx, id: CategoryId): Promise<Result<{ readonly id: CategoryId }>>;
  /** Finds by name (case-insensitive) or creates. */
  categoryByName(tx: Tx, input: { readonly name: string; readonly subcategory?: string }): Promise<Result<CategoryId>>;
  products(tx: Tx, query: ProductQuery): Promise<Paged<ProductSummary>>;
  /** Published ones, `limit` at a time, for sitemaps. */
  publishedAddresses(
    tx: Tx,
    at: { readonly page: number; readonly limit: number },
  ): Promise<readonly { readonly slug: string; readonly updatedAt: Date }[]>;
  product(tx: Tx, id: ProductId): Promise<Result<ProductDetail>>;
  productBySlug(tx: Tx, slug: string): Promise<Result<ProductDetail>>;
  createProduct(tx: Tx, input: ProductInput): Promise<Result<ProductDetail>>;
  changeProduct(tx: Tx, id: ProductId, change: ProductChange): Promise<Result<ProductDetail>>;
  /** Off sale; orders keep pointing at it. */
  archiveProduct(tx: Tx, id: ProductId): Promise<Result<{ readonly id: ProductId }>>;
  /** Out of the archive, as a draft. Refuses `product.duplicate` when one of its codes is another's by now. */
  restoreProduct(tx: Tx, id: ProductId): Promise<Result<{ readonly id: ProductId }>>;
  /** The options as they shall be. Refuses `request.invalid` where variants would become the same. */
  changeOptions(tx: Tx, id: ProductId, options: readonly OptionChange[]): Promise<Result<void>>;
  addVariant(
    tx: Tx,
    productId: ProductId,
    input: VariantChange & { readonly optionValues: readonly string[]; readonly price: Money },
  ): Promise<Result<VariantId>>;
  changeVariant(tx: Tx, at: VariantOfProduct, change: VariantChange): Promise<Result<VariantId>>;
  archiveVariant(tx: Tx, at: VariantOfProduct): Promise<Result<VariantId>>;
  /** Those that exist, in the order asked for; archived ones too, with `isForSale: false`. */
  variants(tx: Tx, ids: readonly VariantId[]): Promise<readonly VariantForSale[]>;
  /** Those that exist, as `variants`, each with what is free of it now. */
  offers(tx: Tx, ids: readonly VariantId[]): Promise<readonly Offer[]>;
  /** Those that may be bought, counted or sold, found by words or by a code. */
  variantPage(tx: Tx, query: VariantQuery): Promise<Paged<VariantForSale & { readonly available: number | undefined }>>;
  /** By the id a WhatsApp catalogue knows (variant id, sku, or the merchant's product id). */
  variantsByRetailerId(tx: Tx, retailerIds: readonly string[]): Promise<ReadonlyMap<string, VariantForSale>>;
  /** The product a service of the shop sells under, with these variants; made where it is not there yet. */
  ensureHiddenProduct(tx: Tx, input: HiddenProduct): Promise<{ readonly id: ProductId; readonly variantIds: readonly VariantId[] }>;
  /** From now on this variant is counted. */
  markTracked(tx: Tx, ids: readonly VariantId[]): Promise<void>;
  /** The merchant's currency: what a price may be in, and what nothing costs 0 of. */
  currency(tx: Tx): Promise<string>;
  /** Encodes and stores a picture before the transaction that attaches it. */
  keepImage(bytes: Uint8Array): Promise<Result<KeptImage>>;
  attachImage(
    tx: Tx,
    productId: ProductId,
    image: KeptImage & { readonly alt?: string },
  ): Promise<Result<{ readonly id: string; readonly blob: string }>>;
  removeImage(tx: Tx, productId: ProductId, imageId: string): Promise<Result<{ readonly id: string }>>;
  /** All its pictures, the first one first. */
  orderImages(tx: Tx, productId: ProductId, ids: readonly string[]): Promise<Result<void>>;
  changeImage(tx: Tx, productId: ProductId, imageId: string, alt: string): Promise<Result<void>>;
  /** Fetches, encodes and attaches a picture by a job. */
  fetchImage(tx: Tx, productId: ProductId, url: string): Promise<void>;
  /** `keepImage` and `attachImage` at once, for scripts; it holds the transaction while it encodes. */
  addImage(
    tx: Tx,
    productId: ProductId,
    file: { readonly bytes: Uint8Array; readonly alt?: string },
  ): Promise<Result<{ readonly id: string; readonly blob: string }>>;
}

const MOST_CATEGORY_LISTS = 200;

export function createCatalog(deps: CatalogDeps): Catalog {
  const categoryLists = createAnswerCache<readonly CategoryView[]>(MOST_CATEGORY_LISTS);
  const categories = async (tx: Tx) => {
    const { version } = await readShop(tx);
    return categoryLists.remember(tx, tx.merchantId, version, async () => categoryViews(await listCategories(tx)));
  };
  const categoryOf = async (tx: Tx, changed: Result<CategoryId>): Promise<Result<CategoryView>> => {
    if (!changed.ok) return changed;
    const found = (await categories(tx)).find((each) => each.id === changed.value);
    if (!found) throw new Error(`category ${changed.value} vanished in its own transaction`);
    return ok(found);
  };
  return {
    categories,
    createCategory: async (tx, input) => categoryOf(tx, await createCategory(deps, tx, input)),
    changeCategory: async (tx, id, change) => categoryOf(tx, await changeCategory(tx, id, change)),
    deleteCategory: (tx, id) => deleteCategory(deps, tx, id),
    orderCategories,
    categoryByName: (tx, input) => categoryByName(deps, tx, input),
    products: createListProducts(deps),
    publishedAddresses,
    product: (tx, id) => showProduct(deps, tx, { id }),
    productBySlug: (tx, slug) => showProduct(deps, tx, { slug }),
    createProduct: (tx, input) => createProduct(deps, tx, input),
    changeProduct: (tx, id, change) => changeProduct(deps, tx, id, change),
    archiveProduct: (tx, id) => archiveProduct(deps, tx, id),
    restoreProduct: (tx, id) => restoreProduct(deps, tx, id),
    changeOptions: (tx, id, options) => changeOptions(deps, tx, id, options),
    addVariant: (tx, productId, input) => addVariant(deps, tx, productId, input),
    changeVariant: (tx, at, change) => changeVariant(deps, tx, at, change),
    archiveVariant: (tx, at) => archiveVariant(deps, tx, at),
    variants: findVariants,
    offers: (tx, ids) => offersForSale(tx, ids, deps.stock.freeUnits),
    async variantPage(tx, query) {
      const { ids, total } = await pageOfVariantIds(tx, query);
      const found = await findVariants(tx, ids);
      const counted = found.filter((each) => each.isTracked).map((each) => each.variantId);
      const free = await deps.stock.available(tx, counted);
      return { items: found.map((each) => ({ ...each, available: each.isTracked ? (free.get(each.variantId) ?? 0) : undefined })), total };
    },
    variantsByRetailerId: findByRetailerIds,
    ensureHiddenProduct: (tx, input) => ensureHiddenProduct(deps, tx, input),
    async markTracked(tx, ids) {
      if (await setTracked(tx, ids)) await bumpVersion(tx);
    },
    currency: async (tx) => (await readShop(tx)).currency,
    keepImage: (bytes) => keepImage(deps, bytes),
    attachImage: (tx, productId, image) => attachImage(deps, tx, productId, image),
    fetchImage: (tx, productId, url) => enqueue(tx, deps.clock.now(), fetchImageJob, { productId, url }),
    removeImage: (tx, productId, imageId) => removeImage(deps, tx, productId, imageId),
    orderImages,
    changeImage,
    async addImage(tx, productId, file) {
      const kept = await keepImage(deps, file.bytes);
      if (!kept.ok) return kept;
      return attachImage(deps, tx, productId, { ...kept.value, ...(file.alt !== undefined && { alt: file.alt }) });
    },
  };
}
