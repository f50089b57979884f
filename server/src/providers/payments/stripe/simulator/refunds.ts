/** Rules of refunds at Stripe: never more than was charged, done or under way, and a done one may still fail days later. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned } from '../../../simulation/records.ts';
import { type ChargeEntity, newId, type RefundEntity } from './entities.ts';
import { expand, integer, metadata, readParameters } from './parameters.ts';
import { type ApiRefusal, bad, invalid, missing } from './refusals.ts';
import { type Desk, seconds } from './sessions.ts';

const refundBody = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: integer.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.default({}),
  instructions_email: z.string().optional(),
  expand,
});

export function createRefund(desk: Desk, owner: string, sent: unknown): Result<RefundEntity, ApiRefusal> {
  const parsed = readParameters(refundBody, sent);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  if ((body.payment_intent === undefined) === (body.charge === undefined)) {
    return invalid('One of the following params should be provided for this request: payment_intent or charge.');
  }
  if (body.amount !== undefined && body.amount < 1) {
    return invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  const intent = body.payment_intent === undefined ? undefined : owned(desk.ledger.intents, body.payment_intent, owner);
  if (body.payment_intent !== undefined && !intent) return missing('payment_intent', body.payment_intent, 'payment_intent');
  const charge = owned(desk.ledger.charges, intent ? intent.latest_charge : body.charge, owner);
  if (!charge && body.charge !== undefined) return missing('charge', body.charge, 'charge');
  if (!charge || charge.status !== 'succeeded') {
    return bad(`This PaymentIntent (${intent?.id ?? charge?.payment_intent ?? ''}) does not have a successful charge to refund.`);
  }
  const amount = body.amount ?? charge.amount - charge.amount_refunded;
  const refused = whyNotRefundable(charge, amount);
  if (refused) return refused;
  const refund = newRefund(desk, charge, { amount, reason: body.reason ?? null, metadata: body.metadata });
  desk.ledger.refunds.set(refund.id, { owner, entity: refund });
  addRefunded(charge, amount);
  desk.ledger.changed();
  desk.events.emit(owner, [
    { type: 'refund.created', object: refund },
    { type: 'charge.refunded', object: charge },
  ]);
  return ok(refund);
}

/** The customer's bank has answered: done, or the money came back and the charge is whole again. */
export function settleRefund(desk: Desk, refundId: string, outcome: 'succeeded' | 'failed'): Result<RefundEntity, ApiRefusal> {
  const record = desk.ledger.refunds.get(refundId);
  const charge = record && desk.ledger.charges.get(record.entity.charge)?.entity;
  if (!record || !charge) return missing('refund', refundId);
  const { owner, entity: refund } = record;
  if (refund.status === 'failed' || (outcome === 'succeeded' && refund.status === 'succeeded')) {
    return bad(`The refund has a status of ${refund.status}.`);
  }
  refund.status = outcome;
  if (outcome === 'failed') {
    refund.failure_reason = 'lost_or_stolen_card';
    addRefunded(charge, -refund.amount);
  }
  desk.ledger.changed();
  desk.events.emit(owner, [
    { type: 'refund.updated', object: refund },
    { type: 'charge.refund.updated', object: refund },
    ...(outcome === 'failed' ? [{ type: 'refund.failed', object: refund }] : []),
  ]);
  return ok(refund);
}

function whyNotRefundable(charge: ChargeEntity, amount: number): ReturnType<typeof bad> | undefined {
  if (charge.refunded) return bad(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const left = charge.amount - charge.amount_refunded;
  return amount > left
    ? bad(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' })
    : undefined;
}

function newRefund(desk: Desk, charge: ChargeEntity, sent: Pick<RefundEntity, 'amount' | 'reason' | 'metadata'>): RefundEntity {
  return {
    id: newId('re_3', 23, desk.random),
    object: 'refund',
    balance_transaction: null,
    charge: charge.id,
    created: seconds(desk.clock),
    currency: charge.currency,
    destination_details: { type: charge.payment_method_details.type },
    payment_intent: charge.payment_intent,
    receipt_number: null,
    status: desk.mood.holdsRefunds ? 'pending' : 'succeeded',
    ...sent,
  };
}

/** `refunded` is said of a whole charge only; intent and session stay as they are. */
function addRefunded(charge: ChargeEntity, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded >= charge.amount;
}
