/** The Stripe client when the line or the other side is bad, and over amounts of every kind: nothing is made, charged or refunded twice. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import type { CreateLink, PaymentGateway } from '../payments.port.ts';
import { toUnits } from './amounts.ts';
import { createStripeClient } from './client.ts';
import { createStripeSimulator, type StripeSimulator } from './simulator.ts';

const credentials = { secretKey: 'sk_test_line_0001' };
const clock = { now: () => new Date('2026-11-20T08:00:00Z') };
let simulator: StripeSimulator;
let hangUp: () => Promise<void>;

async function open() {
  const house = await serveAlone(
    (parts) => createStripeSimulator({ ...parts, accounts: [{ ...credentials, webhookSecret: 'whsec_line', webhookUrl: '' }] }),
    { seed: 23 },
  );
  ({ simulator, hangUp } = house);
  return (more: Partial<Parameters<typeof createStripeClient>[0]> = {}): PaymentGateway =>
    createStripeClient({ baseUrl: `${house.url}/`, fetch, clock, credentials, ...more });
}

const input = (more: Partial<CreateLink> = {}): CreateLink => ({
  reference: 'line-1',
  amount: { minor: 50_000n, currency: 'INR' },
  description: 'Order 1 & more = [x]',
  customer: { name: 'Asha', email: 'not an address' },
  expiresAt: new Date(clock.now().getTime() + 40 * 60_000),
  returnUrl: 'http://127.0.0.1:1/back?a=1&b=2',
  ...more,
});

/** Asks until an answer stands. */
async function insist<T extends { readonly ok: boolean }>(ask: () => Promise<T>): Promise<T> {
  let outcome = await ask();
  for (let tries = 0; !outcome.ok && tries < 60; tries += 1) outcome = await ask();
  return outcome;
}

describe('a bad line', () => {
  it('a write without an answer in time is in doubt', async () => {
    const client = await open();
    simulator.faults.set({ answerDelayMs: 400 });
    expect(await client({ timeoutMs: 50 }).createLink(input())).toMatchObject({ ok: false, refusal: { kind: 'in_doubt' } });
  });

  it('a refused connection is an outage, not a doubt', async () => {
    const client = await open();
    await hangUp();
    expect(await client().createLink(input())).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
  });

  it('a read is asked once more, a write never', async () => {
    const client = await open();
    let calls = 0;
    const counting: typeof fetch = async () => {
      calls += 1;
      return new Response('{}', { status: 503 });
    };
    const gateway = client({ fetch: counting });
    expect(await gateway.fetchLink({ reference: 'x' })).toMatchObject({ refusal: { kind: 'unavailable' } });
    expect(calls).toBe(2);
    expect(await gateway.createLink(input())).toMatchObject({ refusal: { kind: 'in_doubt' } });
    expect(calls).toBe(3);
  });

  it('what Stripe says about trying again is followed', async () => {
    const client = await open();
    const answering = (status: number, headers: Record<string, string> = {}) =>
      client({ fetch: async () => new Response('{"error":{"type":"invalid_request_error"}}', { status, headers }) });
    expect(await answering(429, { 'retry-after': '7' }).probe()).toMatchObject({ refusal: { kind: 'rate_limited', afterMs: 7_000 } });
    expect(await answering(409).createLink(input())).toMatchObject({ refusal: { kind: 'in_doubt' } });
    expect(await answering(400, { 'stripe-should-retry': 'true' }).createLink(input())).toMatchObject({ refusal: { kind: 'in_doubt' } });
    expect(await answering(400).createLink(input())).toMatchObject({ refusal: { kind: 'rejected' } });
    expect(await answering(403).probe()).toMatchObject({ refusal: { kind: 'bad_credentials' } });
    const unreadable = client({ fetch: async () => new Response('<html>', { status: 200 }) });
    expect(await unreadable.createLink(input())).toMatchObject({ refusal: { kind: 'in_doubt' } });
    expect(await unreadable.probe()).toMatchObject({ refusal: { kind: 'unavailable' } });
  });

  it('half of all calls failing makes one session a reference and one refund a key', async () => {
    const client = await open();
    const gateway = client();
    simulator.faults.set({ refuse500: 0.25, effectThen500: 0.25 });
    for (let index = 0; index < 20; index += 1) {
      const reference = `storm-${index}`;
      if (index % 4 === 0) simulator.side.breakNext(1, index % 8 === 0);
      const made = await insist(() => gateway.createLink(input({ reference })));
      const paid = simulator.side.pay(made.ok ? made.value.providerLinkId : '');
      const refund = {
        providerPaymentId: paid.ok ? paid.value.id : '',
        amount: { minor: 20_000n, currency: 'INR' },
        refundKey: `storm-refund-${index}`,
        note: 'x',
      };
      expect(await insist(() => gateway.refund(refund))).toMatchObject({ ok: true });
    }
    expect(new Set(simulator.side.sessions().map((session) => session.client_reference_id)).size).toBe(20);
    expect([simulator.side.sessions().length, simulator.side.refunds().length]).toEqual([20, 20]);
  });

  it('a reference is found among a day’s sessions, page after page', async () => {
    const gateway = (await open())();
    const wanted = await gateway.createLink(input({ reference: 'needle' }));
    for (let index = 0; index < 230; index += 1) await gateway.createLink(input({ reference: `hay-${index}` }));
    const found = await gateway.fetchLink({ reference: 'needle' });
    expect(found.ok && found.value.providerLinkId).toBe(wanted.ok && wanted.value.providerLinkId);
    expect(await gateway.fetchLink({ reference: 'hay' })).toMatchObject({ refusal: { kind: 'not_found' } });
  });
});

describe('amounts of every kind', () => {
  const currencies = ['INR', 'USD', 'JPY', 'ISK', 'KWD', 'MGA', 'EUR'];

  it('what is asked is what is charged, told and refunded, in parts up to the whole and never beyond', async () => {
    const gateway = (await open())();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...currencies),
        fc.bigInt({ min: 6_000n, max: 900_000n }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
        async (currency, rough, percents) => {
          count += 1;
          const step = currency === 'KWD' ? 10n : currency === 'MGA' ? 100n : 1n;
          const amount = { minor: rough - (rough % step), currency };
          const made = await gateway.createLink(input({ reference: `amount-${count}`, amount }));
          expect(made).toMatchObject({ ok: true, value: { amount } });
          const paid = simulator.side.pay(made.ok ? made.value.providerLinkId : '');
          expect(paid).toMatchObject({ ok: true, value: { amount_received: toUnits(amount) } });
          const providerPaymentId = paid.ok ? paid.value.id : '';
          expect(await gateway.fetchPayment(providerPaymentId)).toMatchObject({ ok: true, value: { amount, state: 'captured' } });
          let left = amount.minor;
          for (const [index, percent] of percents.entries()) {
            const part = (amount.minor * BigInt(percent)) / 100n;
            const minor = part - (part % step) || step;
            const refundKey = `refund-${count}-${index}`;
            const outcome = await gateway.refund({ providerPaymentId, amount: { minor, currency }, refundKey, note: '' });
            expect(outcome.ok).toBe(minor <= left);
            if (minor <= left) left -= minor;
            else expect(outcome).toMatchObject({ refusal: { kind: 'rejected' } });
          }
          const refunds = await gateway.fetchRefunds(providerPaymentId);
          const sum = refunds.ok ? refunds.value.reduce((all, each) => all + each.amount.minor, 0n) : -1n;
          expect(sum).toBe(amount.minor - left);
          expect(await gateway.fetchPayment(providerPaymentId)).toMatchObject({ value: { state: left === 0n ? 'refunded' : 'captured' } });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('an amount that Stripe cannot charge exactly is refused before anything is asked', async () => {
    const client = await open();
    const silent = client({ fetch: () => Promise.reject(new Error('asked')) });
    expect(await silent.createLink(input({ amount: { minor: 5_124n, currency: 'KWD' } }))).toMatchObject({ refusal: { kind: 'rejected' } });
    expect(await silent.createLink(input({ amount: { minor: 100_000_000n, currency: 'INR' } }))).toMatchObject({
      refusal: { kind: 'rejected' },
    });
    expect(await client().createLink(input({ amount: { minor: 10n, currency: 'INR' } }))).toMatchObject({ refusal: { kind: 'rejected' } });
  });
});
