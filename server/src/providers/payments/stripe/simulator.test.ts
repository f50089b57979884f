/** What the Stripe stand-in promises: events like theirs, a payment page that works without script, and a memory. */
import { describe, expect, it } from 'vitest';
import { type LoneOptions, serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { memoryState } from '../../simulation/state.ts';
import { payPageSuite, press } from '../pay-page/page.suite.ts';
import type { GatewayEvent } from '../payments.port.ts';
import { createStripeClient } from './client.ts';
import { createStripeSimulator } from './simulator.ts';
import { stripeWebhooks } from './webhooks.ts';

const account = {
  secretKey: 'sk_test_house',
  webhookSecret: 'whsec_house',
  webhookUrl: 'http://shop.test/webhooks/stripe',
  merchantName: 'Starling <Market>',
};

async function open(options: LoneOptions = {}) {
  const house = await serveAlone((parts) => createStripeSimulator({ ...parts, accounts: [account] }), options);
  const { clock, received, url } = house;
  const gateway = createStripeClient({ baseUrl: url, fetch, clock, credentials: account });
  const link = async (reference = 'ORD-1') => {
    const made = await gateway.createLink({
      reference,
      amount: { minor: 12_345_678n, currency: 'INR' },
      description: 'Two coffees & a <cake>',
      customer: { email: 'asha@example.com' },
      expiresAt: new Date(clock.now().getTime() + 40 * 60_000),
      returnUrl: 'http://shop.test/payments/back?from=page',
    });
    if (!made.ok) throw new Error(made.refusal.detail);
    return { ...made.value, url: made.value.url ?? '' };
  };
  const meanings = (): readonly GatewayEvent[] =>
    received.flatMap(({ body }) => stripeWebhooks.read(body)).filter((event) => event.kind !== 'other');
  return { ...house, gateway, link, meanings };
}

describe('events', () => {
  it('one payment is told several times, each signed and each leading to the same payment and link', async () => {
    const { simulator, link, received, meanings, clock } = await open();
    const { providerLinkId } = await link();
    simulator.side.pay(providerLinkId);
    await simulator.settled();
    expect(received.every(({ body, headers }) => stripeWebhooks.verify(body, headers, account.webhookSecret, clock.now()))).toBe(true);
    const captured = meanings().filter((event) => event.kind === 'payment_captured');
    expect(captured).toHaveLength(2);
    expect(new Set(captured.map((event) => event.payment.providerPaymentId)).size).toBe(1);
    expect(captured.every((event) => event.link.reference === 'ORD-1' && event.payment.amount.minor === 12_345_678n)).toBe(true);
  });

  it('a retry and a resend carry the same event id and a signature of their own time', async () => {
    const { simulator, link, received, clock, passTime } = await open({ answers: [500] });
    const { providerLinkId } = await link();
    passTime(41 * 60_000);
    simulator.tick();
    await simulator.settled();
    const key = stripeWebhooks.dedupeKey(received[0]?.body ?? new Uint8Array(), {});
    passTime(3 * 24 * 60 * 60_000);
    expect(simulator.side.resend(key)).toBe(true);
    await simulator.settled();
    expect(received.map(({ body }) => stripeWebhooks.dedupeKey(body, {}))).toEqual([key, key, key]);
    const holds = received.map(({ body, headers }) => stripeWebhooks.verify(body, headers, account.webhookSecret, clock.now()));
    expect(holds).toEqual([false, false, true]);
    expect(stripeWebhooks.peek(received[2]?.body ?? new Uint8Array()).providerLinkIds).toEqual([providerLinkId]);
  });

  it('repeats, reorderings and forgeries on request leave one genuine telling of everything', async () => {
    const { simulator, link, received, clock } = await open();
    const { providerLinkId } = await link();
    simulator.faults.set({ webhookRepeat: 1, webhookReorder: 0.5, webhookWrongSignature: 0.5 });
    simulator.side.pay(providerLinkId);
    await simulator.settled();
    const genuine = received.filter(({ body, headers }) => stripeWebhooks.verify(body, headers, account.webhookSecret, clock.now()));
    expect(genuine.length).toBeLessThan(received.length);
    expect(genuine).toHaveLength(8);
    expect(new Set(genuine.map(({ body }) => stripeWebhooks.dedupeKey(body, {}))).size).toBe(4);
  });

  it('a session past its time is told once as expired, a cancelled one as cancelled', async () => {
    const { simulator, link, gateway, meanings, passTime } = await open();
    const cancelled = await link('ORD-1');
    const late = await link('ORD-2');
    await gateway.cancelLink(cancelled.providerLinkId);
    passTime(41 * 60_000);
    simulator.tick();
    simulator.tick();
    expect(simulator.side.pay(late.providerLinkId)).toMatchObject({ ok: false });
    await simulator.settled();
    const closed = meanings().map((event) => (event.kind === 'link_closed' ? [event.link.providerLinkId, event.state] : event.kind));
    expect(closed).toEqual([
      [cancelled.providerLinkId, 'cancelled'],
      [late.providerLinkId, 'expired'],
    ]);
  });

  it('a bank’s payment is told as completed first, and as money or as nothing days later', async () => {
    const { simulator, link, meanings } = await open();
    const [good, bad] = [await link('ORD-1'), await link('ORD-2')];
    for (const { providerLinkId } of [good, bad]) simulator.side.pay(providerLinkId, { method: 'bank' });
    await simulator.settled();
    expect(meanings()).toEqual([]);
    simulator.side.settle(good.providerLinkId, 'succeeded');
    simulator.side.settle(bad.providerLinkId, 'failed');
    expect(simulator.side.settle(good.providerLinkId, 'failed')).toMatchObject({ ok: false });
    await simulator.settled();
    expect(new Set(meanings().map((event) => event.kind))).toEqual(new Set(['payment_captured', 'payment_failed', 'link_closed']));
  });

  it('a refund that waits is told when it is done, and one that fails later makes the payment whole', async () => {
    const { simulator, link, gateway, meanings } = await open();
    const paid = simulator.side.pay((await link()).providerLinkId);
    const providerPaymentId = paid.ok ? paid.value.id : '';
    simulator.side.holdRefunds(true);
    const asked = await gateway.refund({
      providerPaymentId,
      amount: { minor: 500n, currency: 'INR' },
      refundKey: 'refund-held-1',
      note: 'x',
    });
    expect(asked).toMatchObject({ ok: true, value: { state: 'pending' } });
    const id = asked.ok ? asked.value.providerRefundId : '';
    simulator.side.settleRefund(id, 'succeeded');
    simulator.side.failRefund(id);
    await simulator.settled();
    const states = meanings().flatMap((event) => (event.kind === 'refund_changed' ? [event.refund.state] : []));
    expect(new Set(states)).toEqual(new Set(['pending', 'processed', 'failed']));
    expect(await gateway.fetchRefunds(providerPaymentId)).toMatchObject({ ok: true, value: [{ state: 'failed' }] });
    expect(simulator.side.charges()[0]).toMatchObject({ amount_refunded: 0 });
  });

  it('another total is told as it was paid', async () => {
    const { simulator, link, meanings } = await open();
    simulator.side.payWrongAmount((await link()).providerLinkId, 100);
    await simulator.settled();
    const amounts = meanings().flatMap((event) => (event.kind === 'payment_captured' ? [event.payment.amount] : []));
    expect(amounts).toEqual([
      { minor: 100n, currency: 'INR' },
      { minor: 100n, currency: 'INR' },
    ]);
  });
});

payPageSuite(
  async () => {
    const { link, simulator } = await open();
    return { url: (await link()).url, tries: () => simulator.side.charges().map((charge) => charge.status) };
  },
  { amount: '₹1,23,456.78', failed: 'was declined', tries: ['failed', 'succeeded'] },
);

describe('the page of a session', () => {
  it('paying sends the browser back with nothing that could be taken for proof', async () => {
    const { link } = await open();
    const answer = await press((await link()).url, 'pay');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, 'http://shop.test/payments/back?from=page']);
  });

  it('paying twice is one payment each on the session and a copy of it, under one reference', async () => {
    const { link, simulator, meanings } = await open();
    const { providerLinkId, url } = await link();
    await press(url, 'twice');
    await simulator.settled();
    expect(simulator.side.sessions().map((session) => [session.recovered_from, session.payment_status])).toEqual([
      [null, 'paid'],
      [providerLinkId, 'paid'],
    ]);
    const captured = meanings().flatMap((event) => (event.kind === 'payment_captured' ? [event] : []));
    expect(new Set(captured.map(({ payment }) => payment.providerPaymentId)).size).toBe(2);
    expect(new Set(captured.map((event) => event.link.reference))).toEqual(new Set(['ORD-1']));
  });

  it('a payment by bank waits on the page until somebody says what the bank did', async () => {
    const { link, simulator } = await open();
    const { url } = await link();
    await press(url, 'pay', { method: 'bank' });
    expect(await (await fetch(url)).text()).toContain('On its way');
    await press(url, 'arrives');
    expect(await (await fetch(url)).text()).toContain('has been received');
    expect(simulator.side.sessions()[0]?.payment_status).toBe('paid');
  });

  it('a closed session shows that it is over and takes no money', async () => {
    const { link, simulator, passTime } = await open();
    const { url } = await link();
    passTime(41 * 60_000);
    expect(await (await fetch(url)).text()).toContain('This checkout is over');
    await press(url, 'pay');
    expect(simulator.side.payments()).toHaveLength(0);
  });
});

describe('memory', () => {
  it('sessions, payments and idempotency keys outlive a restart', async () => {
    const state = memoryState();
    const first = await open({ state });
    const { providerLinkId } = await first.link();
    const paid = first.simulator.side.pay(providerLinkId);
    const payment = paid.ok ? paid.value.id : '';
    const refund = { providerPaymentId: payment, amount: { minor: 500n, currency: 'INR' }, refundKey: 'after-restart-1', note: '' };
    await first.gateway.refund(refund);
    const second = await open({ state });
    expect(await second.gateway.fetchLink({ reference: 'ORD-1' })).toMatchObject({ ok: true, value: { providerLinkId, state: 'paid' } });
    expect((await second.link()).providerLinkId).toBe(providerLinkId);
    await second.gateway.refund(refund);
    expect(await second.gateway.fetchRefunds(payment)).toMatchObject({ ok: true, value: { length: 1 } });
  });
});
