/** SQL that writes a whole batch: one statement for each kind of row, however many rows. The writers of the merchant must stand in a row. */
import type { CategoryId, ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { NewProduct } from '../product.store.ts';
import type { StoredVariant } from '../variant.store.ts';

/** A product's row as it will be; the slug is given once and stays. */
export type ProductRow = Omit<NewProduct, 'slug'> & { readonly slug: string | undefined };

const productColumns =
  sql.raw(`id uuid, external_id text, name text, slug text, description text, category_id uuid, price_minor bigint, currency text,
  option_names text[], is_priority boolean, state text, weight_grams integer, barcode text, hsn_code text, tax_rate_bp integer, supplier_id text,
  search_text text`);
const variantColumns =
  sql.raw(`id uuid, product_id uuid, option_values text[], sku text, price_minor bigint, weight_grams integer, is_tracked boolean,
  in_stock boolean, position integer`);

export async function insertProducts(tx: Tx, rows: readonly ProductRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into products (merchant_id, id, external_id, name, slug, description, category_id, price_minor, currency, option_names, is_priority,
      state, weight_grams, barcode, hsn_code, tax_rate_bp, supplier_id, search_text, created_at, updated_at)
    select ${tx.merchantId}::uuid, r.id, r.external_id, r.name, r.slug, r.description, r.category_id, r.price_minor, r.currency, r.option_names,
      r.is_priority, r.state, r.weight_grams, r.barcode, r.hsn_code, r.tax_rate_bp, r.supplier_id, r.search_text, ${at}::timestamptz, ${at}::timestamptz
    from json_to_recordset(${productJson(rows)}::json) as r (${productColumns})`.execute(tx.db);
}

/** All but the slug. */
export async function updateProducts(tx: Tx, rows: readonly ProductRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update products p set external_id = r.external_id, name = r.name, description = r.description, category_id = r.category_id,
      price_minor = r.price_minor, option_names = r.option_names, is_priority = r.is_priority, state = r.state, weight_grams = r.weight_grams,
      barcode = r.barcode, hsn_code = r.hsn_code, tax_rate_bp = r.tax_rate_bp, supplier_id = r.supplier_id, search_text = r.search_text,
      updated_at = ${at}::timestamptz
    from json_to_recordset(${productJson(rows)}::json) as r (${productColumns})
    where p.merchant_id = ${tx.merchantId}::uuid and p.id = r.id`.execute(tx.db);
}

export async function insertVariantRows(tx: Tx, rows: readonly StoredVariant[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into variants (merchant_id, id, product_id, option_values, sku, price_minor, weight_grams, is_tracked, in_stock, position, created_at)
    select ${tx.merchantId}::uuid, r.id, r.product_id, r.option_values, r.sku, r.price_minor, r.weight_grams, r.is_tracked, r.in_stock, r.position,
      ${at}::timestamptz
    from json_to_recordset(${variantJson(rows)}::json) as r (${variantColumns})`.execute(tx.db);
}

/** Skus are let go first, so that two variants may swap theirs. */
export async function updateVariantRows(tx: Tx, rows: readonly StoredVariant[]): Promise<void> {
  if (rows.length === 0) return;
  const json = variantJson(rows);
  await sql`
    update variants v set sku = null from json_to_recordset(${json}::json) as r (${variantColumns})
    where v.merchant_id = ${tx.merchantId}::uuid and v.id = r.id and v.sku is distinct from r.sku`.execute(tx.db);
  await sql`
    update variants v set option_values = r.option_values, sku = r.sku, price_minor = r.price_minor, weight_grams = r.weight_grams,
      in_stock = r.in_stock
    from json_to_recordset(${json}::json) as r (${variantColumns})
    where v.merchant_id = ${tx.merchantId}::uuid and v.id = r.id`.execute(tx.db);
}

export interface NewCategory {
  readonly id: CategoryId;
  readonly parentId: CategoryId | undefined;
  readonly name: string;
}

/** Parents before children. */
export async function insertCategories(tx: Tx, rows: readonly NewCategory[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into categories (merchant_id, id, parent_id, name, position, created_at)
    select ${tx.merchantId}::uuid, id, parent_id, name, 0, ${at}::timestamptz
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.parentId ?? null)}::uuid[], ${rows.map((row) => row.name)}::text[])
      as r (id, parent_id, name)`.execute(tx.db);
}

function productJson(rows: readonly ProductRow[]): string {
  return JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      external_id: row.externalId,
      name: row.name,
      slug: row.slug,
      description: row.description,
      category_id: row.categoryId,
      price_minor: `${row.priceMinor}`,
      currency: row.currency,
      option_names: row.optionNames,
      is_priority: row.isPriority,
      state: row.state,
      weight_grams: row.weightGrams,
      barcode: row.barcode,
      hsn_code: row.hsnCode,
      tax_rate_bp: row.taxRateBp,
      supplier_id: row.supplierId,
      search_text: row.searchText,
    })),
  );
}

function variantJson(rows: readonly StoredVariant[]): string {
  return JSON.stringify(
    rows.map((row) => ({
      id: row.id,
      product_id: row.productId,
      option_values: row.optionValues,
      sku: row.sku,
      price_minor: `${row.priceMinor}`,
      weight_grams: row.weightGrams,
      is_tracked: row.isTracked,
      in_stock: row.inStock,
      position: row.position,
    })),
  );
}

/** Asks for pictures; one that failed before is asked for again. */
export async function askForPictures(
  tx: Tx,
  asked: readonly { readonly productId: ProductId; readonly url: string; readonly isMain: boolean; readonly lane: number }[],
  importId: string,
  at: Date,
): Promise<void> {
  if (asked.length === 0) return;
  await sql`
    insert into product_picture_fetches (merchant_id, product_id, url, state, is_main, lane, import_id, at)
    select ${tx.merchantId}::uuid, product_id, url, 'waiting', is_main, lane, ${importId}::uuid, ${at}::timestamptz
    from unnest(${asked.map((each) => each.productId)}::uuid[], ${asked.map((each) => each.url)}::text[], ${asked.map((each) => each.isMain)}::boolean[],
      ${asked.map((each) => each.lane)}::smallint[]) as r (product_id, url, is_main, lane)
    on conflict (merchant_id, product_id, url) do update set state = 'waiting', failure = null, attempts = 0, is_main = excluded.is_main,
      import_id = excluded.import_id, at = excluded.at where product_picture_fetches.state = 'failed'`.execute(tx.db);
}
