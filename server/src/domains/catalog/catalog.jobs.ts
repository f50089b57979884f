/** What the catalogue does later: deleting the bytes of pictures that nothing points at any more. */
import type { ProductId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database } from '../../foundation/db/database.ts';
import { guardedFetch } from '../../foundation/http/guarded-fetch.ts';
import { type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { PictureBlobs } from './catalog-deps.ts';
import { dropImageJob, fetchImageJob } from './catalog-job-kinds.ts';
import { imageKey, imageWidths } from './encode-image.ts';
import { attachImage, keepImage } from './product-images.ts';

const MOST_PICTURE_BYTES = 16 * 1024 * 1024;

export interface CatalogJobDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly blobs: PictureBlobs;
  /** Which resolved addresses may be reached; default: public ones. */
  readonly mayReach?: (address: string) => boolean;
}

export function catalogJobs(deps: CatalogJobDeps): HandledJob[] {
  return [
    handle(fetchImageJob, async ({ productId, url }, job) => {
      const { merchantId } = job;
      if (merchantId === undefined) throw new Error('image.fetch needs a merchant');
      const fetched = await guardedFetch(url, { maxBytes: MOST_PICTURE_BYTES, ...(deps.mayReach ? { mayReach: deps.mayReach } : {}) });
      // What cannot be had now may be had later; what must not be fetched never will.
      if (!fetched.ok)
        return fetched.refusal.kind === 'unreachable' && !job.isLast
          ? { againAfterMs: 30_000 * job.attempt, reason: fetched.refusal.detail, countsAsTry: true }
          : undefined;
      const kept = await keepImage(deps, fetched.value.bytes);
      if (!kept.ok) return undefined;
      await deps.database.inTx(merchantId, async (tx) => {
        await attachImage(deps, tx, productId as ProductId, kept.value);
        await job.complete(tx);
      });
      return undefined;
    }),
    handle(dropImageJob, async ({ blob }) => {
      for (const width of [undefined, ...imageWidths]) await deps.blobs.delete(imageKey(blob, width).key);
    }),
  ];
}
