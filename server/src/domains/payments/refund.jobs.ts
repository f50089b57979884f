/**
 * Asks the gateway for refunds and follows them until they are done, in three beats. The refund's id is the gateway's idempotency key,
 * so a call that got lost is simply made again; nothing here decides how much.
 */
import { dayMs, hourMs, minuteMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { type HandledJob, handle, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { GatewayFailure } from '../../providers/payments/payments.port.ts';
import { recordFee } from './file-payment.ts';
import { failRefund, fileRefund, recordRefund } from './file-refund.ts';
import { type Payment, paymentById } from './payment.store.ts';
import { pauseMs } from './payment.ts';
import { checkRefundJob, createRefundJob, readFeeJob, readRefundsJob } from './payment-job-kinds.ts';
import { merchantOf, type PaymentJobDeps } from './payment-link.jobs.ts';
import { type Refund, refundById } from './refund.store.ts';

export function refundJobs(deps: PaymentJobDeps): readonly HandledJob[] {
  return [
    handle(createRefundJob, ({ refundId }, job) => createRefund(deps, refundId, job)),
    handle(checkRefundJob, ({ refundId }, job) => checkRefund(deps, refundId, job)),
    handle(readRefundsJob, ({ paymentId }, job) => readRefunds(deps, paymentId, job)),
    handle(readFeeJob, ({ paymentId }, job) => readFee(deps, paymentId, job)),
  ];
}

async function createRefund(deps: PaymentJobDeps, refundId: Refund['id'], job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const read = await deps.database.inTx(merchantId, (tx) => readRefund(tx, refundId));
  if (read?.refund.state !== 'asked') return;
  const { refund, payment } = read;
  const gateway = await deps.gatewayFor(merchantId, payment.gateway);
  if (!gateway) return later(deps, refund, { kind: 'bad_credentials', detail: 'the gateway is not connected' });
  const said = await gateway.refund({
    providerPaymentId: payment.providerPaymentId,
    amount: refund.amount,
    refundKey: refund.id.replaceAll('-', ''),
    note: refund.reason,
  });
  if (!said.ok && !isRefusal(said.refusal)) return later(deps, refund, said.refusal);
  // Their refusal may mean that the money has gone back by another hand: look before calling it failed.
  const known = said.ok ? undefined : await gateway.fetchRefunds(payment.providerPaymentId);
  await deps.database.inTx(merchantId, async (tx) => {
    for (const each of known?.ok ? known.value : []) await fileRefund(deps, tx, payment.gateway, each);
    const current = await refundById(tx, refundId);
    if (current && said.ok) await recordRefund(deps, tx, current, said.value);
    if (current?.state === 'asked' && !said.ok) await failRefund(deps, tx, current, said.refusal.detail);
    await job.complete(tx);
  });
}

async function readRefund(tx: Tx, id: Refund['id']): Promise<{ readonly refund: Refund; readonly payment: Payment } | undefined> {
  const refund = await refundById(tx, id);
  const payment = refund && (await paymentById(tx, refund.paymentId));
  return payment && { refund, payment };
}

function isRefusal(failure: GatewayFailure): boolean {
  return failure.kind === 'rejected' || failure.kind === 'not_found' || failure.kind === 'already_closed';
}

/** Whether it happened is not known, so it is asked again under the same key for as long as it takes; pauses grow with age to an hour. */
function later(deps: PaymentJobDeps, refund: Refund, failure: GatewayFailure): JobAnswer {
  const age = deps.clock.now().getTime() - refund.createdAt.getTime();
  return { againAfterMs: failure.afterMs ?? Math.min(Math.max(age / 2, 2_000), hourMs), reason: failure.detail };
}

async function checkRefund(deps: PaymentJobDeps, refundId: Refund['id'], job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const read = await deps.database.inTx(merchantId, (tx) => readRefund(tx, refundId));
  if (read?.refund.state !== 'pending') return;
  const gateway = await deps.gatewayFor(merchantId, read.payment.gateway);
  const said = await gateway?.fetchRefunds(read.payment.providerPaymentId);
  const own = said?.ok ? said.value.find((each) => each.providerRefundId === read.refund.providerRefundId) : undefined;
  if (!own || own.state === 'pending') {
    const age = deps.clock.now().getTime() - read.refund.createdAt.getTime();
    return { againAfterMs: Math.min(Math.max(age / 2, 5 * minuteMs), dayMs / 2), reason: 'the refund is still pending' };
  }
  await deps.database.inTx(merchantId, async (tx) => {
    await fileRefund(deps, tx, read.payment.gateway, own);
    await job.complete(tx);
  });
}

/** After the last try the check of each pending refund comes back to it. */
async function readRefunds(deps: PaymentJobDeps, paymentId: Payment['id'], job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const payment = await deps.database.inTx(merchantId, (tx) => paymentById(tx, paymentId));
  const gateway = payment && (await deps.gatewayFor(merchantId, payment.gateway));
  if (!gateway) return;
  const said = await gateway.fetchRefunds(payment.providerPaymentId);
  if (!said.ok)
    return job.isLast
      ? undefined
      : { againAfterMs: pauseMs(job.attempt, said.refusal.afterMs), reason: said.refusal.detail, countsAsTry: true };
  await deps.database.inTx(merchantId, async (tx) => {
    for (const each of said.value) await fileRefund(deps, tx, payment.gateway, each);
    await job.complete(tx);
  });
}

async function readFee(deps: PaymentJobDeps, paymentId: Payment['id'], job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const payment = await deps.database.inTx(merchantId, (tx) => paymentById(tx, paymentId));
  if (!payment || payment.fee) return;
  const gateway = await deps.gatewayFor(merchantId, payment.gateway);
  const seen = await gateway?.fetchPayment(payment.providerPaymentId);
  if (!seen?.ok || seen.value.fee === undefined) {
    // Best effort: the books can do without it until a settlement report.
    if (job.isLast) return;
    return { againAfterMs: job.attempt * minuteMs, reason: 'the fee is not known yet', countsAsTry: true };
  }
  const details = seen.value;
  await deps.database.inTx(merchantId, async (tx) => {
    await recordFee(deps, tx, payment, details);
    await job.complete(tx);
  });
}
