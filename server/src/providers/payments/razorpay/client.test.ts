/** The Razorpay client against its stand-in over real HTTP: the gateway contract, and what happens when the line is bad. */
import { describe, expect, it } from 'vitest';
import { serveAlone } from '../../../../test/builders/lone-stand-in.ts';
import { paymentGatewaySuite } from '../payments.suite.ts';
import { createRazorpayClient } from './client.ts';
import { createRazorpaySimulator, type RazorpaySimulator } from './simulator.ts';

const credentials = { keyId: 'rzp_test_Suite000000001', keySecret: 'suite-secret' };
let simulator: RazorpaySimulator;

async function open() {
  const house = await serveAlone(
    (parts) => createRazorpaySimulator({ ...parts, accounts: [{ ...credentials, webhookSecret: 'hook-secret', webhookUrl: '' }] }),
    { seed: 11 },
  );
  ({ simulator } = house);
  const client = (more: Partial<Parameters<typeof createRazorpayClient>[0]> = {}) =>
    createRazorpayClient({ baseUrl: house.url, fetch, clock: house.clock, credentials, ...more });
  return { ...house, client };
}

paymentGatewaySuite('razorpay', async () => {
  const { clock, client, passTime } = await open();
  return {
    gateway: client(),
    stranger: client({ credentials: { ...credentials, keySecret: 'another' } }),
    now: clock.now,
    passTime,
    pay: (linkId) => {
      const paid = simulator.side.pay(linkId);
      if (!paid.ok) throw new Error(paid.refusal.description);
      return paid.value.id;
    },
    payTwice: (linkId) => {
      const paid = simulator.side.payTwice(linkId);
      if (!paid.ok) throw new Error(paid.refusal.description);
      return [paid.value[0].id, paid.value[1].id];
    },
    loseAnswers: (lose) => void simulator.faults.set({ effectThen500: lose ? 1 : 0 }),
  };
});

describe('a bad line', () => {
  const input = (clock: { now(): Date }) => ({
    reference: 'line-1',
    amount: { minor: 50_000n, currency: 'INR' },
    description: '',
    customer: {},
    expiresAt: new Date(clock.now().getTime() + 30 * 60_000),
    returnUrl: 'http://127.0.0.1:1/back',
  });

  it('a write without an answer in time is in doubt', async () => {
    const { clock, client } = await open();
    simulator.faults.set({ answerDelayMs: 400 });
    const outcome = await client({ timeoutMs: 50 }).createLink(input(clock));
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'in_doubt' } });
  });

  it('a refused connection is an outage, not a doubt', async () => {
    const { clock, client, hangUp } = await open();
    await hangUp();
    const outcome = await client().createLink(input(clock));
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
  });

  it('a read is asked once more, a write never', async () => {
    const { clock, client } = await open();
    let calls = 0;
    const counting: typeof fetch = async () => {
      calls += 1;
      return new Response('{}', { status: 503 });
    };
    const gateway = client({ fetch: counting });
    expect(await gateway.fetchLink({ reference: 'x' })).toMatchObject({ refusal: { kind: 'unavailable' } });
    expect(calls).toBe(2);
    expect(await gateway.createLink(input(clock))).toMatchObject({ refusal: { kind: 'in_doubt' } });
    expect(calls).toBe(3);
  });

  it('a rate limit carries the wait that was asked for', async () => {
    const { client } = await open();
    const limited: typeof fetch = async () => new Response('{}', { status: 429, headers: { 'retry-after': '7' } });
    expect(await client({ fetch: limited }).probe()).toMatchObject({ refusal: { kind: 'rate_limited', afterMs: 7_000 } });
  });

  it('half of all calls failing makes exactly one link a reference', async () => {
    const { clock, client } = await open();
    simulator.faults.set({ refuse500: 0.25, effectThen500: 0.25 });
    const gateway = client();
    for (let index = 0; index < 20; index += 1) {
      const wanted = { ...input(clock), reference: `storm-${index}` };
      let outcome = await gateway.createLink(wanted);
      for (let tries = 0; !outcome.ok && tries < 50; tries += 1) outcome = await gateway.createLink(wanted);
      expect(outcome.ok).toBe(true);
    }
    const references = simulator.side.links().map((link) => link.reference_id);
    expect(new Set(references).size).toBe(20);
    expect(references).toHaveLength(20);
  });
});
