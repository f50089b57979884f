/** The stand-in's refusals and shapes as a client of the real gateway would meet them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../simulation/seeded-random.ts';
import { createRazorpaySimulator, type RazorpaySimulator } from '../simulator.ts';

const basic = (secret: string, scheme = 'Basic') => `${scheme} ${Buffer.from(`rzp_test_Api:${secret}`).toString('base64')}`;
let simulator: RazorpaySimulator;
let now = 0;

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z');
  const account = { keyId: 'rzp_test_Api', keySecret: 's', webhookSecret: 'w', webhookUrl: '' };
  simulator = await createRazorpaySimulator({
    clock: { now: () => new Date(now) },
    random: seededRandom(2),
    publicUrl: () => 'http://127.0.0.1:3000/sandbox/razorpay',
    expiryCheckMs: 0,
    accounts: [account, { ...account, keyId: 'rzp_test_Other' }],
  });
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await simulator.fetch(
    new Request(`http://gateway.test/v1${path}`, {
      method,
      headers: { authorization: basic('s'), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const soon = (minutes: number) => Math.floor(now / 1000) + minutes * 60;
const newLink = async (more: Record<string, unknown> = {}): Promise<string> =>
  String((await ask('POST', '/payment_links', { amount: 50_000, reference_id: 'R-1', expire_by: soon(20), ...more })).body['id']);
const refused = (description: RegExp, status = 400) => ({
  status,
  body: { error: { code: 'BAD_REQUEST_ERROR', description: expect.stringMatching(description) } },
});

describe('payment links', () => {
  it('a created link answers 200, with zeros for unset times and an absolute address', async () => {
    const id = await newLink();
    const { status, body } = await ask('GET', `/payment_links/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'created', expired_at: 0, cancelled_at: 0, payments: null, notes: null });
    expect(body['short_url']).toBe(`http://127.0.0.1:3000/sandbox/razorpay/l/${id}`);
    expect('order_id' in body).toBe(false);
  });
  it('a reference is used once, is at most 40 characters, and an end within 15 minutes is refused', async () => {
    await newLink();
    expect(await ask('POST', '/payment_links', { amount: 50_000, reference_id: 'R-1' })).toMatchObject(refused(/reference_id .* already/));
    expect(await ask('POST', '/payment_links', { amount: 50_000, reference_id: 'x'.repeat(41) })).toMatchObject(refused(/reference_id/));
    expect(await ask('POST', '/payment_links', { amount: 50_000, expire_by: soon(14) })).toMatchObject(refused(/15 minutes/));
    expect(await ask('POST', '/payment_links', { amount: '500.00' })).toMatchObject(refused(/amount/));
  });
  it('the list is no collection, and knows references and payments', async () => {
    const id = await newLink();
    const paid = simulator.side.pay(id);
    const paymentId = paid.ok ? paid.value.id : '';
    for (const query of ['', '?reference_id=R-1', `?payment_id=${paymentId}`]) {
      expect((await ask('GET', `/payment_links${query}`)).body).toMatchObject({ payment_links: [{ id }] });
    }
    expect((await ask('GET', '/payment_links?reference_id=R-2')).body).toEqual({ payment_links: [] });
  });
  it('only an open link can be changed or cancelled', async () => {
    const paid = await newLink();
    expect((await ask('PATCH', `/payment_links/${paid}`, { reference_id: 'R-9' })).body).toMatchObject({ reference_id: 'R-9' });
    expect(await ask('PATCH', `/payment_links/${paid}`, { amount: 1 })).toMatchObject(refused(/./));
    simulator.side.pay(paid);
    expect(await ask('POST', `/payment_links/${paid}/cancel`)).toMatchObject(refused(/already paid/));
    const late = await newLink();
    now += 21 * 60_000;
    expect(await ask('POST', `/payment_links/${late}/cancel`)).toMatchObject(refused(/already expired/));
    expect(await ask('POST', '/payment_links/plink_00000000000000/cancel')).toMatchObject(refused(/does not exist/));
  });
  it('a reminder goes by text or mail only', async () => {
    const id = await newLink();
    expect((await ask('POST', `/payment_links/${id}/notify_by/sms`)).body).toEqual({ success: true });
    expect(await ask('POST', `/payment_links/${id}/notify_by/pigeon`)).toMatchObject(refused(/medium/));
  });
});

describe('who is asking', () => {
  it('the scheme word and the secret must be exact', async () => {
    for (const authorization of [basic('s', 'basic'), basic('S'), 'Bearer x', '']) {
      expect(await ask('GET', '/payment_links', undefined, { authorization })).toMatchObject(refused(/Authentication failed/, 401));
    }
  });
  it('another account’s link and payment do not exist', async () => {
    const id = await newLink();
    const paid = simulator.side.pay(id);
    const other = { authorization: `Basic ${Buffer.from('rzp_test_Other:s').toString('base64')}` };
    expect(await ask('GET', `/payment_links/${id}`, undefined, other)).toMatchObject(refused(/does not exist/));
    expect(await ask('POST', `/payment_links/${id}/cancel`, undefined, other)).toMatchObject(refused(/does not exist/));
    expect(await ask('GET', `/payments/${paid.ok ? paid.value.id : ''}`, undefined, other)).toMatchObject(refused(/does not exist/));
  });
});

describe('orders, captures and refunds', () => {
  it('an authorized payment is captured once, over its own amount', async () => {
    const order = await ask('POST', '/orders', { amount: 20_000, currency: 'INR', receipt: 'r' });
    const held = simulator.side.payOrder(String(order.body['id']), { capture: false });
    const path = `/payments/${held.ok ? held.value.id : ''}/capture`;
    expect(await ask('POST', path, { amount: 10_000, currency: 'INR' })).toMatchObject(refused(/equal/));
    expect((await ask('POST', path, { amount: 20_000, currency: 'INR' })).body).toMatchObject({ status: 'captured', fee: 472, tax: 72 });
    expect(await ask('POST', path, { amount: 20_000, currency: 'INR' })).toMatchObject(refused(/already been captured/));
    expect((await ask('GET', `/orders/${order.body['id']}`)).body).toMatchObject({ status: 'paid', amount_due: 0 });
    expect((await ask('GET', `/orders/${order.body['id']}/payments`)).body).toMatchObject({ entity: 'collection', count: 1 });
  });
  it('refunds are refused beyond the payment, after the whole, and for another body under one key', async () => {
    const paid = simulator.side.pay(await newLink());
    const path = `/payments/${paid.ok ? paid.value.id : ''}/refund`;
    const key = { 'x-refund-idempotency': 'refund-key-1' };
    expect(await ask('POST', path, { amount: 50_001 })).toMatchObject(refused(/greater than/));
    expect((await ask('POST', path, { amount: 20_000 }, key)).body).toMatchObject({ entity: 'refund', status: 'processed' });
    expect(await ask('POST', path, { amount: 30_000 }, key)).toMatchObject(refused(/same idempotency key/));
    expect(await ask('POST', path, {}, { 'x-refund-idempotency': 'short' })).toMatchObject(refused(/10 characters/));
    expect((await ask('POST', path, {})).body).toMatchObject({ amount: 30_000 });
    expect(await ask('POST', path, {})).toMatchObject(refused(/fully refunded already/));
    const [refund] = simulator.side.refunds();
    expect(simulator.side.failRefund(refund?.id ?? '')).toMatchObject({ ok: true, value: { status: 'failed' } });
    expect(simulator.side.payments()[0]).toMatchObject({ status: 'captured', amount_refunded: 30_000, refund_status: 'partial' });
  });
});
