/** From the catalogue's words to the API's: decimal strings, snake case, null where nothing is known. */
import type {
  CategoryAnswer,
  FoundVariantAnswer,
  ProductAnswer,
  ProductDetailAnswer,
  VariantAnswer,
} from '@parley/contract/api/catalog.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { percentOf } from '@parley/contract/values/percent.ts';
import type { CategoryView, ProductDetail, ProductSummary, VariantForSale } from './index.ts';

/** Address of a picture's original, or of one of its sizes. @param publicUrl origin without a slash at its end. */
export function pictureUrl(publicUrl: string, blob: string, size?: 160 | 480 | 1024): string {
  return `${publicUrl}/files/images/${blob}${size === undefined ? '' : `?size=${size}`}`;
}

export function productAnswer(product: ProductSummary, publicUrl: string): ProductAnswer {
  return {
    id: product.id,
    product_id: product.externalId ?? null,
    name: product.name,
    slug: product.slug,
    description: product.description,
    price: moneyToDecimal(product.price),
    currency: product.price.currency,
    category_id: product.categoryId,
    category: product.category,
    subcategory: product.subcategory ?? null,
    is_priority: product.isPriority,
    in_stock: product.inStock,
    has_options: product.hasOptions,
    state: product.state,
    image_url: product.imageBlob === undefined ? null : pictureUrl(publicUrl, product.imageBlob),
    available: product.freeUnits ?? null,
    variant_id: product.hasOptions ? null : (product.variantIds[0] ?? null),
    variant_count: product.variantIds.length,
  };
}

export function productDetailAnswer(product: ProductDetail, publicUrl: string): ProductDetailAnswer {
  return {
    ...productAnswer(product, publicUrl),
    weight_kg: kilograms(product.weightGrams),
    barcode: product.barcode ?? null,
    hsn_code: product.hsnCode ?? null,
    tax_rate: product.taxRateBp === undefined ? null : percentOf(product.taxRateBp),
    options: product.optionNames.map((name, index) => ({
      name,
      values: [...new Set(product.variants.flatMap((each) => each.optionValues[index] ?? []))],
    })),
    variants: product.variants.map((each) => variantAnswer(each, product.optionNames)),
    images: imageAnswers(product, publicUrl),
  };
}

export function imageAnswers({ images }: Pick<ProductDetail, 'images'>, publicUrl: string): ProductDetailAnswer['images'] {
  return images.map(({ id, blob, alt, width, height }) => ({ id, url: pictureUrl(publicUrl, blob), alt, width, height }));
}

export function foundVariantAnswer(
  variant: VariantForSale & { readonly available: number | undefined },
  publicUrl: string,
): FoundVariantAnswer {
  return {
    id: variant.variantId,
    product_id: variant.productId,
    product_name: variant.productName,
    label: variant.optionLabel,
    price: moneyToDecimal(variant.price),
    currency: variant.price.currency,
    sku: variant.sku ?? null,
    weight_kg: kilograms(variant.weightGrams),
    in_stock: variant.available === undefined ? variant.inStock : variant.available > 0,
    is_tracked: variant.isTracked,
    available: variant.available ?? null,
    image_url: variant.imageBlob === undefined ? null : pictureUrl(publicUrl, variant.imageBlob),
  };
}

export function variantAnswer(variant: ProductDetail['variants'][number], optionNames: readonly string[]): VariantAnswer {
  return {
    id: variant.variantId,
    options: Object.fromEntries(optionNames.map((name, index) => [name, variant.optionValues[index] ?? ''])),
    label: variant.optionLabel,
    price: moneyToDecimal(variant.price),
    currency: variant.price.currency,
    sku: variant.sku ?? null,
    weight_kg: kilograms(variant.weightGrams),
    in_stock: variant.available === undefined ? variant.inStock : variant.available > 0,
    is_tracked: variant.isTracked,
    available: variant.available ?? null,
  };
}

export function categoryAnswer(category: CategoryView): CategoryAnswer {
  return { id: category.id, parent_id: category.parentId ?? null, name: category.name, product_count: category.productCount };
}

function kilograms(grams: number | undefined): number | null {
  return grams === undefined ? null : grams / 1_000;
}
