/** The kinds of the push's jobs, apart from their handlers, so that verbs can enqueue them. */
import { z } from 'zod';
import { defineJob } from '../../../foundation/jobs/job.ts';

/** push: send what differs · again: also what they refused before · rotate: choose anew first · look: ask how the batches under way ended. */
export const pushCatalogueJob = defineJob('catalogue.push', z.strictObject({ do: z.enum(['push', 'again', 'rotate', 'look']) }), {
  maxAttempts: 5,
});

/** Reads their whole list. With `repair` what differs is sent again. */
export const compareCatalogueJob = defineJob('catalogue.compare', z.strictObject({ repair: z.boolean() }), { maxAttempts: 5 });

/** Every minute: who is behind? */
export const watchCataloguesJob = defineJob('catalogue.watch', z.strictObject({}), { maxAttempts: 1 });

/** Every hour: where is it night? */
export const rotateCataloguesJob = defineJob('catalogue.rotate', z.strictObject({}), { maxAttempts: 3 });

/** Jobs of one merchant run one after another. */
export const LANE = 'catalogue';
