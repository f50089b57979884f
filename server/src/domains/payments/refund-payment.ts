/**
 * Sends money back: at most what came in and has not been sent back, once for each cause. Rows and jobs only; the gateway is called
 * by the job with the refund's id as its key.
 */
import type { OrderId, RefundId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type BookDeps, bookRefundAsked } from './book-payment.ts';
import { lockPayment, type Payment, paymentsOfOrder } from './payment.store.ts';
import { isKept, refundable } from './payment.ts';
import { createRefundJob } from './payment-job-kinds.ts';
import { insertRefund, refundsOfPayment } from './refund.store.ts';

export interface RefundInput {
  readonly orderId: OrderId;
  readonly amount?: Money;
  readonly reason: string;
  readonly cause: string;
}

export interface RefundDeps extends BookDeps {
  readonly clock: Clock;
}

/** Refunds the payment that paid the order. Without an amount: all that is left, which may be nothing. Refuses `payment.not_found`, `payment.refund_too_large`. */
export async function refundOrder(
  deps: RefundDeps,
  tx: Tx,
  input: RefundInput,
): Promise<Result<{ readonly refundIds: readonly RefundId[]; readonly amount: Money }>> {
  const payment = (await paymentsOfOrder(tx, input.orderId)).find((each) => isKept(each.verdict));
  if (!payment) return refuse('payment.not_found');
  return refundPayment(deps, tx, payment, input);
}

export async function refundPayment(
  deps: RefundDeps,
  tx: Tx,
  payment: Payment,
  input: { readonly amount?: Money; readonly reason: string; readonly cause: string },
): Promise<Result<{ readonly refundIds: readonly RefundId[]; readonly amount: Money }>> {
  await lockPayment(tx, payment.id);
  const before = await refundsOfPayment(tx, payment.id);
  const same = before.find((each) => each.cause === input.cause);
  if (same) return ok({ refundIds: [same.id], amount: same.amount });
  const left = refundable(payment.amount, before);
  const amount = input.amount ?? left;
  if (amount.currency !== left.currency || amount.minor > left.minor || (input.amount !== undefined && amount.minor <= 0n))
    return refuse('payment.refund_too_large');
  if (amount.minor <= 0n) return ok({ refundIds: [], amount: { minor: 0n, currency: left.currency } });
  const id = newId<RefundId>();
  const at = deps.clock.now();
  const { reason, cause } = input;
  const refund = { id, paymentId: payment.id, orderId: payment.orderId, amount, reason, cause, state: 'asked' as const };
  await insertRefund(tx, { ...refund, at });
  await enqueue(tx, at, createRefundJob, { refundId: id }, { key: payment.id });
  await bookRefundAsked(deps, tx, payment, { ...refund, createdAt: at });
  return ok({ refundIds: [id], amount });
}
