/** Pictures of products: storing the bytes first, then pointing at them, and the other way round when one goes. */
import { newId, newSecretId, type ProductId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { CatalogDeps } from './catalog-deps.ts';
import { dropImageJob } from './catalog-job-kinds.ts';
import { encodeImage, imageKey } from './encode-image.ts';
import { deleteImage, describeImage, insertImage, reorderImages } from './image.store.ts';
import { lockProduct } from './product.store.ts';
import { bumpVersion } from './shop.store.ts';

const MOST_IMAGES = 10;

export interface KeptImage {
  readonly blob: string;
  readonly width: number;
  readonly height: number;
}

/** Encodes and stores, in no transaction. Refuses `image.unreadable`. */
export async function keepImage(deps: Pick<CatalogDeps, 'blobs'>, bytes: Uint8Array): Promise<Result<KeptImage>> {
  const encoded = await encodeImage(bytes);
  if (!encoded.ok) return encoded;
  const blob = newSecretId<string>();
  const original = imageKey(blob);
  await deps.blobs.put(original.key, encoded.value.original, original.mimeType);
  for (const size of encoded.value.sizes) {
    const { key, mimeType } = imageKey(blob, size.width);
    await deps.blobs.put(key, size.bytes, mimeType);
  }
  return ok({ blob, width: encoded.value.width, height: encoded.value.height });
}

/** Points the product at a kept picture. Refuses `product.not_found`, and the eleventh with `request.invalid`. */
export async function attachImage(
  deps: Pick<CatalogDeps, 'clock'>,
  tx: Tx,
  productId: ProductId,
  image: KeptImage & { readonly alt?: string },
): Promise<Result<{ readonly id: string; readonly blob: string }>> {
  await bumpVersion(tx);
  const product = await lockProduct(tx, productId);
  if (!product) return refuse('product.not_found');
  const id = newId<string>();
  const added = await insertImage(tx, productId, { ...image, id, alt: image.alt ?? product.name }, MOST_IMAGES, deps.clock.now());
  if (!added) return refuse('request.invalid', { details: [{ field: 'file', message: `At most ${MOST_IMAGES} pictures a product.` }] });
  return ok({ id, blob: image.blob });
}

/** Refuses `product.not_found`, `request.not_found`. The bytes go by a job, once this is certain. */
export async function removeImage(
  deps: Pick<CatalogDeps, 'clock'>,
  tx: Tx,
  productId: ProductId,
  imageId: string,
): Promise<Result<{ readonly id: string }>> {
  await bumpVersion(tx);
  if (!(await lockProduct(tx, productId))) return refuse('product.not_found');
  const blob = await deleteImage(tx, productId, imageId);
  if (blob === undefined) return refuse('request.not_found');
  await enqueue(tx, deps.clock.now(), dropImageJob, { blob });
  return ok({ id: imageId });
}

/** Refuses `product.not_found`, and `request.invalid` unless these are all of its pictures. */
export async function orderImages(tx: Tx, productId: ProductId, ids: readonly string[]): Promise<Result<void>> {
  await bumpVersion(tx);
  if (!(await lockProduct(tx, productId))) return refuse('product.not_found');
  if (!(await reorderImages(tx, productId, ids)))
    return refuse('request.invalid', { details: [{ field: 'ids', message: 'Name each picture of the product once.' }] });
  return ok(undefined);
}

/** What stands for the picture where it is not seen. Refuses `product.not_found`, `request.not_found`. */
export async function changeImage(tx: Tx, productId: ProductId, imageId: string, alt: string): Promise<Result<void>> {
  await bumpVersion(tx);
  if (!(await lockProduct(tx, productId))) return refuse('product.not_found');
  return (await describeImage(tx, productId, imageId, alt)) ? ok(undefined) : refuse('request.not_found');
}
