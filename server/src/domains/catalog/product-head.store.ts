/** The columns every answer about a product shares, and how a row becomes a summary. */
import type { CategoryId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { ProductSummary } from './product.ts';

export interface ProductHeadRow {
  readonly id: ProductId;
  readonly external_id: string | null;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly category_id: CategoryId;
  readonly category: string;
  readonly parent_category: string | null;
  readonly price_minor: bigint;
  readonly currency: string;
  readonly is_priority: boolean;
  readonly has_options: boolean;
  readonly state: 'draft' | 'published' | 'archived';
  readonly image_blob: string | null;
}

export const productHeadColumns = sql`p.id, p.external_id, p.name, p.slug, p.description, p.category_id, c.name as category,
  parent.name as parent_category, p.price_minor, p.currency, p.is_priority, cardinality(p.option_names) > 0 as has_options, p.state,
  (select i.blob_key from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id order by i.position, i.id limit 1) as image_blob`;

export const productHeadJoins = sql`join categories c on c.merchant_id = p.merchant_id and c.id = p.category_id
  left join categories parent on parent.merchant_id = p.merchant_id and parent.id = c.parent_id`;

/** Everything but what stock decides. */
export type ProductHead = Omit<ProductSummary, 'inStock' | 'variantIds' | 'freeUnits'>;

export function productHead(row: ProductHeadRow): ProductHead {
  return {
    id: row.id,
    ...(row.external_id !== null && { externalId: row.external_id }),
    name: row.name,
    slug: row.slug,
    description: row.description,
    categoryId: row.category_id,
    category: row.parent_category ?? row.category,
    ...(row.parent_category !== null && { subcategory: row.category }),
    price: { minor: row.price_minor, currency: row.currency },
    hasOptions: row.has_options,
    isPriority: row.is_priority,
    state: row.state,
    ...(row.image_blob !== null && { imageBlob: row.image_blob }),
  };
}

/** What decides whether a variant can be bought now, apart from the count. */
export interface Sellable {
  readonly variantId: VariantId;
  readonly isTracked: boolean;
  readonly inStock: boolean;
}

/** What stock and the variants decide of a summary. @param available free units of tracked variants. */
export function stockOf(variants: readonly Sellable[], available: ReadonlyMap<VariantId, number>) {
  const counted = variants.filter((each) => each.isTracked);
  return {
    inStock: variants.some((each) => canBeBought(each, available)),
    variantIds: variants.map((each) => each.variantId),
    freeUnits: counted.length === 0 ? undefined : counted.reduce((sum, each) => sum + (available.get(each.variantId) ?? 0), 0),
  };
}

/** @param available free units of tracked variants. */
export function canBeBought(variant: Sellable, available: ReadonlyMap<VariantId, number>): boolean {
  return variant.isTracked ? (available.get(variant.variantId) ?? 0) > 0 : variant.inStock;
}
