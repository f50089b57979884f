/** The stand-in's refusals and shapes as a client of the real Stripe would meet them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../simulation/seeded-random.ts';
import { createStripeSimulator, type StripeSimulator } from '../simulator.ts';

let simulator: StripeSimulator;
let now = 0;

beforeEach(async () => {
  now = Date.parse('2026-11-20T08:00:00Z');
  const account = { webhookSecret: 'whsec_api', webhookUrl: '' };
  simulator = await createStripeSimulator({
    clock: { now: () => new Date(now) },
    random: seededRandom(2),
    publicUrl: () => 'http://127.0.0.1:3000/sandbox/stripe/',
    expiryCheckMs: 0,
    accounts: [
      { ...account, secretKey: 'sk_test_api' },
      { ...account, secretKey: 'sk_test_other' },
    ],
  });
});

type Fields = Readonly<Record<string, string>>;

async function ask(method: string, path: string, fields?: Fields, headers: Record<string, string> = {}) {
  const response = await simulator.fetch(
    new Request(`http://api.test/v1${path}`, {
      method,
      headers: { authorization: 'Bearer sk_test_api', ...headers },
      ...(fields === undefined ? {} : { body: new URLSearchParams(fields) }),
    }),
  );
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

const soon = (minutes: number) => String(Math.floor(now / 1000) + minutes * 60);
const price = 'line_items[0][price_data]';
const wanted: Fields = {
  mode: 'payment',
  [`${price}[currency]`]: 'usd',
  [`${price}[unit_amount]`]: '5000',
  [`${price}[product_data][name]`]: 'Coffee',
  'line_items[0][quantity]': '1',
  success_url: 'https://shop.example/done',
};
const create = (more: Fields = {}, headers: Record<string, string> = {}) =>
  ask('POST', '/checkout/sessions', { ...wanted, ...more }, headers);
const newSession = async (): Promise<string> => String((await create()).body['id']);
const refused = (message: RegExp, more: object = {}, status = 400) => ({
  status,
  body: { error: { type: 'invalid_request_error', message: expect.stringMatching(message), ...more } },
});

describe('creating a session', () => {
  it('answers an open session with nulls for what is not there, at an absolute address', async () => {
    const { status, body, headers } = await create();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_intent: null,
      customer: null,
      expires_at: Number(soon(24 * 60)),
    });
    expect(body['url']).toBe(`http://127.0.0.1:3000/sandbox/stripe/c/pay/${String(body['id'])}`);
    expect(headers.get('request-id')).toMatch(/^req_/);
  });
  it('names the parameter that is wrong, missing, unknown or empty', async () => {
    expect(await create({ 'payment_method_types[0]': 'card' })).toMatchObject(refused(/unknown/, { code: 'parameter_unknown' }));
    expect(await create({ colour: 'red' })).toMatchObject(
      refused(/unknown parameter: colour/, { code: 'parameter_unknown', param: 'colour' }),
    );
    expect(await create({ [`${price}[unit_amount]`]: '50.00' })).toMatchObject(
      refused(/Invalid integer: 50.00/, { code: 'parameter_invalid_integer', param: 'line_items[0][price_data][unit_amount]' }),
    );
    expect(await create({ [`${price}[product_data][name]`]: '' })).toMatchObject(
      refused(/empty string/, { code: 'parameter_invalid_empty' }),
    );
    expect(await create({ success_url: 'shop' })).toMatchObject(refused(/URL/, { code: 'url_invalid', param: 'success_url' }));
    expect(await create({ mode: 'gift' })).toMatchObject(refused(/must be one of payment/, { param: 'mode' }));
    const { mode: _mode, ...modeless } = wanted;
    expect(await ask('POST', '/checkout/sessions', modeless)).toMatchObject(
      refused(/Missing required param: mode/, { code: 'parameter_missing' }),
    );
  });
  it('lives 30 minutes to a day, over half a dollar to eight digits', async () => {
    for (const minutes of [29, 24 * 60 + 1])
      expect(await create({ expires_at: soon(minutes) })).toMatchObject(refused(/expires_at/, { param: 'expires_at' }));
    for (const minutes of [30, 24 * 60]) expect((await create({ expires_at: soon(minutes) })).status).toBe(200);
    expect(await create({ [`${price}[unit_amount]`]: '49' })).toMatchObject(refused(/at least/, { code: 'amount_too_small' }));
    expect(await create({ [`${price}[unit_amount]`]: '100000000' })).toMatchObject(refused(/no more/, { code: 'amount_too_large' }));
    expect(await create({ [`${price}[currency]`]: 'kwd', [`${price}[unit_amount]`]: '5124' })).toMatchObject(refused(/divisible by 10/));
  });
  it('takes forms and a true version only', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await create({}, json)).toMatchObject(refused(/x-www-form-urlencoded/));
    expect(await create({}, { 'stripe-version': 'newest' })).toMatchObject(refused(/Invalid Stripe API version/));
    expect((await create({}, { 'stripe-version': '2026-10-28.endive' })).status).toBe(200);
  });
});

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'key-1' };

  it('answers the same for the same words whatever their order, and refuses others', async () => {
    const first = await create({}, key);
    const turned = Object.fromEntries(Object.entries(wanted).toReversed());
    const again = await ask('POST', '/checkout/sessions', turned, key);
    expect([again.body['id'], again.headers.get('idempotent-replayed')]).toEqual([first.body['id'], 'true']);
    expect(await create({ locale: 'en' }, key)).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    expect(await ask('POST', '/refunds', wanted, key)).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
  });
  it('is each account’s own, remembers nothing that never began, and forgets after a day', async () => {
    expect(await create({ locale: '' }, key)).toMatchObject(refused(/empty/));
    const first = await create({}, key);
    const others = await create({}, { ...key, authorization: 'Bearer sk_test_other' });
    now += 24 * 60 * 60_000;
    const later = await create({}, key);
    expect(new Set([first, others, later].map(({ body }) => body['id'])).size).toBe(3);
    expect(await create({}, { 'idempotency-key': 'x'.repeat(256) })).toMatchObject({ status: 400 });
  });
  it('remembers what was refused on the way, and a fault of their own', async () => {
    const paid = simulator.side.pay(await newSession());
    const refund = { payment_intent: paid.ok ? paid.value.id : '', amount: '5001' };
    expect(await ask('POST', '/refunds', refund, key)).toMatchObject(refused(/greater than unrefunded/));
    expect((await ask('POST', '/refunds', refund, key)).headers.get('idempotent-replayed')).toBe('true');
    simulator.side.breakNext(1, true);
    const other = { 'idempotency-key': 'key-2' };
    for (const replayed of [null, 'true']) {
      const answer = await create({}, other);
      expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([500, replayed]);
    }
    expect(simulator.side.sessions()).toHaveLength(2);
  });
});

describe('who is asking', () => {
  it('needs a known key, by bearer or as a user name', async () => {
    for (const authorization of ['Bearer sk_test_wrong', 'Bearer', '']) {
      expect(await ask('GET', '/balance', undefined, { authorization })).toMatchObject({ status: 401, body: { error: {} } });
    }
    const basic = `Basic ${Buffer.from('sk_test_api:').toString('base64')}`;
    expect((await ask('GET', '/account', undefined, { authorization: basic })).body).toMatchObject({
      object: 'account',
      charges_enabled: true,
    });
  });
  it('never meets another account’s session, payment or refund', async () => {
    const id = await newSession();
    const paid = simulator.side.pay(id);
    const intent = paid.ok ? paid.value.id : '';
    const refund = await ask('POST', '/refunds', { payment_intent: intent, amount: '100' });
    const other = { authorization: 'Bearer sk_test_other' };
    const missing = refused(/No such/, { code: 'resource_missing' }, 404);
    for (const path of [
      `/checkout/sessions/${id}`,
      `/payment_intents/${intent}`,
      `/refunds/${String(refund.body['id'])}`,
      `/refunds?payment_intent=${intent}`,
    ])
      expect(await ask('GET', path, undefined, other)).toMatchObject(missing);
    expect(await ask('POST', `/checkout/sessions/${id}/expire`, {}, other)).toMatchObject(missing);
    expect(await ask('POST', '/refunds', { payment_intent: intent }, other)).toMatchObject(missing);
    expect((await ask('GET', '/checkout/sessions', undefined, other)).body).toMatchObject({ data: [], has_more: false });
  });
});

describe('refunds and lists', () => {
  it('a refund is refused before the money came, after the whole went back, and without a payment', async () => {
    const id = await newSession();
    const failed = simulator.side.fail(id);
    const intent = failed.ok ? failed.value.id : '';
    expect(await ask('POST', '/refunds', { payment_intent: intent })).toMatchObject(refused(/does not have a successful charge/));
    simulator.side.pay(id);
    expect((await ask('POST', '/refunds', { payment_intent: intent })).body).toMatchObject({ amount: 5_000, status: 'succeeded' });
    expect(await ask('POST', '/refunds', { payment_intent: intent })).toMatchObject(
      refused(/already been refunded/, { code: 'charge_already_refunded' }),
    );
    expect(await ask('POST', '/refunds', { amount: '1' })).toMatchObject(refused(/payment_intent or charge/));
    const [refund] = simulator.side.refunds();
    expect(simulator.side.failRefund(refund?.id ?? '')).toMatchObject({ ok: true, value: { status: 'failed' } });
    expect(simulator.side.charges().at(-1)).toMatchObject({ refunded: false, amount_refunded: 0 });
  });
  it('a list refuses a page too long and a row it does not know, and expands only what can be', async () => {
    const id = await newSession();
    expect(await ask('GET', '/checkout/sessions?limit=101')).toMatchObject(refused(/100/, { param: 'limit' }));
    expect(await ask('GET', '/checkout/sessions?starting_after=cs_none')).toMatchObject(refused(/No such/));
    expect(await ask('GET', `/checkout/sessions/${id}?expand[]=colour`)).toMatchObject(refused(/cannot be expanded/));
    expect((await ask('GET', '/checkout/sessions?expand[]=data.payment_intent')).body).toMatchObject({
      data: [{ id, payment_intent: null }],
    });
    expect(await ask('GET', '/payouts')).toMatchObject(refused(/Unrecognized request URL/, {}, 404));
  });
});
