/** The kinds of the imports' jobs, apart from their handlers, so that verbs can enqueue them. */
import { z } from 'zod';
import { defineJob } from '../../../foundation/jobs/job.ts';

/** Pictures of one merchant that are fetched at once. */
export const PICTURE_LANES = 2;

/** Goes on with an import: at once where nobody else is at it (`isAlone`), otherwise once whoever waited for it is gone. */
export const importProductsJob = defineJob('products.import', z.strictObject({ importId: z.uuid(), isAlone: z.boolean().optional() }), {
  maxAttempts: 8,
  priority: -1,
});

/** Fetches the next picture of the lane, and the next, until none waits. */
export const fetchPicturesJob = defineJob('pictures.fetch', z.strictObject({ lane: z.number().int().min(0) }), { priority: -2 });
