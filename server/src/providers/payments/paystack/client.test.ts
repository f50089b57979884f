/** The Paystack client against its stand-in over real HTTP: the gateway contract, the currencies, and what is peculiar to this gateway. */
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import type { CreateLink } from '../payments.port.ts';
import { paymentGatewaySuite } from '../payments.suite.ts';
import { createPaystackClient } from './client.ts';
import { createPaystackSimulator, type PaystackSimulator } from './simulator.ts';

const credentials = { secretKey: 'sk_test_suite0000000000000001' };
let simulator: PaystackSimulator;

async function open() {
  const house = await serveAlone((parts) => createPaystackSimulator({ ...parts, accounts: [{ ...credentials, webhookUrl: '' }] }), {
    seed: 11,
  });
  ({ simulator } = house);
  const client = (more: Partial<Parameters<typeof createPaystackClient>[0]> = {}) =>
    createPaystackClient({ baseUrl: house.url, fetch, clock: house.clock, credentials, ...more });
  return { ...house, client };
}

const paid = (outcome: ReturnType<PaystackSimulator['side']['pay']>): string => {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value.reference;
};

paymentGatewaySuite(
  'paystack',
  async () => {
    const { clock, client, passTime } = await open();
    let isLosing = false;
    // Of writes alone: before a refund is asked, those that were made are read.
    const losing: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      return isLosing && init?.method === 'POST' ? new Response('', { status: 500 }) : answer;
    };
    return {
      gateway: client({ fetch: losing }),
      stranger: client({ credentials: { secretKey: 'sk_test_another' } }),
      now: clock.now,
      passTime,
      pay: (linkId) => paid(simulator.side.pay(linkId)),
      loseAnswers: (lose) => void (isLosing = lose),
    };
  },
  { currency: 'NGN', closesLinks: false, takesTwo: false },
);

const input = (more: Partial<CreateLink> = {}): CreateLink => ({
  reference: 'own-1',
  amount: { minor: 500_000n, currency: 'NGN' },
  description: 'Order ORD-20261120-00001',
  customer: { phone: '+2348031234567', name: 'Ngozi' },
  expiresAt: new Date('2026-11-20T08:30:00Z'),
  returnUrl: 'https://shop.example/payments/paystack/callback',
  ...more,
});

describe('amounts', () => {
  it.each([
    ['NGN', 500_000n, 500_000],
    ['KES', 45_050n, 45_050],
    ['XOF', 12_500n, 1_250_000],
    ['RWF', 9_000n, 900_000],
  ])('%s travels in hundredths and comes back as it was', async (currency, minor, units) => {
    const { client } = await open();
    const amount = { minor, currency };
    expect(await client().createLink(input({ amount }))).toMatchObject({ ok: true, value: { amount } });
    expect(simulator.side.transactions()[0]).toMatchObject({ requested_amount: units, currency });
    const payment = paid(simulator.side.pay('own-1'));
    expect(await client().fetchLink({ reference: 'own-1' })).toMatchObject({ ok: true, value: { amount, amountPaid: amount } });
    await client().refund({ providerPaymentId: payment, amount, refundKey: 'refund-scaled-1', note: '' });
    expect(simulator.side.refunds()[0]?.amount).toBe(units);
  });
  it('a currency that they do not take is rejected', async () => {
    const { client } = await open();
    expect(await client().createLink(input({ amount: { minor: 100n, currency: 'INR' } }))).toMatchObject({ refusal: { kind: 'rejected' } });
  });
  it('a customer who bears the fees pays the order what it asked, and the shop no fee', async () => {
    const { client } = await open();
    await client().createLink(input());
    const payment = paid(simulator.side.pay('own-1', { bearsFees: true }));
    expect(await client().fetchPayment(payment)).toMatchObject({
      value: { amount: { minor: 500_000n, currency: 'NGN' }, fee: { minor: 0n, currency: 'NGN' } },
    });
  });
  it('less than was asked is told as it came', async () => {
    const { client } = await open();
    await client().createLink(input());
    const payment = paid(simulator.side.payWrongAmount('own-1', 100_000));
    expect(await client().fetchPayment(payment)).toMatchObject({ value: { amount: { minor: 100_000n, currency: 'NGN' } } });
  });
});

describe('a transaction', () => {
  it('names no phone number in the address it invents, and one address for one customer', async () => {
    const { client } = await open();
    await client().createLink(input());
    await client().createLink(input({ reference: 'own-2' }));
    const [first, second] = simulator.side.transactions().map((each) => each.email);
    expect(first).toMatch(/^customer-[0-9a-f]{20}@shop\.example$/);
    expect(second).toBe(first);
  });
  it('that was declined and abandoned is an open link, and can still be paid', async () => {
    const { client, passTime } = await open();
    await client().createLink(input());
    expect(await client().fetchLink({ reference: 'own-1' })).toMatchObject({ value: { state: 'open', payments: [] } });
    simulator.side.fail('own-1');
    passTime(40 * 86_400_000);
    expect(await client().fetchLink({ reference: 'own-1' })).toMatchObject({ value: { state: 'open', payments: [] } });
    paid(simulator.side.pay('own-1'));
    expect(await client().fetchLink({ reference: 'own-1' })).toMatchObject({ value: { state: 'paid' } });
  });
  it('whose address was lost is made again, and money by either is money by the one link', async () => {
    const { client } = await open();
    await client().createLink(input());
    expect(await client().createLink(input())).toMatchObject({ value: { providerLinkId: 'own-1', url: expect.stringContaining('/c/') } });
    expect(simulator.side.transactions().map((each) => each.reference)).toEqual(['own-1', 'own-1.2']);
    const payments = [paid(simulator.side.pay('own-1.2')), paid(simulator.side.pay('own-1'))];
    const link = await client().fetchLink({ providerLinkId: 'own-1' });
    expect(link.ok && link.value.payments.map((each) => each.providerPaymentId).toSorted()).toEqual(payments.toSorted());
  });
  it('that was paid before it was asked again is found paid, and no other is made', async () => {
    const { client } = await open();
    await client().createLink(input());
    paid(simulator.side.pay('own-1'));
    expect(await client().createLink(input())).toMatchObject({ value: { state: 'paid' } });
    expect(simulator.side.transactions()).toHaveLength(1);
  });
});

describe('a bad line', () => {
  it('a refusal told with 200 is a refusal', async () => {
    const { client } = await open();
    const lying: typeof fetch = async () => Response.json({ status: false, message: 'Duplicate Transaction Reference' });
    expect(await client({ fetch: lying }).fetchPayment('x')).toMatchObject({ refusal: { kind: 'rejected' } });
  });
  it('a write without an answer in time is in doubt; a refused connection is an outage', async () => {
    const { client, hangUp } = await open();
    simulator.faults.set({ answerDelayMs: 400 });
    expect(await client({ timeoutMs: 50 }).createLink(input())).toMatchObject({ refusal: { kind: 'in_doubt' } });
    await hangUp();
    expect(await client().createLink(input())).toMatchObject({ refusal: { kind: 'unavailable' } });
  });
  it('half of all calls failing refunds once a key', async () => {
    const { client } = await open();
    await client().createLink(input());
    const providerPaymentId = paid(simulator.side.pay('own-1'));
    simulator.faults.set({ refuse500: 0.25, effectThen500: 0.25 });
    for (let part = 0; part < 10; part += 1) {
      const wanted = { providerPaymentId, amount: { minor: 1_000n, currency: 'NGN' }, refundKey: `refund-storm-${part}`, note: 'part' };
      let outcome = await client().refund(wanted);
      for (let tries = 0; !outcome.ok && tries < 50; tries += 1) outcome = await client().refund(wanted);
      expect(outcome.ok).toBe(true);
    }
    expect(simulator.side.refunds()).toHaveLength(10);
  });
});
