/** The stand-in seen by Stripe's own library: what that library sends is understood, and what it is answered it understands. */
import { Stripe } from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Received, serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { stripeVersion } from './call.ts';
import { createStripeSimulator, type StripeSimulator } from './simulator.ts';

const now = Date.parse('2026-11-20T08:00:00Z');
const webhookSecret = 'whsec_house';
let simulator: StripeSimulator;
let origin: string;
let stripe: Stripe;
let received: readonly Received[];

function library(key: string): Stripe {
  const { hostname, port } = new URL(origin);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

beforeEach(async () => {
  const account = { secretKey: 'sk_test_library', webhookSecret, webhookUrl: 'http://shop.test/hook', accountId: 'acct_1House' };
  const house = await serveAlone((parts) => createStripeSimulator({ ...parts, accounts: [account] }), { seed: 3 });
  ({ simulator, received, url: origin } = house);
  stripe = library('sk_test_library');
});
const wanted = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  client_reference_id: 'R-1',
  metadata: { order: 'R-1', 'with space & sign': 'é=%' },
  line_items: [{ quantity: 2, price_data: { currency: 'inr', unit_amount: 25_000, product_data: { name: 'Two coffees & [a] cake' } } }],
  payment_intent_data: { metadata: { order: 'R-1' }, description: 'Order R-1' },
  adaptive_pricing: { enabled: false },
  expires_at: now / 1000 + 3600,
  success_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://shop.example/back',
  ...more,
});

async function caught(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it('speaks the version that our client pins', () => {
  expect(Stripe.API_VERSION).toBe(stripeVersion);
});

describe('a session', () => {
  it('is created, read, listed by its payment, paid and refunded', async () => {
    const session = await stripe.checkout.sessions.create(wanted());
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 50_000,
      metadata: { 'with space & sign': 'é=%' },
    });
    const { data: lines } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(lines).toMatchObject([{ description: 'Two coffees & [a] cake', quantity: 2, amount_total: 50_000 }]);

    simulator.side.pay(session.id);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge.balance_transaction'] });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    const took = charge.balance_transaction as Stripe.BalanceTransaction;
    expect([paid.status, paid.payment_status, paid.url, intent.status, intent.metadata['order']]).toEqual([
      'complete',
      'paid',
      null,
      'succeeded',
      'R-1',
    ]);
    expect([took.amount, took.fee, took.net]).toEqual([50_000, 1_180, 48_820]);
    expect((await stripe.checkout.sessions.list({ payment_intent: intent.id })).data.map(({ id }) => id)).toEqual([session.id]);

    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 20_000, metadata: { why: 'broken cup' } });
    expect(refund).toMatchObject({ status: 'succeeded', amount: 20_000, charge: charge.id, currency: 'inr' });
    await stripe.refunds.create({ charge: charge.id });
    expect((await stripe.charges.retrieve(charge.id)).refunded).toBe(true);
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data.map(({ amount }) => amount)).toEqual([30_000, 20_000]);
  });

  it('is expired once, and found again by paging', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 25; index += 1) ids.push((await stripe.checkout.sessions.create(wanted())).id);
    const first = ids[0] ?? '';
    expect((await stripe.checkout.sessions.expire(first)).status).toBe('expired');
    expect(await caught(stripe.checkout.sessions.expire(first))).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400 });
    const seen: string[] = [];
    for await (const session of stripe.checkout.sessions.list({ limit: 10, created: { gte: now / 1000 } })) seen.push(session.id);
    expect(seen).toEqual(ids.toReversed());
    expect((await stripe.checkout.sessions.list({ status: 'expired' })).data.map(({ id }) => id)).toEqual([first]);
    expect(await stripe.checkout.sessions.update(ids[1] ?? '', { metadata: { order: '', note: 'new' } })).toMatchObject({
      metadata: { 'with space & sign': 'é=%', note: 'new' },
    });
  });
});

describe('a refusal', () => {
  it('is the error that the library throws for it', async () => {
    const intruder = library('sk_test_stranger');
    expect(await caught(intruder.balance.retrieve())).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    expect(await caught(stripe.checkout.sessions.retrieve('cs_test_none'))).toMatchObject({ code: 'resource_missing', statusCode: 404 });
    const tooShort = stripe.checkout.sessions.create(wanted({ expires_at: now / 1000 + 29 * 60 }));
    expect(await caught(tooShort)).toMatchObject({ type: 'StripeInvalidRequestError', param: 'expires_at' });
  });
  it('of a known key with other words is an idempotency error, and the same words get the same answer', async () => {
    const key = { idempotencyKey: 'R-1' };
    const first = await stripe.checkout.sessions.create(wanted(), key);
    const again = await stripe.checkout.sessions.create(wanted(), key);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    const other = stripe.checkout.sessions.create(wanted({ client_reference_id: 'R-2' }), key);
    expect(await caught(other)).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    expect(simulator.side.sessions()).toHaveLength(1);
  });
});

describe('a webhook', () => {
  const constructed = (secret: string, at = now) =>
    received.map(({ body, headers }) =>
      stripe.webhooks.constructEvent(Buffer.from(body), headers['stripe-signature'] ?? '', secret, undefined, undefined, at),
    );

  it('is accepted by the library as it was sent, and refused five minutes later', async () => {
    const session = await stripe.checkout.sessions.create(wanted());
    simulator.side.fail(session.id);
    simulator.side.pay(session.id);
    await simulator.settled();
    const events = constructed(webhookSecret);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(
        'payment_intent.created payment_intent.payment_failed charge.failed payment_intent.succeeded charge.succeeded checkout.session.completed'.split(
          ' ',
        ),
      ),
    );
    const completed = events.find((event) => event.type === 'checkout.session.completed');
    expect(completed?.data.object).toMatchObject({ id: session.id, payment_status: 'paid', client_reference_id: 'R-1' });
    expect(await stripe.events.retrieve(completed?.id ?? '')).toMatchObject({ id: completed?.id, type: completed?.type });
    expect(() => constructed(webhookSecret, now + 301_000)).toThrow(/tolerance/);
  });

  it('is signed with both secrets while they change', async () => {
    simulator.side.rollSecret('acct_1House', 'whsec_new');
    const session = await stripe.checkout.sessions.create(wanted());
    simulator.side.fail(session.id);
    await simulator.settled();
    expect(constructed(webhookSecret)).toHaveLength(3);
    expect(constructed('whsec_new')).toHaveLength(3);
    expect(() => constructed('whsec_none')).toThrow(/No signatures found/);
  });
});
