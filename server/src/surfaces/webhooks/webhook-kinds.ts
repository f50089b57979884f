/** The jobs around raw webhooks, as words only; webhook.jobs.ts does them. */
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';

const eventId = z.string().regex(/^\d+$/);

/** Reads stored events; before ordinary work, since somebody may be waiting for an answer in a chat. */
export const webhookRead = defineJob('webhook.read', z.object({ ids: z.array(eventId) }), { priority: 5 });

/** Tries again an event whose subject was not known yet. */
export const webhookRetry = defineJob('webhook.retry', z.object({ id: eventId }));

/** Wipes bodies that came after a person was erased and name what was theirs: ids of services alone, nothing of the person. */
export const webhookForget = defineJob('webhook.forget', z.object({ names: z.array(z.string()) }));

/** Wipes raw bodies past their time. */
export const webhookSweep = defineJob('webhook.sweep', z.object({}));
