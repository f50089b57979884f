/** All SQL of product pictures: which blob belongs to which product. The bytes are in the blob store. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';

export interface StoredImage {
  readonly id: string;
  readonly blob: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** Behind the pictures that are there; false when the product has as many as it may. */
export async function insertImage(tx: Tx, productId: ProductId, image: StoredImage, most: number, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into product_images (merchant_id, id, product_id, blob_key, width, height, alt, position, created_at)
    select ${tx.merchantId}, ${image.id}, ${productId}, ${image.blob}, ${image.width}::int, ${image.height}::int, ${image.alt}, coalesce(max(position) + 1, 0), ${at}
    from product_images where merchant_id = ${tx.merchantId} and product_id = ${productId} having count(*) < ${most}`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function imagesOf(tx: Tx, productId: ProductId): Promise<StoredImage[]> {
  const rows = await tx.db
    .selectFrom('product_images')
    .select(['id', 'blob_key', 'alt', 'width', 'height'])
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', productId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, blob: row.blob_key, alt: row.alt, width: row.width, height: row.height }));
}

/** False when these are not exactly the product's pictures. */
export async function reorderImages(tx: Tx, productId: ProductId, ids: readonly string[]): Promise<boolean> {
  const known = await imagesOf(tx, productId);
  const asked = new Set(ids);
  if (asked.size !== ids.length || asked.size !== known.length || known.some((each) => !asked.has(each.id))) return false;
  await sql`update product_images i set position = g.position
    from unnest(${[...ids]}::uuid[]) with ordinality as g (id, position)
    where i.merchant_id = ${tx.merchantId} and i.product_id = ${productId} and i.id = g.id`.execute(tx.db);
  return true;
}

/** False when there is no such picture. */
export async function describeImage(tx: Tx, productId: ProductId, imageId: string, alt: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('product_images')
    .set({ alt })
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', productId)
    .where('id', '=', imageId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The blob that nobody refers to any more; undefined when there was no such picture. */
export async function deleteImage(tx: Tx, productId: ProductId, imageId: string): Promise<string | undefined> {
  const row = await tx.db
    .deleteFrom('product_images')
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', productId)
    .where('id', '=', imageId)
    .returning('blob_key')
    .executeTakeFirst();
  return row?.blob_key;
}
