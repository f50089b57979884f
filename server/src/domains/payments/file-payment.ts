/**
 * A captured payment becomes a row, once, and meets its order in the same transaction. Money that does not pay the order exactly goes
 * back in full, by rule.
 */
import type { PaymentId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { GatewayEvent, GatewayName, GatewayPayment } from '../../providers/payments/payments.port.ts';
import type { Posting } from '../books/index.ts';
import { type BookDeps, bookCapture, bookFee } from './book-payment.ts';
import { insertPayment, lockPayment, type Payment, paymentById, paymentByProviderId, setFee } from './payment.store.ts';
import { type FileEventDeps, isKept, isLiving, type SettleVerdict, sameMoney } from './payment.ts';
import { readFeeJob } from './payment-job-kinds.ts';
import { findLink, type Link, recordVerdict } from './payment-link.store.ts';
import { refundPayment } from './refund-payment.ts';
import { closeLink } from './request-link.ts';

type Captured = Extract<GatewayEvent, { kind: 'payment_captured' }>;

export async function filePayment(deps: FileEventDeps, tx: Tx, gateway: GatewayName, event: Captured): Promise<boolean> {
  const payment = withOwnFee(event.payment);
  if (payment.state !== 'captured') return true;
  const link = await findLink(tx, gateway, event.link);
  if (!link) return false;
  const isExact = sameMoney(payment.amount, link.amount);
  const id = newId<PaymentId>();
  // `excess` until the order has spoken: the insert comes first, since its unique key is where repeats meet.
  const { isNew, known } = await insertPayment(tx, {
    id,
    orderId: link.orderId,
    linkId: link.id,
    gateway,
    verdict: isExact ? 'excess' : 'mismatch',
    payment,
    recordedAt: deps.clock.now(),
  });
  if (!isNew) {
    await addFee(deps, tx, gateway, event, known);
    return true;
  }
  const postings: Posting[] = [];
  const settled = { orderId: link.orderId, paymentId: id, amount: payment.amount, linkClosed: !isLiving(link.state), postings };
  const verdict = isExact ? await deps.settle(tx, settled) : 'mismatch';
  const filed: Payment = {
    id,
    orderId: link.orderId,
    gateway,
    providerPaymentId: payment.providerPaymentId,
    amount: payment.amount,
    verdict,
    capturedAt: payment.at,
    ...(payment.fee ? { fee: payment.fee } : {}),
    ...(payment.feeTax ? { feeTax: payment.feeTax } : {}),
  };
  if (!filed.fee) await enqueue(tx, deps.clock.now(), readFeeJob, { paymentId: id }, { key: tx.merchantId });
  await follow(deps, tx, link, filed);
  await bookCapture(deps, tx, filed, postings);
  return true;
}

async function follow(deps: FileEventDeps, tx: Tx, link: Link, payment: Payment): Promise<void> {
  const { orderId, id: paymentId } = payment;
  // The gateway takes no second payment on a link that took a wrong one: away with it, so that the customer can get another.
  const others = payment.verdict === 'mismatch' ? [] : await recordVerdict(tx, payment, link.id);
  if (payment.verdict === 'mismatch') await closeLink(tx, deps.clock.now(), link, 'cancelled');
  if (isKept(payment.verdict)) {
    for (const other of others) await closeLink(tx, deps.clock.now(), other, 'cancelled');
    await deps.emit(tx, { name: 'payment.settled', orderId, paymentId, late: payment.verdict === 'late' });
    return;
  }
  expectOk(await refundPayment(deps, tx, payment, { reason: reasons[payment.verdict], cause: payment.verdict }));
  await deps.emit(tx, { name: 'payment.refused', orderId, paymentId, verdict: payment.verdict });
}

const reasons: Record<Exclude<SettleVerdict, 'settled' | 'late'>, string> = {
  excess: 'The order was paid already.',
  mismatch: 'The amount or currency is not that of the order.',
  unfillable: 'The order can no longer be filled.',
};

/** A fee in another currency (that of the gateway's account) cannot lie beside the payment: a settlement report tells it. */
function withOwnFee(payment: GatewayPayment): GatewayPayment {
  if (payment.fee === undefined || payment.fee.currency === payment.amount.currency) return payment;
  const { fee: _fee, feeTax: _tax, ...rest } = payment;
  return rest;
}

/** @param seen undefined where it was recorded just while we looked. */
async function addFee(deps: FileEventDeps, tx: Tx, gateway: GatewayName, event: Captured, seen: Payment | undefined): Promise<void> {
  if (event.payment.fee === undefined) return;
  const known = seen ?? (await paymentByProviderId(tx, gateway, event.payment.providerPaymentId));
  if (known && !known.fee) await recordFee(deps, tx, known, event.payment);
}

/** A fee that became known later. Once: a repeat finds it recorded. */
export async function recordFee(deps: BookDeps, tx: Tx, payment: Payment, said: GatewayPayment): Promise<void> {
  await lockPayment(tx, payment.id);
  const known = await paymentById(tx, payment.id);
  if (!known || known.fee || said.fee?.currency !== known.amount.currency) return;
  await setFee(tx, known.id, said);
  await bookFee(deps, tx, { ...known, fee: said.fee, ...(said.feeTax ? { feeTax: said.feeTax } : {}) });
}
