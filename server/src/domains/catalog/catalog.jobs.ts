/** What the catalogue does later: deleting the bytes of pictures that nothing points at any more. */
import { z } from 'zod';
import { defineJob, type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { PictureBlobs } from './catalog-deps.ts';
import { imageKey, imageWidths } from './encode-image.ts';

export const dropImageJob = defineJob('image.drop', z.strictObject({ blob: z.uuid() }));

export function catalogJobs(deps: { readonly blobs: Pick<PictureBlobs, 'delete'> }): HandledJob[] {
  return [
    handle(dropImageJob, async ({ blob }) => {
      for (const width of [undefined, ...imageWidths]) await deps.blobs.delete(imageKey(blob, width).key);
    }),
  ];
}
