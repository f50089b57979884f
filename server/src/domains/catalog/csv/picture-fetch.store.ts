/** All SQL of product_picture_fetches but their asking: which waits next, what became of it, and how an import's stand. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';

export interface WaitingPicture {
  readonly productId: ProductId;
  readonly url: string;
  readonly isMain: boolean;
  readonly attempts: number;
  /** Not before. */
  readonly at: Date;
}

/** The one of the lane that is due first. */
export async function nextPicture(tx: Tx, lane: number): Promise<WaitingPicture | undefined> {
  const row = await tx.db
    .selectFrom('product_picture_fetches')
    .select(['product_id', 'url', 'is_main', 'attempts', 'at'])
    .where('merchant_id', '=', tx.merchantId)
    .where('state', '=', 'waiting')
    .where('lane', '=', lane)
    .orderBy('at')
    .orderBy('product_id')
    .limit(1)
    .executeTakeFirst();
  return row && { productId: row.product_id as ProductId, url: row.url, isMain: row.is_main, attempts: row.attempts, at: row.at };
}

export async function settlePicture(
  tx: Tx,
  picture: Pick<WaitingPicture, 'productId' | 'url'>,
  end: { readonly state: 'waiting' | 'done' | 'failed'; readonly failure?: string; readonly at: Date },
): Promise<void> {
  await tx.db
    .updateTable('product_picture_fetches')
    .set((eb) => ({ state: end.state, failure: end.failure ?? null, attempts: eb('attempts', '+', 1), at: end.at }))
    .where('merchant_id', '=', tx.merchantId)
    .where('product_id', '=', picture.productId)
    .where('url', '=', picture.url)
    .where('state', '=', 'waiting')
    .execute();
}

/** Before the pictures that the product has. */
export async function putPictureFirst(tx: Tx, productId: ProductId, imageId: string): Promise<void> {
  await sql`
    update product_images set position = (select min(position) - 1 from product_images where merchant_id = ${tx.merchantId} and product_id = ${productId})
    where merchant_id = ${tx.merchantId} and id = ${imageId}`.execute(tx.db);
}

export interface PictureCounts {
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
}

export async function countPictures(tx: Tx, importId: string): Promise<PictureCounts> {
  const { rows } = await sql<PictureCounts>`
    select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'done')::int as done,
      count(*) filter (where state = 'failed')::int as failed
    from product_picture_fetches where merchant_id = ${tx.merchantId} and import_id = ${importId}`.execute(tx.db);
  return rows[0] ?? { waiting: 0, done: 0, failed: 0 };
}

export interface PictureFailure {
  readonly productId: ProductId;
  readonly name: string;
  readonly url: string;
  readonly message: string;
}

export async function pictureFailures(tx: Tx, importId: string, limit: number): Promise<PictureFailure[]> {
  const { rows } = await sql<{ product_id: ProductId; name: string; url: string; failure: string | null }>`
    select f.product_id, p.name, f.url, f.failure from product_picture_fetches f
    join products p on p.merchant_id = f.merchant_id and p.id = f.product_id
    where f.merchant_id = ${tx.merchantId} and f.import_id = ${importId} and f.state = 'failed'
    order by p.name, f.url limit ${limit}`.execute(tx.db);
  return rows.map((row) => ({ productId: row.product_id, name: row.name, url: row.url, message: row.failure ?? '' }));
}
