/** The noun product as others see it, and what is needed to make one. Types only; the rules are in its neighbours. */
import type { CategoryId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';

/** One thing that can be put into a cart, as it is sold now. */
export interface VariantForSale {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productName: string;
  /** `Coarse · 500 g`, or '' for a product without options. */
  readonly optionLabel: string;
  readonly sku?: string;
  readonly price: Money;
  readonly weightGrams?: number;
  readonly isTracked: boolean;
  /** The merchant's own yes or no; counts only while untracked. */
  readonly inStock: boolean;
  /** Published and not archived. */
  readonly isForSale: boolean;
  /** Sold by a service of the shop alone, at the price that service names. */
  readonly isHidden?: true;
  readonly imageBlob?: string;
  /** Basis points; absent: the merchant's default. */
  readonly taxRateBp?: number;
  readonly hsnCode?: string;
}

/** What can be had of a variant now. */
export interface Offer {
  readonly variant: VariantForSale;
  /** Free units; undefined where nobody counts. */
  readonly available: number | undefined;
}

export interface ProductSummary {
  readonly id: ProductId;
  readonly externalId?: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly categoryId: CategoryId;
  /** Top category's name and, where the product hangs in the second level, that one's. */
  readonly category: string;
  readonly subcategory?: string;
  readonly price: Money;
  readonly hasOptions: boolean;
  readonly isPriority: boolean;
  /** Something of it can be bought now (stock minus holds, or untracked and in stock). */
  readonly inStock: boolean;
  readonly state: 'draft' | 'published' | 'archived';
  readonly imageBlob?: string;
  /** Its living variants, in no order. */
  readonly variantIds: readonly VariantId[];
  /** Free units of its counted variants; undefined where none is counted. */
  readonly freeUnits: number | undefined;
}

export interface ProductDetail extends ProductSummary {
  readonly optionNames: readonly string[];
  readonly variants: readonly (VariantForSale & { readonly optionValues: readonly string[]; readonly available: number | undefined })[];
  readonly images: readonly {
    readonly id: string;
    readonly blob: string;
    readonly alt: string;
    readonly width: number;
    readonly height: number;
  }[];
  readonly weightGrams?: number;
  readonly barcode?: string;
  readonly hsnCode?: string;
  /** Basis points; absent: the merchant's default. */
  readonly taxRateBp?: number;
}

export interface ProductQuery {
  readonly categoryId?: CategoryId;
  readonly search?: string;
  readonly isPriority?: boolean;
  /** `any`: drafts and published ones. */
  readonly state?: 'draft' | 'published' | 'archived' | 'any';
  readonly onlyInStock?: boolean;
  readonly onlySoldOut?: boolean;
  /** Counted ones of which a variant has at most so many free units. */
  readonly freeUnitsTo?: number;
  /** Lowest price of the product, in minor units of the shop's currency; both ends count. */
  readonly priceFrom?: bigint;
  readonly priceTo?: bigint;
  readonly sort?: 'name' | 'price' | '-price' | 'newest' | 'featured';
  /** 1-based. */
  readonly page: number;
  readonly limit: number;
}

export interface Paged<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** Units that are there from the beginning; from then on the variant is counted. */
export interface OpeningStock {
  readonly quantity: number;
  readonly unitCost?: Money;
}

export interface ProductInput {
  readonly name: string;
  readonly price: Money;
  readonly categoryId: CategoryId;
  readonly description?: string;
  readonly externalId?: string;
  readonly isPriority?: boolean;
  readonly state?: 'draft' | 'published';
  readonly weightGrams?: number;
  readonly barcode?: string;
  readonly hsnCode?: string;
  /** Basis points; absent: the merchant's default. */
  readonly taxRateBp?: number;
  readonly supplierId?: string;
  readonly inStock?: boolean;
  readonly sku?: string;
  readonly optionNames?: readonly string[];
  /** Absent: one variant with the product's own price, sku and weight. */
  readonly variants?: readonly {
    readonly optionValues: readonly string[];
    readonly price: Money;
    readonly sku?: string;
    readonly weightGrams?: number;
    readonly inStock?: boolean;
    readonly stock?: OpeningStock;
  }[];
  /** Of the one variant of a product without options. */
  readonly stock?: OpeningStock;
  /** Who makes it, for the stock's ledger: `staff:<id>`; default `system`. */
  readonly actor?: string;
}
