/** SQL that finds what a batch of a file speaks of: the products it names, who owns its skus, the categories there are, slugs that are taken. */
import type { CategoryId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import { isUuid } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { StoredProduct } from '../product.store.ts';
import type { StoredVariant } from '../variant.store.ts';

export interface KnownProduct extends StoredProduct {
  readonly category: string;
  /** Undefined in the first level. */
  readonly subcategory: string | undefined;
  readonly variants: readonly StoredVariant[];
  /** Names of its pictures in the store. */
  readonly blobs: readonly string[];
  /** Addresses that were asked for before, and what became of them. */
  readonly fetches: ReadonlyMap<string, 'waiting' | 'done' | 'failed'>;
}

/** The shop's currency, with its writers in a row behind this transaction; nothing is changed by it. */
export async function lockShop(tx: Tx): Promise<{ readonly currency: string }> {
  const { rows } = await sql<{ currency: string }>`
    select currency from merchants where id = ${tx.merchantId} for no key update`.execute(tx.db);
  const [shop] = rows;
  if (!shop) throw new Error('the merchant of this transaction does not exist');
  return shop;
}

interface KnownRow {
  readonly id: ProductId;
  readonly external_id: string | null;
  readonly name: string;
  readonly description: string;
  readonly category_id: CategoryId;
  readonly category: string;
  readonly parent_category: string | null;
  readonly currency: string;
  readonly option_names: string[];
  readonly is_priority: boolean;
  readonly state: 'draft' | 'published';
  readonly weight_grams: number | null;
  readonly barcode: string | null;
  readonly hsn_code: string | null;
  readonly tax_rate_bp: number | null;
  readonly supplier_id: string | null;
  readonly variants: readonly {
    id: VariantId;
    options: string[];
    sku: string | null;
    /** As text: JSON has no integers of this size. */
    price: string;
    weight: number | null;
    tracked: boolean;
    in_stock: boolean;
    position: number;
  }[];
  readonly blobs: readonly string[];
  readonly fetches: readonly [url: string, state: 'waiting' | 'done' | 'failed'][];
}

/** Living products by the merchant's id, by ours, by a sku of theirs, or by name whatever the case. */
export async function findKnown(
  tx: Tx,
  by: { readonly externalIds: readonly string[]; readonly skus: readonly string[]; readonly names: readonly string[] },
): Promise<KnownProduct[]> {
  const ids = by.externalIds.filter(isUuid);
  const { rows } = await sql<KnownRow>`
    with wanted as (
      select id from products where merchant_id = ${tx.merchantId} and external_id = any(${by.externalIds}::text[]) and state <> 'archived'
      union select id from products where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
      union select product_id from variants where merchant_id = ${tx.merchantId} and sku = any(${by.skus}::text[]) and archived_at is null
      ${by.names.length === 0 ? sql`` : sql`union select id from products where merchant_id = ${tx.merchantId} and (name = any(${by.names}::text[]) or lower(name) = any(${by.names.map((name) => name.toLowerCase())}::text[]))`}
    )
    select p.id, p.external_id, p.name, p.description, p.category_id, c.name as category, parent.name as parent_category, p.currency,
      p.option_names, p.is_priority, p.state, p.weight_grams, p.barcode, p.hsn_code, p.tax_rate_bp, p.supplier_id,
      coalesce((select json_agg(json_build_object('id', v.id, 'options', v.option_values, 'sku', v.sku, 'price', v.price_minor::text,
          'weight', v.weight_grams, 'tracked', v.is_tracked, 'in_stock', v.in_stock, 'position', v.position) order by v.position, v.id)
        from variants v where v.merchant_id = p.merchant_id and v.product_id = p.id and v.archived_at is null), '[]') as variants,
      coalesce((select json_agg(i.blob_key) from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id), '[]') as blobs,
      coalesce((select json_agg(json_build_array(f.url, f.state)) from product_picture_fetches f
        where f.merchant_id = p.merchant_id and f.product_id = p.id), '[]') as fetches
    from wanted w join products p on p.merchant_id = ${tx.merchantId} and p.id = w.id
    join categories c on c.merchant_id = p.merchant_id and c.id = p.category_id
    left join categories parent on parent.merchant_id = p.merchant_id and parent.id = c.parent_id
    where p.state in ('draft','published')`.execute(tx.db);
  return rows.map(knownOf);
}

function knownOf(row: KnownRow): KnownProduct {
  return {
    id: row.id,
    externalId: row.external_id ?? undefined,
    name: row.name,
    description: row.description,
    categoryId: row.category_id,
    category: row.parent_category ?? row.category,
    subcategory: row.parent_category === null ? undefined : row.category,
    currency: row.currency,
    optionNames: row.option_names,
    isPriority: row.is_priority,
    state: row.state,
    weightGrams: row.weight_grams ?? undefined,
    barcode: row.barcode ?? undefined,
    hsnCode: row.hsn_code ?? undefined,
    taxRateBp: row.tax_rate_bp ?? undefined,
    supplierId: row.supplier_id ?? undefined,
    variants: row.variants.map((each) => ({
      id: each.id,
      productId: row.id,
      optionValues: each.options,
      sku: each.sku ?? undefined,
      priceMinor: BigInt(each.price),
      weightGrams: each.weight ?? undefined,
      isTracked: each.tracked,
      inStock: each.in_stock,
      position: each.position,
    })),
    blobs: row.blobs,
    fetches: new Map(row.fetches),
  };
}

/** Of each of these slugs, all that is taken of it and of its numbered forms. */
export async function takenSlugsOf(tx: Tx, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  if (slugs.length === 0) return new Set();
  const { rows } = await sql<{ slug: string }>`
    select p.slug from unnest(${[...new Set(slugs)]}::text[]) as s (slug)
    cross join lateral (
      select slug from products where merchant_id = ${tx.merchantId} and slug = s.slug
      union all select slug from products where merchant_id = ${tx.merchantId} and slug >= s.slug || '-' and slug < s.slug || '-:'
    ) p`.execute(tx.db);
  return new Set(rows.map((row) => row.slug));
}

export interface LivingCategory {
  readonly id: CategoryId;
  readonly parentId: CategoryId | undefined;
  readonly name: string;
}

export async function livingCategories(tx: Tx): Promise<LivingCategory[]> {
  const rows = await tx.db
    .selectFrom('categories')
    .select(['id', 'parent_id', 'name'])
    .where('merchant_id', '=', tx.merchantId)
    .where('archived_at', 'is', null)
    .execute();
  return rows.map((row) => ({ id: row.id as CategoryId, parentId: (row.parent_id as CategoryId | null) ?? undefined, name: row.name }));
}
