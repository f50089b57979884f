/**
 * A person asks again for a refund that got stuck: one that was given up becomes a new request under a new key, one under way is looked
 * at now. Never more goes back than came in, and never a second request beside a living one.
 */
import type { RefundId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { bookRefundAsked } from './book-payment.ts';
import { lockPayment, paymentById } from './payment.store.ts';
import { causeAskedAgain, originOf, refundable, sameMoney } from './payment.ts';
import { checkRefundJob, createRefundJob } from './payment-job-kinds.ts';
import { insertRefund, type Refund, refundById, refundsOfPayment } from './refund.store.ts';
import type { RefundDeps } from './refund-payment.ts';

/**
 * @returns the refund that stands for it now: a new one, or itself.
 * Refuses `payment.not_found`, `payment.refund_not_stuck`, `payment.refund_too_large`.
 */
export async function retryRefund(deps: RefundDeps, tx: Tx, id: RefundId): Promise<Result<Refund>> {
  const asked = await refundById(tx, id);
  const payment = asked && (await paymentById(tx, asked.paymentId));
  if (!payment) return refuse('payment.not_found');
  await lockPayment(tx, payment.id);
  const all = await refundsOfPayment(tx, payment.id);
  const refund = all.find((each) => each.id === id) ?? asked;
  const at = deps.clock.now();
  if (refund.state === 'asked') {
    // The same request again has one effect: the refund's id is the gateway's key.
    await enqueue(tx, at, createRefundJob, { refundId: id }, { dedupe: `again:${id}` });
    return ok(refund);
  }
  if (refund.state === 'pending') {
    await enqueue(tx, at, checkRefundJob, { refundId: id }, { dedupe: `again:${id}` });
    return ok(refund);
  }
  const origin = originOf(refund.cause);
  const family = all.filter((each) => originOf(each.cause) === origin);
  const isAskedAgain = all.some(
    (each) => each.id > id && (family.includes(each) || (each.state !== 'failed' && sameMoney(each.amount, refund.amount))),
  );
  if (refund.state === 'processed' || isAskedAgain) return refuse('payment.refund_not_stuck');
  if (refund.amount.minor > refundable(payment.amount, all).minor) return refuse('payment.refund_too_large');
  const { providerRefundId: _, ...kept } = refund;
  const causes = family.map((each) => each.cause);
  const next: Refund = { ...kept, id: newId<RefundId>(), cause: causeAskedAgain(origin, causes), state: 'asked', createdAt: at };
  await insertRefund(tx, { ...next, at });
  await enqueue(tx, at, createRefundJob, { refundId: next.id }, { key: payment.id });
  await bookRefundAsked(deps, tx, payment, next);
  return ok(next);
}
