/** The kinds of the catalogue's jobs, apart from their handlers, so that verbs can enqueue them. */
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';

export const dropImageJob = defineJob('image.drop', z.strictObject({ blob: z.uuid() }));

/** A picture named by its address; the merchant typed it, so it is fetched with care. */
export const fetchImageJob = defineJob('image.fetch', z.strictObject({ productId: z.uuid(), url: z.url() }), { maxAttempts: 5 });
