/** SQL that writes products and reads one whole. Lists have their own file. */
import type { CategoryId, ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { type ProductHeadRow, productHeadColumns, productHeadJoins } from './product-head.store.ts';

export interface ProductFields {
  readonly name: string;
  readonly description: string;
  readonly categoryId: CategoryId;
  readonly externalId: string | undefined;
  readonly isPriority: boolean;
  readonly state: 'draft' | 'published' | 'archived';
  readonly weightGrams: number | undefined;
  readonly barcode: string | undefined;
  readonly hsnCode: string | undefined;
  /** Basis points; undefined: the merchant's default. */
  readonly taxRateBp: number | undefined;
  readonly supplierId: string | undefined;
}

export interface NewProduct extends Omit<ProductFields, 'state'> {
  readonly state: ProductFields['state'] | 'hidden';
  readonly id: ProductId;
  readonly slug: string;
  readonly priceMinor: bigint;
  readonly currency: string;
  readonly optionNames: readonly string[];
  readonly searchText: string;
}

export interface StoredProduct extends ProductFields {
  readonly id: ProductId;
  readonly currency: string;
  readonly optionNames: readonly string[];
}

function columnsOf(fields: Omit<NewProduct, 'id' | 'slug' | 'priceMinor' | 'currency' | 'optionNames' | 'searchText'>) {
  return {
    name: fields.name,
    description: fields.description,
    category_id: fields.categoryId,
    external_id: fields.externalId ?? null,
    is_priority: fields.isPriority,
    state: fields.state,
    weight_grams: fields.weightGrams ?? null,
    barcode: fields.barcode ?? null,
    hsn_code: fields.hsnCode ?? null,
    tax_rate_bp: fields.taxRateBp ?? null,
    supplier_id: fields.supplierId ?? null,
  };
}

export async function insertProduct(tx: Tx, product: NewProduct, at: Date): Promise<void> {
  await tx.db
    .insertInto('products')
    .values({
      ...columnsOf(product),
      merchant_id: tx.merchantId,
      id: product.id,
      slug: product.slug,
      price_minor: product.priceMinor,
      currency: product.currency,
      option_names: [...product.optionNames],
      search_text: product.searchText,
      created_at: at,
      updated_at: at,
    })
    .execute();
}

export async function updateProduct(tx: Tx, id: ProductId, fields: ProductFields, at: Date): Promise<void> {
  await tx.db
    .updateTable('products')
    .set({ ...columnsOf(fields), updated_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** What follows from the product's variants and words; `priceMinor` undefined leaves the price. */
export async function updateDerived(
  tx: Tx,
  id: ProductId,
  derived: { readonly searchText: string; readonly priceMinor: bigint | undefined },
  at: Date,
): Promise<void> {
  await tx.db
    .updateTable('products')
    .set({
      search_text: derived.searchText,
      updated_at: at,
      ...(derived.priceMinor !== undefined && { price_minor: derived.priceMinor }),
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** The product for changing, locked; archived ones are gone. */
export async function lockProduct(tx: Tx, id: ProductId): Promise<StoredProduct | undefined> {
  const row = await tx.db
    .selectFrom('products')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', 'in', ['draft', 'published'])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id,
    name: row.name,
    description: row.description,
    categoryId: row.category_id as CategoryId,
    externalId: row.external_id ?? undefined,
    isPriority: row.is_priority,
    state: row.state as StoredProduct['state'],
    weightGrams: row.weight_grams ?? undefined,
    barcode: row.barcode ?? undefined,
    hsnCode: row.hsn_code ?? undefined,
    taxRateBp: row.tax_rate_bp ?? undefined,
    supplierId: row.supplier_id ?? undefined,
    currency: row.currency,
    optionNames: row.option_names,
  };
}

/** Slugs that clash with `slug` or with one of its numbered forms. */
export async function takenSlugs(tx: Tx, slug: string): Promise<string[]> {
  const upper = `${slug}-:`; // ':' follows '9', so the range holds every numbered form and uses the index
  const rows = await tx.db
    .selectFrom('products')
    .select('slug')
    .where('merchant_id', '=', tx.merchantId)
    .where((where) => where.or([where('slug', '=', slug), where.and([where('slug', '>=', `${slug}-`), where('slug', '<', upper)])]))
    .execute();
  return rows.map((row) => row.slug);
}

export interface ProductRow extends ProductHeadRow {
  readonly option_names: string[];
  readonly weight_grams: number | null;
  readonly barcode: string | null;
  readonly hsn_code: string | null;
  readonly tax_rate_bp: number | null;
}

/** One product by id or slug; archived ones are gone. */
export async function findProduct(tx: Tx, by: { readonly id: ProductId } | { readonly slug: string }): Promise<ProductRow | undefined> {
  const match = 'id' in by ? sql`p.id = ${by.id}` : sql`p.slug = ${by.slug}`;
  const { rows } = await sql<ProductRow>`
    select ${productHeadColumns}, p.option_names, p.weight_grams, p.barcode, p.hsn_code, p.tax_rate_bp
    from products p ${productHeadJoins}
    where p.merchant_id = ${tx.merchantId} and ${match} and p.state in ('draft','published')`.execute(tx.db);
  return rows[0];
}

export async function updateOptionNames(tx: Tx, id: ProductId, names: readonly string[]): Promise<void> {
  await tx.db
    .updateTable('products')
    .set({ option_names: [...names] })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

/** From the archive to the drafts; false when it is not in the archive. */
export async function reviveProduct(tx: Tx, id: ProductId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('products')
    .set({ state: 'draft', updated_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', '=', 'archived')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What the hidden product of a service is taxed at; undefined when it is not there. */
export async function taxRateOfHidden(tx: Tx, id: ProductId): Promise<{ readonly taxRateBp: number | undefined } | undefined> {
  const row = await tx.db
    .selectFrom('products')
    .select('tax_rate_bp')
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('state', '=', 'hidden')
    .executeTakeFirst();
  return row && { taxRateBp: row.tax_rate_bp ?? undefined };
}

export async function setTaxRate(tx: Tx, id: ProductId, taxRateBp: number | undefined): Promise<void> {
  await tx.db
    .updateTable('products')
    .set({ tax_rate_bp: taxRateBp ?? null })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}
