/**
 * The true Stripe client: one Checkout Session a link, payment intents and refunds. It never retries a write by itself: a silence is
 * told as `in_doubt`, and the caller asks again under the same reference or refund key.
 */
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { CreateLink, GatewayFailure, GatewayLink, GatewayRefund, PaymentGateway } from '../payments.port.ts';
import { toUnits } from './amounts.ts';
import { createStripeCall, type Fields, readPages, type StripeCall, type StripeClientOptions } from './call.ts';
import type { StripeFailure } from './failures.ts';
import {
  accountWire,
  ownReference,
  pageOf,
  paymentIntentWire,
  type RefundWire,
  referenceMark,
  refundMark,
  refundWire,
  type SessionWire,
  sessionWire,
  toLink,
  toPayment,
  toRefund,
} from './wire.ts';

export type { StripeClientOptions } from './call.ts';

const minute = 60_000;
const hour = 60 * minute;
/** They take 30 minutes to 24 hours from their own now; a minute covers the way there and clocks that differ. */
const shortestLife = 31 * minute;
const longestLife = 24 * hour - minute;
const step = 30 * minute;
/** No session outlives a day, and one that was never answered for was never shown to anybody. */
const lookBack = 25 * hour;
/** Ways to name one deed: each key remembers its first answer for a day, even a broken one. */
const mostKeys = 3;

const intentParts = ['latest_charge.balance_transaction'];
const sessionParts = ['payment_intent.latest_charge.balance_transaction'];

type Failed = { readonly ok: false; readonly refusal: StripeFailure };

export function createStripeClient(options: StripeClientOptions): PaymentGateway {
  const call = createStripeCall(options);
  const now = (): Date => options.clock.now();

  async function fetchSession(id: string): Promise<Result<GatewayLink, GatewayFailure>> {
    const found = await call.read(`/checkout/sessions/${encodeURIComponent(id)}`, sessionWire, { expand: sessionParts });
    return found.ok ? ok(toLink(found.value, now())) : found;
  }

  /** Sessions cannot be asked for by reference, so those of the last day are looked through. */
  async function fetchByReference(reference: string): Promise<Result<GatewayLink, GatewayFailure>> {
    const isIt = (session: SessionWire): boolean => ownReference(session) === reference;
    const since = Math.floor((now().getTime() - lookBack) / 1000);
    const rows = await readPages<typeof sessionWire>(call, '/checkout/sessions', pageOf(sessionWire), {
      fields: { created: { gte: since } },
      enough: (read) => read.some(isIt),
      mostPages: 50,
    });
    if (!rows.ok) return rows;
    const own = rows.value.filter(isIt);
    const best = own.find((session) => session.status === 'complete') ?? own[0];
    return best ? fetchSession(best.id) : fail('not_found', `no session of the last day with reference ${reference}`);
  }

  async function createLink(input: CreateLink): Promise<Result<GatewayLink, GatewayFailure>> {
    const units = toUnits(input.amount);
    if (units === undefined) return fail('rejected', `Stripe cannot charge ${moneyToDecimal(input.amount)} ${input.amount.currency}`);
    const fields = sessionFields(input, units, now());
    for (let count = 1; ; count += 1) {
      const made = await call.write('/checkout/sessions', sessionWire, { fields, key: keyOf(input.reference, count) });
      // A remembered answer tells the session as it was when it was made.
      if (made.ok) return made.value.isReplay ? fetchSession(made.value.value.id) : ok(toLink(made.value.value, now()));
      if (made.refusal.key === undefined) return plain(made);
      const earlier = await fetchByReference(input.reference);
      if (earlier.ok) return sameAmount(earlier.value, input);
      if (earlier.refusal.kind !== 'not_found') return earlier;
      // The first try under this key has made nothing and never will.
      if (count === mostKeys) return plain(made);
    }
  }

  /** Looks before it asks: their memory of a key ends after a day, the mark on the refund does not. */
  async function refund(input: Parameters<PaymentGateway['refund']>[0]): Promise<Result<GatewayRefund, GatewayFailure>> {
    const units = toUnits(input.amount);
    if (units === undefined) return fail('rejected', `Stripe cannot refund ${moneyToDecimal(input.amount)} ${input.amount.currency}`);
    const fields = refundFields(input, units);
    for (let count = 1; ; count += 1) {
      const earlier = await readRefunds(call, input.providerPaymentId);
      if (!earlier.ok) return unseen(earlier);
      const own = earlier.value.find((each) => each.metadata[refundMark] === input.refundKey);
      if (own)
        return own.amount === BigInt(units) ? told(own) : fail('rejected', `refund key ${input.refundKey} was used for another amount`);
      const made = await call.write('/refunds', refundWire, { fields, key: keyOf(input.refundKey, count) });
      if (made.ok) return told(made.value.value);
      if (made.refusal.key !== 'stale' || count === mostKeys) return plain(made);
    }
  }

  return {
    name: 'stripe',
    createLink,
    refund,
    fetchLink: (by) => ('providerLinkId' in by ? fetchSession(by.providerLinkId) : fetchByReference(by.reference)),
    async cancelLink(providerLinkId) {
      const path = `/checkout/sessions/${encodeURIComponent(providerLinkId)}/expire`;
      const expired = await call.write(path, sessionWire);
      if (expired.ok) return ok({ ...toLink(expired.value.value, now()), state: 'cancelled' });
      if (expired.refusal.kind !== 'rejected') return plain(expired);
      const seen = await call.read(`/checkout/sessions/${encodeURIComponent(providerLinkId)}`, sessionWire);
      return seen.ok ? whyNotCancelled(seen.value, now(), expired) : seen;
    },
    async fetchPayment(providerPaymentId) {
      const path = `/payment_intents/${encodeURIComponent(providerPaymentId)}`;
      const found = await call.read(path, paymentIntentWire, { expand: intentParts });
      return found.ok ? ok(toPayment(found.value)) : found;
    },
    async fetchRefunds(providerPaymentId) {
      const rows = await readRefunds(call, providerPaymentId);
      return rows.ok ? ok(rows.value.flatMap((row) => toRefund(row) ?? [])) : rows;
    },
    async probe() {
      const account = await call.read('/account', accountWire);
      if (!account.ok) return account;
      const isLive = options.credentials.secretKey.includes('_live_');
      return account.value.charges_enabled || !isLive
        ? ok(undefined)
        : fail('rejected', 'Stripe has not opened this account for payments yet.');
    },
  };
}

/** A time too short is moved on by whole steps, not counted from now: a repeat then sends the same words, as the key demands. */
function endOf({ expiresAt }: CreateLink, now: Date): number {
  const missing = now.getTime() + shortestLife - expiresAt.getTime();
  const end = missing > 0 ? expiresAt.getTime() + Math.ceil(missing / step) * step : expiresAt.getTime();
  return Math.ceil(Math.min(end, now.getTime() + longestLife) / 1000);
}

function sessionFields(input: CreateLink, units: number, now: Date): Fields {
  const { reference, amount, description, customer, returnUrl } = input;
  const mark = { [referenceMark]: reference };
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(customer.email ?? '') ? customer.email : undefined;
  return {
    mode: 'payment',
    client_reference_id: reference,
    metadata: mark,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: amount.currency.toLowerCase(),
          unit_amount: units,
          product_data: { name: description.slice(0, 250) || 'Order' },
        },
      },
    ],
    payment_intent_data: { metadata: mark, description: description.slice(0, 1000) || undefined },
    // The customer pays the order's own currency, so that what arrives can be compared with what was asked.
    adaptive_pricing: { enabled: false },
    customer_email: email,
    expires_at: endOf(input, now),
    success_url: returnUrl,
    cancel_url: returnUrl,
  };
}

function refundFields(input: Parameters<PaymentGateway['refund']>[0], units: number): Fields {
  const note = input.note.slice(0, 450) || undefined;
  return { payment_intent: input.providerPaymentId, amount: units, metadata: { [refundMark]: input.refundKey, note } };
}

/** The key is the caller's own; only where the answer under it is known to be broken the next one gets a number. */
function keyOf(own: string, count: number): string {
  return count === 1 ? own : `${own}.${count}`;
}

function readRefunds(call: StripeCall, providerPaymentId: string): Promise<Result<readonly RefundWire[], StripeFailure>> {
  return readPages<typeof refundWire>(call, '/refunds', pageOf(refundWire), {
    fields: { payment_intent: providerPaymentId },
    enough: () => false,
    mostPages: 10,
  });
}

function sameAmount(link: GatewayLink, { amount, reference }: CreateLink): Result<GatewayLink, GatewayFailure> {
  if (link.amount.minor === amount.minor && link.amount.currency === amount.currency) return ok(link);
  return fail('rejected', `reference ${reference} belongs to a link over ${moneyToDecimal(link.amount)} ${link.amount.currency}`);
}

/** Cancelling again is success; money or time that was faster is named, so that the caller can follow it. */
function whyNotCancelled(session: SessionWire, now: Date, refused: Failed): Result<GatewayLink, GatewayFailure> {
  // Complete and unpaid is a payment that takes days: it is the customer's word already.
  if (session.status === 'complete') return fail('already_paid', refused.refusal.detail);
  if (session.status !== 'expired') return plain(refused);
  const link = toLink(session, now);
  return link.state === 'cancelled' ? ok(link) : fail('already_closed', refused.refusal.detail);
}

function told(wire: RefundWire): Result<GatewayRefund, GatewayFailure> {
  const refund = toRefund(wire);
  return refund ? ok(refund) : fail('in_doubt', `refund ${wire.id} names no payment`);
}

/** Where nobody could look, an earlier try under the same key may have happened. */
function unseen({ refusal }: Failed): { readonly ok: false; readonly refusal: GatewayFailure } {
  return plain({ ok: false, refusal: refusal.kind === 'unavailable' ? { ...refusal, kind: 'in_doubt' } : refusal });
}

/** Without what only this folder knows. */
function plain({ refusal: { kind, detail, afterMs } }: Failed): { readonly ok: false; readonly refusal: GatewayFailure } {
  return { ok: false, refusal: { kind, detail, ...(afterMs === undefined ? {} : { afterMs }) } };
}

function fail(kind: GatewayFailure['kind'], detail: string): { readonly ok: false; readonly refusal: GatewayFailure } {
  return { ok: false, refusal: { kind, detail } };
}
