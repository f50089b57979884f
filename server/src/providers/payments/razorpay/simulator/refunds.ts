/** Rules of refunds at the gateway: never more than was captured, once per idempotency key, told in two events. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned } from '../../../simulation/records.ts';
import { newId, type PaymentEntity, type RefundEntity } from './entities.ts';
import { type Desk, invalid, notesBody, seconds } from './payment-links.ts';
import { type ApiRefusal, bad, unknownId } from './refusals.ts';

const refundBody = z.object({
  amount: z.int().min(100).optional(),
  speed: z.enum(['normal', 'optimum']).default('normal'),
  notes: notesBody.optional(),
  receipt: z.string().max(40).optional(),
});

export function refundPayment(
  desk: Desk,
  owner: string,
  paymentId: string,
  sent: { readonly body: unknown; readonly idempotencyKey: string | null },
): Result<RefundEntity, ApiRefusal> {
  const payment = owned(desk.ledger.payments, paymentId, owner);
  if (!payment) return unknownId();
  const parsed = refundBody.safeParse(sent.body ?? {});
  if (!parsed.success) return invalid(parsed.error);
  const key = sent.idempotencyKey;
  if (key !== null && !/^[A-Za-z0-9_-]{10,}$/.test(key)) return bad('The idempotency key must have at least 10 characters');
  const fingerprint = `${paymentId} ${JSON.stringify(sent.body ?? {})}`;
  const earlier = key === null ? undefined : desk.ledger.refundKeys.get(`${owner}|${key}`);
  if (earlier) {
    const refund = owned(desk.ledger.refunds, earlier.refundId, owner);
    if (earlier.body !== fingerprint || !refund) return bad('Different request with the same idempotency key was sent earlier');
    return ok(refund);
  }
  const amount = parsed.data.amount ?? payment.amount - payment.amount_refunded;
  const refused = whyNotRefundable(payment, amount);
  if (refused) return refused;
  const refund = newRefund(desk, payment, { ...parsed.data, amount });
  desk.ledger.refunds.set(refund.id, { owner, entity: refund });
  if (key !== null) desk.ledger.refundKeys.set(`${owner}|${key}`, { body: fingerprint, refundId: refund.id });
  addRefunded(payment, amount);
  desk.ledger.changed();
  desk.events.emit(owner, [
    { type: 'refund.created', parts: { refund, payment } },
    { type: 'refund.processed', parts: { refund, payment } },
  ]);
  return ok(refund);
}

/** The bank sent the money back: the refund fails and the payment is whole again. */
export function failRefund(desk: Desk, refundId: string): Result<RefundEntity, ApiRefusal> {
  const record = desk.ledger.refunds.get(refundId);
  const payment = record && desk.ledger.payments.get(record.entity.payment_id)?.entity;
  if (!record || !payment) return unknownId();
  if (record.entity.status === 'failed') return bad('The refund has failed already');
  record.entity.status = 'failed';
  addRefunded(payment, -record.entity.amount);
  desk.ledger.changed();
  desk.events.emit(record.owner, [{ type: 'refund.failed', parts: { refund: record.entity, payment } }]);
  return ok(record.entity);
}

function whyNotRefundable(payment: PaymentEntity, amount: number): ReturnType<typeof bad> | undefined {
  if (!payment.captured) return bad('The payment status should be captured for action to be taken');
  if (payment.amount_refunded >= payment.amount) return bad('The payment has been fully refunded already');
  return amount > payment.amount - payment.amount_refunded
    ? bad('The total refund amount is greater than the refund payment amount', 'amount')
    : undefined;
}

function newRefund(desk: Desk, payment: PaymentEntity, sent: z.infer<typeof refundBody> & { readonly amount: number }): RefundEntity {
  return {
    id: newId('rfnd', desk.random),
    entity: 'refund',
    amount: sent.amount,
    currency: payment.currency,
    payment_id: payment.id,
    notes: sent.notes ?? [],
    receipt: sent.receipt ?? null,
    acquirer_data: { arn: null },
    created_at: seconds(desk.clock),
    batch_id: null,
    status: 'processed',
    speed_requested: sent.speed,
    speed_processed: 'normal',
  };
}

/** The payment turns `refunded` only when nothing is left; order and link stay paid. */
function addRefunded(payment: PaymentEntity, amount: number): void {
  payment.amount_refunded += amount;
  const whole = payment.amount_refunded >= payment.amount;
  payment.refund_status = payment.amount_refunded === 0 ? null : whole ? 'full' : 'partial';
  payment.status = whole ? 'refunded' : 'captured';
}
