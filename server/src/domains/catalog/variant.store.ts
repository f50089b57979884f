/** All SQL of variants: what is sold, and at what price. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Offer, VariantForSale } from './product.ts';
import { optionLabel } from './variant-plan.ts';

export interface StoredVariant {
  readonly id: VariantId;
  readonly productId: ProductId;
  readonly optionValues: readonly string[];
  readonly sku: string | undefined;
  readonly priceMinor: bigint;
  readonly weightGrams: number | undefined;
  readonly isTracked: boolean;
  readonly inStock: boolean;
  readonly position: number;
}

export async function insertVariants(tx: Tx, variants: readonly StoredVariant[], at: Date): Promise<void> {
  if (variants.length === 0) return;
  await tx.db
    .insertInto('variants')
    .values(
      variants.map((variant) => ({
        merchant_id: tx.merchantId,
        id: variant.id,
        product_id: variant.productId,
        option_values: [...variant.optionValues],
        sku: variant.sku ?? null,
        price_minor: variant.priceMinor,
        weight_grams: variant.weightGrams ?? null,
        is_tracked: variant.isTracked,
        in_stock: variant.inStock,
        position: variant.position,
        created_at: at,
      })),
    )
    .execute();
}

export async function updateVariant(tx: Tx, variant: StoredVariant): Promise<void> {
  await tx.db
    .updateTable('variants')
    .set({
      option_values: [...variant.optionValues],
      sku: variant.sku ?? null,
      price_minor: variant.priceMinor,
      weight_grams: variant.weightGrams ?? null,
      in_stock: variant.inStock,
      position: variant.position,
    })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', variant.id)
    .execute();
}

/** Living variants of a product, in their order. */
export async function variantsOf(tx: Tx, productId: ProductId): Promise<StoredVariant[]> {
  const rows = await tx.db
    .selectFrom('variants')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', productId)
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id as VariantId,
    productId,
    optionValues: row.option_values,
    sku: row.sku ?? undefined,
    priceMinor: row.price_minor,
    weightGrams: row.weight_grams ?? undefined,
    isTracked: row.is_tracked,
    inStock: row.in_stock,
    position: row.position,
  }));
}

/** Puts away the product's variants, or the one named. */
export async function archiveVariants(tx: Tx, productId: ProductId, at: Date, only?: VariantId): Promise<void> {
  let update = tx.db
    .updateTable('variants')
    .set({ archived_at: at })
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', productId)
    .where('archived_at', 'is', null);
  if (only !== undefined) update = update.where('id', '=', only);
  await update.execute();
}

/** Those that were put away last, all at one instant: the ones a product took along. */
export async function reviveVariants(tx: Tx, productId: ProductId): Promise<void> {
  await sql`update variants set archived_at = null where merchant_id = ${tx.merchantId} and product_id = ${productId}
    and archived_at = (select max(archived_at) from variants where merchant_id = ${tx.merchantId} and product_id = ${productId})`.execute(
    tx.db,
  );
}

/** True when something changed. */
export async function setTracked(tx: Tx, ids: readonly VariantId[]): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update variants set is_tracked = true where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[]) and not is_tracked`.execute(
      tx.db,
    );
  return (numAffectedRows ?? 0n) > 0n;
}

interface ForSaleRow {
  readonly id: VariantId;
  readonly product_id: ProductId;
  readonly external_id: string | null;
  readonly name: string;
  readonly option_values: string[];
  readonly sku: string | null;
  readonly price_minor: bigint;
  readonly currency: string;
  readonly weight_grams: number | null;
  readonly is_tracked: boolean;
  readonly in_stock: boolean;
  readonly is_for_sale: boolean;
  readonly is_hidden: boolean;
  readonly tax_rate_bp: number | null;
  readonly hsn_code: string | null;
  readonly image_blob: string | null;
}

function forSale<More = object>(tx: Tx, match: RawBuilder<unknown>, more: RawBuilder<unknown> = sql``) {
  return sql<ForSaleRow & More>`
    select v.id, v.product_id, p.external_id, p.name, v.option_values, v.sku, v.price_minor, p.currency,
      coalesce(v.weight_grams, p.weight_grams) as weight_grams, v.is_tracked, v.in_stock,
      v.archived_at is null and p.state = 'published' as is_for_sale, v.archived_at is null and p.state = 'hidden' as is_hidden, p.tax_rate_bp, p.hsn_code,
      (select i.blob_key from product_images i where i.merchant_id = p.merchant_id and i.product_id = p.id order by i.position, i.id limit 1) as image_blob${more}
    from variants v join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where v.merchant_id = ${tx.merchantId} and ${match}
    order by v.position, v.id`.execute(tx.db);
}

export async function variantsForSale(tx: Tx, ids: readonly VariantId[]): Promise<VariantForSale[]> {
  if (ids.length === 0) return [];
  const { rows } = await forSale(tx, sql`v.id = any(${ids}::uuid[])`);
  return rows.map(variantForSale);
}

/** With the free units of those that are counted. */
export async function offersForSale(
  tx: Tx,
  ids: readonly VariantId[],
  freeUnits: (variantId: RawBuilder<string>) => RawBuilder<number>,
): Promise<readonly Offer[]> {
  if (ids.length === 0) return [];
  const free = sql`, case when v.is_tracked then ${freeUnits(sql`v.id`)} end::int as free`;
  const { rows } = await forSale<{ readonly free: number | null }>(tx, sql`v.id = any(${ids}::uuid[])`, free);
  return rows.map((row) => ({ variant: variantForSale(row), available: row.free ?? undefined }));
}

/** Living variants whose sku, or whose product's own id, is one of these, with every name they answer to. */
export async function variantsByCodes(
  tx: Tx,
  codes: readonly string[],
): Promise<{ sku?: string; externalId?: string; variant: VariantForSale }[]> {
  if (codes.length === 0) return [];
  const { rows } = await forSale(
    tx,
    sql`v.archived_at is null and (v.sku = any(${codes}::text[]) or p.id in (
      select id from products where merchant_id = ${tx.merchantId} and external_id = any(${codes}::text[]) and state <> 'archived'))`,
  );
  return rows.map((row) => ({
    ...(row.sku !== null && { sku: row.sku }),
    ...(row.external_id !== null && { externalId: row.external_id }),
    variant: variantForSale(row),
  }));
}

function variantForSale(row: ForSaleRow): VariantForSale {
  return {
    variantId: row.id,
    productId: row.product_id,
    productName: row.name,
    optionLabel: optionLabel(row.option_values),
    ...(row.sku !== null && { sku: row.sku }),
    price: { minor: row.price_minor, currency: row.currency },
    ...(row.weight_grams !== null && { weightGrams: row.weight_grams }),
    isTracked: row.is_tracked,
    inStock: row.in_stock,
    isForSale: row.is_for_sale,
    ...(row.is_hidden && { isHidden: true }),
    ...(row.image_blob !== null && { imageBlob: row.image_blob }),
    ...(row.tax_rate_bp !== null && { taxRateBp: row.tax_rate_bp }),
    ...(row.hsn_code !== null && { hsnCode: row.hsn_code }),
  };
}
