/**
 * Rules of money at Stripe: a try makes a payment intent, a success completes the session, and a bank's payment completes it days
 * before the money is there.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { owned } from '../../../simulation/records.ts';
import { type ChargeEntity, feeOf, newId, type PaymentIntentEntity, type PaymentMethod, type SessionEntity } from './entities.ts';
import { indexSession, type OwnedSession } from './ledger.ts';
import { type ApiRefusal, bad, missing } from './refusals.ts';
import { currentSession, type Desk, recoverSession, seconds } from './sessions.ts';

export interface PayOptions {
  readonly method?: PaymentMethod;
  /** Stripe's units of the session's currency: a discount or a tax of the account made the total another one. */
  readonly amount?: number;
  /** A session that is no longer open is recovered and its copy paid. */
  readonly late?: boolean;
}

export function paySession(desk: Desk, sessionId: string, options: PayOptions = {}): Result<PaymentIntentEntity, ApiRefusal> {
  const known = currentSession(desk, sessionId);
  if (!known) return missing('checkout.session', sessionId, 'session');
  if (known.entity.status !== 'open' && !options.late) return notOpen(known.entity);
  const record = known.entity.status === 'open' ? known : recoverSession(desk, known);
  const { owner, entity: session } = record;
  if (options.amount !== undefined) session.amount_total = options.amount;
  const intent = intentOf(desk, record);
  const method = options.method ?? 'card';
  session.status = 'complete';
  session.url = null;
  session.customer_details ??= { email: 'customer@example.com', name: null, phone: null };
  indexSession(desk.ledger, session);
  if (method === 'bank') {
    intent.status = 'processing';
    newCharge(desk, owner, intent, { method, status: 'pending' });
    desk.events.emit(owner, [
      { type: 'checkout.session.completed', object: session },
      { type: 'payment_intent.processing', object: intent },
    ]);
  } else {
    session.payment_status = 'paid';
    const charge = newCharge(desk, owner, intent, { method, status: 'succeeded' });
    receive(desk, owner, intent, charge);
    desk.events.emit(owner, [
      { type: 'payment_intent.succeeded', object: intent },
      { type: 'charge.succeeded', object: charge },
      { type: 'checkout.session.completed', object: session },
    ]);
  }
  desk.ledger.changed();
  return ok(intent);
}

/** One try that the bank refuses. The session stays open. */
export function failSession(desk: Desk, sessionId: string, method: PaymentMethod = 'card'): Result<PaymentIntentEntity, ApiRefusal> {
  const record = currentSession(desk, sessionId);
  if (!record) return missing('checkout.session', sessionId, 'session');
  if (record.entity.status !== 'open') return notOpen(record.entity);
  const intent = intentOf(desk, record);
  const charge = newCharge(desk, record.owner, intent, { method, status: 'failed' });
  refuseMoney(intent, charge);
  desk.ledger.changed();
  desk.events.emit(record.owner, [
    { type: 'payment_intent.payment_failed', object: intent },
    { type: 'charge.failed', object: charge },
  ]);
  return ok(intent);
}

/** What the bank says days after the session was completed. */
export function settleSession(desk: Desk, sessionId: string, outcome: 'succeeded' | 'failed'): Result<PaymentIntentEntity, ApiRefusal> {
  const record = desk.ledger.sessions.get(sessionId);
  const intent = record && owned(desk.ledger.intents, record.entity.payment_intent, record.owner);
  const charge = record && owned(desk.ledger.charges, intent?.latest_charge, record.owner);
  if (!record || !intent || !charge) return missing('checkout.session', sessionId, 'session');
  if (intent.status !== 'processing') return bad(`The payment has a status of ${intent.status}.`);
  const { owner, entity: session } = record;
  if (outcome === 'succeeded') {
    session.payment_status = 'paid';
    Object.assign(charge, { status: 'succeeded', paid: true, captured: true, amount_captured: charge.amount });
    receive(desk, owner, intent, charge);
  } else refuseMoney(intent, charge);
  desk.ledger.changed();
  desk.events.emit(owner, [
    { type: `checkout.session.async_payment_${outcome}`, object: session },
    { type: outcome === 'succeeded' ? 'payment_intent.succeeded' : 'payment_intent.payment_failed', object: intent },
    { type: `charge.${outcome}`, object: charge },
  ]);
  return ok(intent);
}

function notOpen(session: SessionEntity): ReturnType<typeof bad> {
  return bad(`This Checkout Session is ${session.status} and takes no payment.`);
}

/** A session gets its intent with the first try and keeps it. */
function intentOf(desk: Desk, { owner, entity: session, recipe }: OwnedSession): PaymentIntentEntity {
  const known = owned(desk.ledger.intents, session.payment_intent, owner);
  if (known) {
    known.amount = session.amount_total;
    return known;
  }
  const id = newId('pi_3', 23, desk.random);
  const intent: PaymentIntentEntity = {
    id,
    object: 'payment_intent',
    amount: session.amount_total,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret_`, 24, desk.random),
    created: seconds(desk.clock),
    currency: session.currency,
    customer: null,
    description: recipe.intentDescription,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: { ...recipe.intentMetadata },
    payment_method_types: session.payment_method_types,
    status: 'requires_payment_method',
  };
  session.payment_intent = id;
  desk.ledger.intents.set(id, { owner, entity: intent });
  indexSession(desk.ledger, session);
  desk.events.emit(owner, [{ type: 'payment_intent.created', object: intent }]);
  return intent;
}

function newCharge(
  desk: Desk,
  owner: string,
  intent: PaymentIntentEntity,
  { method, status }: { readonly method: PaymentMethod; readonly status: ChargeEntity['status'] },
): ChargeEntity {
  const isIn = status === 'succeeded';
  const charge: ChargeEntity = {
    id: newId('ch_3', 23, desk.random),
    object: 'charge',
    amount: intent.amount,
    amount_captured: isIn ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: null,
    captured: isIn,
    created: seconds(desk.clock),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: { ...intent.metadata },
    paid: isIn,
    payment_intent: intent.id,
    payment_method_details: detailsOf(method),
    refunded: false,
    status,
  };
  intent.latest_charge = charge.id;
  desk.ledger.charges.set(charge.id, { owner, entity: charge });
  return charge;
}

function detailsOf(method: PaymentMethod): ChargeEntity['payment_method_details'] {
  if (method === 'upi') return { type: 'upi', upi: { vpa: 'customer@upi' } };
  if (method === 'bank') return { type: 'us_bank_account', us_bank_account: { bank_name: 'STRIPE TEST BANK', last4: '6789' } };
  return { type: 'card', card: { brand: 'visa', country: 'IN', exp_month: 4, exp_year: 2029, last4: '4242', network: 'visa' } };
}

/** The money is there: it goes into the account's balance, less the fee. */
function receive(desk: Desk, owner: string, intent: PaymentIntentEntity, charge: ChargeEntity): void {
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, last_payment_error: null });
  const { amount, currency, created, description } = charge;
  const { fee, tax } = feeOf(amount, currency);
  const part = (type: string, units: number, name: string) => ({ amount: units, application: null, currency, description: name, type });
  const id = newId('txn_3', 23, desk.random);
  charge.balance_transaction = id;
  desk.ledger.balance.set(id, {
    owner,
    entity: {
      id,
      object: 'balance_transaction',
      amount,
      available_on: created + 7 * 24 * 60 * 60,
      created,
      currency,
      description,
      exchange_rate: null,
      fee,
      fee_details: [part('stripe_fee', fee - tax, 'Stripe processing fees'), ...(tax > 0 ? [part('tax', tax, 'GST')] : [])],
      net: amount - fee,
      reporting_category: 'charge',
      source: charge.id,
      status: 'pending',
      type: 'charge',
    },
  });
}

function refuseMoney(intent: PaymentIntentEntity, charge: ChargeEntity): void {
  const message = 'Your card was declined.';
  Object.assign(intent, {
    status: 'requires_payment_method',
    last_payment_error: { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message },
  });
  Object.assign(charge, { status: 'failed', failure_code: 'card_declined', failure_message: message });
}
