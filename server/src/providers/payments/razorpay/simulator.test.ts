/** What the Razorpay stand-in promises: events like theirs, a payment page that works without script, and a memory. */
import { describe, expect, it } from 'vitest';
import { type LoneOptions, serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { memoryState } from '../../simulation/state.ts';
import { payPageSuite, press } from '../pay-page/page.suite.ts';
import { verifyRazorpayCallback } from './callback.ts';
import { createRazorpayClient } from './client.ts';
import { createRazorpaySimulator } from './simulator.ts';
import { razorpayWebhooks } from './webhooks.ts';

const account = {
  keyId: 'rzp_test_House000000001',
  keySecret: 'house-secret',
  webhookSecret: 'hook-secret',
  webhookUrl: 'http://shop.test/webhooks/razorpay',
  merchantName: 'Starling <Market>',
};

async function open(options: LoneOptions = {}) {
  const house = await serveAlone((parts) => createRazorpaySimulator({ ...parts, accounts: [account] }), options);
  const { clock, received, url } = house;
  const gateway = createRazorpayClient({ baseUrl: url, fetch, clock, credentials: account });
  const link = async (reference = 'ORD-1') => {
    const made = await gateway.createLink({
      reference,
      amount: { minor: 12_345_678n, currency: 'INR' },
      description: 'Two coffees & a <cake>',
      customer: { phone: '+919876543210' },
      expiresAt: new Date(clock.now().getTime() + 30 * 60_000),
      returnUrl: 'http://shop.test/payments/razorpay/callback?from=page',
    });
    if (!made.ok) throw new Error(made.refusal.detail);
    return { ...made.value, url: made.value.url ?? '' };
  };
  const events = () =>
    received.map(
      ({ body }) =>
        JSON.parse(Buffer.from(body).toString()) as { event: string; payload: Record<string, { entity: Record<string, unknown> }> },
    );
  return { ...house, gateway, link, events };
}

describe('events', () => {
  it('one payment is told several times, each signed and each leading to the same payment and link', async () => {
    const { simulator, link, received, events } = await open();
    const { providerLinkId } = await link();
    simulator.side.pay(providerLinkId);
    await simulator.settled();
    const types = events().map((event) => event.event);
    expect([...types].sort()).toEqual(['order.paid', 'payment.authorized', 'payment.captured', 'payment_link.paid']);
    expect(received.every(({ body, headers }) => razorpayWebhooks.verify(body, headers, account.webhookSecret))).toBe(true);
    const captured = received.flatMap(({ body }) => razorpayWebhooks.read(body)).filter((event) => event.kind === 'payment_captured');
    expect(captured).toHaveLength(3);
    expect(new Set(captured.map((event) => event.payment.providerPaymentId)).size).toBe(1);
    expect(captured.every((event) => event.link.providerLinkId === providerLinkId)).toBe(true);
  });

  it('inside a link event the order has no prefix on its id, and unset times are 0', async () => {
    const { simulator, link, events } = await open();
    simulator.side.pay((await link()).providerLinkId);
    await simulator.settled();
    const paid = events().find((event) => event.event === 'payment_link.paid')?.payload;
    expect(`order_${String(paid?.['order']?.entity['id'])}`).toBe(paid?.['payment']?.entity['order_id']);
    expect(paid?.['payment_link']?.entity).toMatchObject({ expired_at: 0, cancelled_at: 0, status: 'paid' });
    expect(paid?.['payment']?.entity).toMatchObject({ fee: 246_914 + 44_445, tax: 44_445 });
  });

  it('a retry and a resend carry the same event id', async () => {
    const { simulator, link, received } = await open({ answers: [500] });
    simulator.side.fail((await link()).providerLinkId);
    await simulator.settled();
    const id = received[0]?.headers['x-razorpay-event-id'] ?? '';
    expect(received.map(({ headers }) => headers['x-razorpay-event-id'])).toEqual([id, id]);
    expect(simulator.side.resend(id)).toBe(true);
    await simulator.settled();
    expect(received).toHaveLength(3);
    expect(received[2]?.headers['x-razorpay-event-id']).toBe(id);
  });

  it('an expired link is told once, and a payment that comes later is captured without paying it', async () => {
    const { simulator, link, events, passTime } = await open();
    const { providerLinkId } = await link();
    passTime(31 * 60_000);
    simulator.tick();
    simulator.tick();
    expect(simulator.side.pay(providerLinkId)).toMatchObject({ ok: false });
    expect(simulator.side.pay(providerLinkId, { late: true })).toMatchObject({ ok: true });
    await simulator.settled();
    expect(events().map((event) => event.event)).toEqual(['payment_link.expired', 'payment.captured']);
    expect(simulator.side.links()[0]?.status).toBe('expired');
  });

  it('a wrong amount or currency is told as it was paid', async () => {
    const { simulator, link, received } = await open();
    simulator.side.payWrongAmount((await link()).providerLinkId, 100, 'USD');
    await simulator.settled();
    const captured = received.flatMap(({ body }) => razorpayWebhooks.read(body)).filter((event) => event.kind === 'payment_captured');
    expect(captured.map((event) => event.payment.amount)).toEqual(captured.map(() => ({ minor: 100n, currency: 'USD' })));
  });
});

payPageSuite(
  async () => {
    const { link, simulator } = await open();
    return { url: (await link()).url, tries: () => simulator.side.payments().map((payment) => payment.status) };
  },
  { amount: '₹1,23,456.78', failed: 'did not go through', tries: ['failed', 'captured'] },
);

describe('the page of a link', () => {
  it('paying sends the browser back with words the gateway signed', async () => {
    const { link } = await open();
    const answer = await press((await link()).url, 'pay');
    const back = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(303);
    expect(back.searchParams.get('from')).toBe('page');
    expect(verifyRazorpayCallback(Object.fromEntries(back.searchParams), account.keySecret)).toBe(true);
  });

  it('paying twice captures two payments on one order and pays the link once', async () => {
    const { link, simulator } = await open();
    await press((await link()).url, 'twice');
    const payments = simulator.side.payments();
    expect(payments.map((payment) => payment.status)).toEqual(['captured', 'captured']);
    expect(new Set(payments.map((payment) => payment.order_id)).size).toBe(1);
    expect(simulator.side.links()[0]).toMatchObject({ status: 'paid', amount_paid: 12_345_678 });
  });

  it('a closed link shows that it is closed and takes no money', async () => {
    const { link, simulator, passTime } = await open();
    const { url } = await link();
    passTime(31 * 60_000);
    expect(await (await fetch(url)).text()).toContain('This link has expired');
    await press(url, 'pay');
    expect(simulator.side.payments()).toHaveLength(0);
  });
});

describe('memory', () => {
  it('links, payments and refund keys outlive a restart', async () => {
    const state = memoryState();
    const first = await open({ state });
    const { providerLinkId } = await first.link();
    first.simulator.side.pay(providerLinkId);
    const payment = first.simulator.side.payments()[0]?.id ?? '';
    const refund = { providerPaymentId: payment, amount: { minor: 500n, currency: 'INR' }, refundKey: 'after-restart-1', note: '' };
    await first.gateway.refund(refund);
    const second = await open({ state });
    expect(await second.gateway.fetchLink({ reference: 'ORD-1' })).toMatchObject({ ok: true, value: { providerLinkId, state: 'paid' } });
    await second.gateway.refund(refund);
    expect(await second.gateway.fetchRefunds(payment)).toMatchObject({ ok: true, value: { length: 1 } });
  });
});
