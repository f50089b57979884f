/** The Stripe client against its stand-in over real HTTP: the gateway contract, keys that remember, and what happens when the line is bad. */
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import type { CreateLink } from '../payments.port.ts';
import { paymentGatewaySuite } from '../payments.suite.ts';
import { createStripeClient } from './client.ts';
import { createStripeSimulator, type StripeSimulator } from './simulator.ts';

const credentials = { secretKey: 'sk_test_suite_0001' };
const minutes = 60_000;
let simulator: StripeSimulator;

async function open() {
  const house = await serveAlone(
    (parts) => createStripeSimulator({ ...parts, accounts: [{ ...credentials, webhookSecret: 'whsec_suite', webhookUrl: '' }] }),
    { seed: 11 },
  );
  ({ simulator } = house);
  const client = (more: Partial<Parameters<typeof createStripeClient>[0]> = {}) =>
    createStripeClient({ baseUrl: house.url, fetch, clock: house.clock, credentials, ...more });
  return { ...house, client, gateway: client() };
}

paymentGatewaySuite('stripe', async () => {
  const { clock, client, gateway, passTime } = await open();
  return {
    gateway,
    stranger: client({ credentials: { secretKey: 'sk_test_another' } }),
    now: clock.now,
    passTime,
    pay: (sessionId) => {
      const paid = simulator.side.pay(sessionId);
      if (!paid.ok) throw new Error(paid.refusal.message);
      return paid.value.id;
    },
    payTwice: (sessionId) => {
      const paid = simulator.side.payTwice(sessionId);
      if (!paid.ok) throw new Error(paid.refusal.message);
      return [paid.value[0].id, paid.value[1].id];
    },
    loseAnswers: (lose) => void simulator.faults.set({ effectThen500: lose ? 1 : 0 }),
  };
});

const wanted = (clock: { now(): Date }, more: Partial<CreateLink> = {}): CreateLink => ({
  reference: 'line-1',
  amount: { minor: 50_000n, currency: 'INR' },
  description: '',
  customer: {},
  expiresAt: new Date(clock.now().getTime() + 40 * minutes),
  returnUrl: 'http://127.0.0.1:1/back',
  ...more,
});

describe('what Stripe remembers', () => {
  it('a repeat tells the link as it stands now, not as it was when it was made', async () => {
    const { clock, gateway } = await open();
    const first = await gateway.createLink(wanted(clock));
    simulator.side.pay(first.ok ? first.value.providerLinkId : '');
    expect(await gateway.createLink(wanted(clock))).toMatchObject({
      ok: true,
      value: { state: 'paid', payments: [{ state: 'captured' }] },
    });
  });

  it('a time too short is lengthened the same way a few minutes later, and an hour later the first link is still found', async () => {
    const { clock, gateway, passTime } = await open();
    const input = wanted(clock, { expiresAt: new Date(clock.now().getTime() + 15 * minutes) });
    const first = await gateway.createLink(input);
    const providerLinkId = first.ok ? first.value.providerLinkId : '';
    expect(first).toMatchObject({ ok: true, value: { expiresAt: new Date(input.expiresAt.getTime() + 30 * minutes) } });
    passTime(10 * minutes);
    expect(await gateway.createLink(input)).toMatchObject({ ok: true, value: { providerLinkId, state: 'open' } });
    passTime(60 * minutes);
    expect(await gateway.createLink(input)).toMatchObject({ ok: true, value: { providerLinkId, state: 'expired' } });
    expect(simulator.side.sessions()).toHaveLength(1);
  });

  it('a create that broke before its effect is made later too, when its words have become others', async () => {
    const { clock, gateway, passTime } = await open();
    const input = wanted(clock, { expiresAt: new Date(clock.now().getTime() + 15 * minutes) });
    simulator.side.breakNext(1, false);
    expect(await gateway.createLink(input)).toMatchObject({ ok: false, refusal: { kind: 'in_doubt' } });
    passTime(60 * minutes);
    expect(await gateway.createLink(input)).toMatchObject({ ok: true, value: { state: 'open' } });
    expect(simulator.side.sessions()).toHaveLength(1);
  });

  for (const after of [false, true]) {
    it(`a create that broke ${after ? 'after' : 'before'} its effect is made whole under another key, once`, async () => {
      const { clock, gateway } = await open();
      simulator.side.breakNext(1, after);
      expect(await gateway.createLink(wanted(clock))).toMatchObject({ ok: false, refusal: { kind: 'in_doubt' } });
      expect(await gateway.createLink(wanted(clock))).toMatchObject({ ok: true, value: { state: 'open' } });
      expect(await gateway.createLink(wanted(clock))).toMatchObject({ ok: true });
      expect(simulator.side.sessions()).toHaveLength(1);
    });
    it(`a refund that broke ${after ? 'after' : 'before'} its effect happens once`, async () => {
      const { clock, gateway } = await open();
      const link = await gateway.createLink(wanted(clock));
      const paid = simulator.side.pay(link.ok ? link.value.providerLinkId : '');
      const refund = {
        providerPaymentId: paid.ok ? paid.value.id : '',
        amount: { minor: 20_000n, currency: 'INR' },
        refundKey: 'broken-refund-1',
        note: 'x',
      };
      simulator.side.breakNext(1, after);
      expect(await gateway.refund(refund)).toMatchObject({ ok: false, refusal: { kind: 'in_doubt' } });
      expect(await gateway.refund(refund)).toMatchObject({ ok: true, value: { state: 'processed' } });
      expect(simulator.side.refunds().map((each) => each.amount)).toEqual([20_000]);
    });
  }

  it('a refund asked again after their memory of its key has ended does not happen twice', async () => {
    const { clock, gateway, passTime } = await open();
    const link = await gateway.createLink(wanted(clock));
    const paid = simulator.side.pay(link.ok ? link.value.providerLinkId : '');
    const refund = {
      providerPaymentId: paid.ok ? paid.value.id : '',
      amount: { minor: 20_000n, currency: 'INR' },
      refundKey: 'late-refund-01',
      note: '',
    };
    expect(await gateway.refund(refund)).toMatchObject({ ok: true });
    passTime(25 * 60 * minutes);
    expect(await gateway.refund(refund)).toMatchObject({ ok: true });
    expect(simulator.side.refunds()).toHaveLength(1);
  });
});

describe('a payment that takes days', () => {
  it('is no money until the bank says so, cannot be cancelled, and then pays the link', async () => {
    const { clock, gateway } = await open();
    const link = await gateway.createLink(wanted(clock));
    const providerLinkId = link.ok ? link.value.providerLinkId : '';
    simulator.side.pay(providerLinkId, { method: 'bank' });
    expect(await gateway.fetchLink({ providerLinkId })).toMatchObject({
      ok: true,
      value: { state: 'open', amountPaid: { minor: 0n }, payments: [{ state: 'authorized' }] },
    });
    expect(await gateway.cancelLink(providerLinkId)).toMatchObject({ ok: false, refusal: { kind: 'already_paid' } });
    simulator.side.settle(providerLinkId, 'succeeded');
    expect(await gateway.fetchLink({ providerLinkId })).toMatchObject({
      ok: true,
      value: { state: 'paid', amountPaid: { minor: 50_000n }, payments: [{ state: 'captured', method: 'us_bank_account' }] },
    });
  });

  it('that fails ends the link, since a complete session takes no second try', async () => {
    const { clock, gateway } = await open();
    const link = await gateway.createLink(wanted(clock));
    const providerLinkId = link.ok ? link.value.providerLinkId : '';
    simulator.side.pay(providerLinkId, { method: 'bank' });
    simulator.side.settle(providerLinkId, 'failed');
    expect(await gateway.fetchLink({ providerLinkId })).toMatchObject({
      ok: true,
      value: { state: 'expired', payments: [{ state: 'failed' }] },
    });
  });
});
