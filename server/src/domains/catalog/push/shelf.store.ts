/** SQL of what could stand in their catalogue: published products with a picture, and their living variants. Reads only. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import { optionLabel } from '../variant-plan.ts';
import type { RankedProduct } from './choose-products.ts';
import type { PushDeps } from './push-deps.ts';
import type { ShelfVariant } from './shelf-item.ts';

type Stock = PushDeps['stock'];

/** Whether a variant can be bought now; stock says how many are free. */
export function isInStock({ freeUnits }: Stock) {
  return sql<boolean>`case when v.is_tracked then ${freeUnits(sql<string>`v.id`)} > 0 else v.in_stock end`;
}

const hasPicture = sql`exists (select 1 from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id)`;

/** Newest last, so that what has earned its place keeps it. */
export async function productsForShelf(tx: Tx, stock: Stock): Promise<readonly Omit<RankedProduct, 'sold'>[]> {
  const { rows } = await sql<{ id: ProductId; items: number; is_priority: boolean; in_stock: boolean }>`
    select p.id, count(*)::int as items, p.is_priority, bool_or(${isInStock(stock)}) as in_stock
    from products p join variants v on v.merchant_id = p.merchant_id and v.product_id = p.id and v.archived_at is null
    where p.merchant_id = ${tx.merchantId} and p.state = 'published' and ${hasPicture}
    group by p.merchant_id, p.id order by p.id`.execute(tx.db);
  return rows.map((row) => ({ productId: row.id, items: row.items, isPriority: row.is_priority, inStock: row.in_stock }));
}

export async function variantsForShelf(tx: Tx, stock: Stock, ids: readonly ProductId[]): Promise<readonly ShelfVariant[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    variant_id: VariantId;
    product_id: ProductId;
    name: string;
    slug: string;
    description: string;
    option_values: string[];
    price_minor: bigint;
    currency: string;
    in_stock: boolean;
    image_blob: string;
  }>`
    select v.id as variant_id, p.id as product_id, p.name, p.slug, p.description, v.option_values, v.price_minor, p.currency,
      ${isInStock(stock)} as in_stock,
      (select i.blob_key from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id order by i.position, i.id limit 1) as image_blob
    from products p join variants v on v.merchant_id = p.merchant_id and v.product_id = p.id and v.archived_at is null
    where p.merchant_id = ${tx.merchantId} and p.id = any(${ids}::uuid[]) and p.state = 'published' and ${hasPicture}
    order by p.id, v.position, v.id`.execute(tx.db);
  return rows.map((row) => ({
    variantId: row.variant_id,
    productId: row.product_id,
    productName: row.name,
    productSlug: row.slug,
    description: row.description,
    optionLabel: optionLabel(row.option_values),
    price: { minor: row.price_minor, currency: row.currency },
    inStock: row.in_stock,
    imageBlob: row.image_blob,
  }));
}
