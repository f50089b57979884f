/** What the gateway says about a refund, forward only. A refund that the merchant made at the gateway itself is recorded too. */
import type { RefundId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { after, type Clock, minuteMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayName, GatewayRefund } from '../../providers/payments/payments.port.ts';
import { type BookDeps, bookRefundAsked, bookRefundFailed, bookRefundPaid } from './book-payment.ts';
import { lockPayment, paymentById, paymentByProviderId } from './payment.store.ts';
import { nextRefundCause, type PaymentEvent, refundMoves, refundPauseMs, sameMoney } from './payment.ts';
import { checkRefundJob, createRefundJob } from './payment-job-kinds.ts';
import { insertRefund, type Refund, refundsOfPayment, setRefund } from './refund.store.ts';

export interface FileRefundDeps extends BookDeps {
  readonly clock: Clock;
  readonly emit: (tx: Tx, event: PaymentEvent) => Promise<void>;
}

const FIRST_LOOK_MS = 5 * minuteMs;

/** @returns false when the payment is not known here (yet). */
export async function fileRefund(deps: FileRefundDeps, tx: Tx, gateway: GatewayName, said: GatewayRefund): Promise<boolean> {
  const payment = await paymentByProviderId(tx, gateway, said.providerPaymentId);
  if (!payment) return false;
  await lockPayment(tx, payment.id);
  const all = await refundsOfPayment(tx, payment.id);
  const refund =
    all.find((each) => each.providerRefundId === said.providerRefundId) ??
    // Ours, told before the answer to our own call was recorded.
    all.find((each) => each.providerRefundId === undefined && each.state === 'asked' && sameMoney(each.amount, said.amount));
  if (refund) {
    await recordRefund(deps, tx, refund, said);
    return true;
  }
  const made: Refund = {
    id: newId<RefundId>(),
    paymentId: payment.id,
    orderId: payment.orderId,
    amount: said.amount,
    reason: 'Refunded at the gateway.',
    cause: `gateway:${said.providerRefundId}`,
    state: 'asked',
    createdAt: deps.clock.now(),
  };
  if (said.state === 'failed') return true;
  await insertRefund(tx, { ...made, at: made.createdAt });
  await bookRefundAsked(deps, tx, payment, made);
  await recordRefund(deps, tx, made, said);
  return true;
}

/** The caller holds the payment or the refund. */
export async function recordRefund(deps: FileRefundDeps, tx: Tx, refund: Refund, said: GatewayRefund): Promise<void> {
  const at = deps.clock.now();
  const isNew = refund.providerRefundId === undefined;
  if (!refundMoves(refund.state, said.state)) {
    if (isNew) await setRefund(tx, refund.id, { state: refund.state, providerRefundId: said.providerRefundId, at });
    return;
  }
  await setRefund(tx, refund.id, { state: said.state, providerRefundId: said.providerRefundId, at });
  const { id: refundId, orderId, amount, cause } = refund;
  if (said.state === 'pending') await enqueue(tx, at, checkRefundJob, { refundId }, { runAt: after(at, FIRST_LOOK_MS), dedupe: refundId });
  if (said.state === 'processed') {
    await deps.emit(tx, { name: 'refund.processed', orderId, refundId, amount, cause });
    await bookRefundPaid(deps, tx, refund);
  }
  if (said.state === 'failed') await failRefund(deps, tx, refund, 'The gateway could not complete the refund.');
}

/** Asks again under a new key where tries are left; else tells staff. The row itself is failed. */
export async function failRefund(deps: FileRefundDeps, tx: Tx, refund: Refund, detail: string): Promise<void> {
  const at = deps.clock.now();
  await setRefund(tx, refund.id, { state: 'failed', detail, at });
  const cause = nextRefundCause(refund.cause);
  if (cause === undefined || refund.cause.startsWith('gateway:')) {
    await deps.emit(tx, {
      name: 'refund.failed',
      orderId: refund.orderId,
      refundId: refund.id,
      amount: refund.amount,
      cause: refund.cause,
      detail,
    });
    await bookRefundFailed(deps, tx, refund, detail);
    return;
  }
  const { providerRefundId: _, ...kept } = refund;
  const next: Refund = { ...kept, id: newId<RefundId>(), cause, state: 'asked', createdAt: at };
  await insertRefund(tx, { ...next, at });
  // Under no key: while it rests, other refunds of the payment go on.
  await enqueue(tx, at, createRefundJob, { refundId: next.id }, { runAt: after(at, refundPauseMs(cause)) });
  await bookRefundFailed(deps, tx, refund, detail);
  const payment = await paymentById(tx, next.paymentId);
  if (payment) await bookRefundAsked(deps, tx, payment, next);
}
