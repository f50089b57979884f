/** The kinds of job that payments enqueues, with their payloads. Ids and words for the gateway only; amounts are read from the rows. */
import type { PaymentId, PaymentLinkId, RefundId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';

const linkId = z.custom<PaymentLinkId>((value) => typeof value === 'string');
const refundId = z.custom<RefundId>((value) => typeof value === 'string');
const paymentId = z.custom<PaymentId>((value) => typeof value === 'string');

export const createLinkJob = defineJob(
  'payment-link.create',
  z.object({
    linkId,
    description: z.string(),
    customer: z.object({ name: z.string().exactOptional(), phone: z.string().exactOptional(), email: z.string().exactOptional() }),
    returnUrl: z.string(),
  }),
  { priority: 5 },
);
export const closeLinkJob = defineJob('payment-link.close', z.object({ linkId }));
export const checkLinkJob = defineJob('payment-link.check', z.object({ linkId }), { maxAttempts: 3, priority: -1 });
export const readFeeJob = defineJob('payment.read-fee', z.object({ paymentId }), { maxAttempts: 6, priority: -2 });
export const createRefundJob = defineJob('refund.create', z.object({ refundId }), { maxAttempts: 14 });
export const checkRefundJob = defineJob('refund.check', z.object({ refundId }), { priority: -1 });
/** What the gateway knows of a payment's refunds, after an event that does not name them. */
export const readRefundsJob = defineJob('refund.read', z.object({ paymentId }), { maxAttempts: 6 });
export const reconcileJob = defineJob<Record<string, never>>('payments.reconcile', z.record(z.string(), z.never()), { maxAttempts: 3 });
