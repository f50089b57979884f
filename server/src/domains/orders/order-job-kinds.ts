/** The kinds of job that orders enqueues, with their payloads. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import { defineJob, type JobKind } from '../../foundation/jobs/job.ts';

export const expireOrderJob = defineJob('order.expire', z.object({ orderId: z.custom<OrderId>((value) => typeof value === 'string') }));

const nothing = z.record(z.string(), z.never());
export const sweepOrdersJob: JobKind<Record<string, never>> = defineJob<Record<string, never>>('orders.sweep', nothing, { maxAttempts: 3 });
/** One merchant's part of the sweep. */
export const sweepShopJob: JobKind<Record<string, never>> = defineJob<Record<string, never>>('orders.sweep-shop', nothing, {
  maxAttempts: 3,
});
