/** What the Paystack stand-in promises: refusals and events like theirs, a payment page that works without script, and a memory. */
import { describe, expect, it } from 'vitest';
import { type LoneOptions, serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { memoryState } from '../../simulation/state.ts';
import { payPageSuite, press } from '../pay-page/page.suite.ts';
import { createPaystackClient } from './client.ts';
import { createPaystackSimulator } from './simulator.ts';
import { paystackWebhooks } from './webhooks.ts';

const account = { secretKey: 'sk_test_house', webhookUrl: 'http://shop.test/webhooks/paystack', merchantName: 'Starling <Market>' };

async function open(options: LoneOptions = {}) {
  const house = await serveAlone((parts) => createPaystackSimulator({ ...parts, accounts: [account] }), options);
  const { clock, url } = house;
  const gateway = createPaystackClient({ baseUrl: url, fetch, clock, credentials: account });
  const link = async (reference = 'own-1') => {
    const made = await gateway.createLink({
      reference,
      amount: { minor: 1_234_500n, currency: 'NGN' },
      description: 'Two books',
      customer: {},
      expiresAt: new Date('2026-11-20T08:30:00Z'),
      returnUrl: 'http://shop.test/payments/paystack/callback?from=page',
    });
    if (!made.ok) throw new Error(made.refusal.detail);
    return made.value.url ?? '';
  };
  const ask = async (method: string, path: string, body?: unknown, key = account.secretKey) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { status: boolean; message: string; data: Record<string, unknown> },
    };
  };
  return { ...house, gateway, link, ask };
}

describe('the API', () => {
  it('wants a key, an email, a known currency and a reference that was never used', async () => {
    const { ask } = await open();
    const wanted = { email: 'a@shop.example', amount: '50000', currency: 'NGN', reference: 'r-1' };
    expect((await ask('GET', '/transaction', undefined, 'sk_test_x')).status).toBe(401);
    expect((await ask('POST', '/transaction/initialize', { ...wanted, email: undefined })).body.message).toMatch(/email/);
    expect((await ask('POST', '/transaction/initialize', { ...wanted, currency: 'INR' })).body.message).toMatch(/Currency/);
    expect((await ask('POST', '/transaction/initialize', { ...wanted, reference: 'a b' })).body.message).toMatch(/reference/);
    expect((await ask('POST', '/transaction/initialize', wanted)).body).toMatchObject({ status: true, data: { reference: 'r-1' } });
    expect((await ask('POST', '/transaction/initialize', wanted)).body).toMatchObject({
      status: false,
      message: 'Duplicate Transaction Reference',
    });
  });
  it('a lookup that worked says nothing about the payment: abandoned, declined, then success', async () => {
    const { ask, link, simulator } = await open();
    await link();
    const status = async () => (await ask('GET', '/transaction/verify/own-1')).body.data['status'];
    expect(await status()).toBe('abandoned');
    simulator.side.fail('own-1');
    expect(await status()).toBe('failed');
    simulator.side.pay('own-1');
    expect(await status()).toBe('success');
    expect((await ask('GET', '/transaction/verify/own-1')).body.data).not.toHaveProperty('access_code');
  });
  it('some refusals come with 200, and all with the flag', async () => {
    const { ask } = await open();
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask('GET', '/transaction/verify/nobody')));
    expect(new Set(answers.map((each) => each.body.status))).toEqual(new Set([false]));
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([200, 404]));
  });
});

describe('events', () => {
  it('are signed with the key of the API and carry no id; declined tries are never told', async () => {
    const { simulator, link, received } = await open();
    await link();
    simulator.side.fail('own-1');
    simulator.side.pay('own-1');
    await simulator.settled();
    expect(received).toHaveLength(1);
    expect(received.every(({ body, headers }) => paystackWebhooks.verify(body, headers, account.secretKey))).toBe(true);
    expect(Object.keys(received[0]?.headers ?? {}).filter((name) => name.includes('id'))).toEqual([]);
  });
  it('a refund is queued, then told as done, with its amount as text and without its id', async () => {
    const { simulator, link, received, ask } = await open();
    await link();
    simulator.side.pay('own-1');
    const made = await ask('POST', '/refund', { transaction: 'own-1', amount: 500 });
    expect(made.body.data).toMatchObject({ status: 'pending', transaction: { reference: 'own-1' } });
    await simulator.settled();
    const told = received.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as { event: string; data: object }).slice(1);
    expect(told.map((each) => each.event).toSorted()).toEqual(['refund.pending', 'refund.processed']);
    expect(told.every((each) => !('id' in each.data))).toBe(true);
    expect(simulator.side.refunds()[0]?.status).toBe('processed');
  });
});

payPageSuite(
  async () => {
    const { link, simulator } = await open();
    return { url: await link(), tries: () => simulator.side.transactions().map((transaction) => transaction.status) };
  },
  { amount: '₦12,345.00', failed: 'did not go through', tries: ['success'] },
);

describe('the page of a transaction', () => {
  it('paying sends the browser back with the reference twice and nothing signed', async () => {
    const { link } = await open();
    const back = new URL((await press(await link(), 'pay')).headers.get('location') ?? '');
    expect(Object.fromEntries(back.searchParams)).toEqual({ from: 'page', trxref: 'own-1', reference: 'own-1' });
  });
  it('what was chosen is what was paid with', async () => {
    const { link, simulator } = await open();
    await press(await link(), 'pay', { channel: 'ussd' });
    expect(simulator.side.transactions()).toMatchObject([{ status: 'success', channel: 'ussd', amount: 1_234_500 }]);
  });
});

it('transactions and refunds outlive a restart', async () => {
  const state = memoryState();
  const first = await open({ state });
  await first.link();
  first.simulator.side.pay('own-1');
  const refund = { providerPaymentId: 'own-1', amount: { minor: 500n, currency: 'NGN' }, refundKey: 'after-restart-1', note: '' };
  await first.gateway.refund(refund);
  const second = await open({ state });
  expect(await second.gateway.fetchLink({ reference: 'own-1' })).toMatchObject({ value: { state: 'paid' } });
  await second.gateway.refund(refund);
  expect(await second.gateway.fetchRefunds('own-1')).toMatchObject({ value: { length: 1 } });
});
