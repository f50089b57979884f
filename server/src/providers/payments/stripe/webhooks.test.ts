/** Stripe's events, read from bytes as they arrive: signatures first, judged beside the official library, then meaning. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';
import { signWebhook, stripeWebhooks } from './webhooks.ts';

const official = new Stripe('sk_test_official').webhooks;
const secret = 'whsec_endpoint';
const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url));
const reference = '018f6f0e4b6a7c2d9e3b5a1c2d3e4f50';
const link = { providerLinkId: 'cs_test_a1Qw3Er5Ty7Ui9Op1As3Df5Gh7Jk9Lz1Xc3Vb5Nm7Qw9Er1Ty3Ui5Op7As9Df', reference };
const providerPaymentId = 'pi_3SVxK2LkdIwHu7ix0aBcDeFg';
const amount = { minor: 129_900n, currency: 'INR' };
const start = 1_795_160_000;
const at = (seconds: number) => new Date((start + seconds) * 1000);
const captured = (seconds: number) => ({
  kind: 'payment_captured',
  link,
  payment: { providerPaymentId, amount, state: 'captured', at: at(seconds) },
});

describe('the meaning of an event', () => {
  it('a completed and paid session is a captured payment, a completed and unpaid one is none yet', () => {
    expect(stripeWebhooks.read(fixture('session-completed'))).toEqual([captured(60)]);
    expect(stripeWebhooks.read(fixture('session-completed-unpaid'))).toEqual([{ kind: 'other', type: 'checkout.session.completed' }]);
    expect(stripeWebhooks.read(fixture('session-async-succeeded'))).toEqual([captured(86_400)]);
  });
  it('a bank that never paid fails the payment and ends its session', () => {
    expect(stripeWebhooks.read(fixture('session-async-failed'))).toEqual([
      { kind: 'payment_failed', link, providerPaymentId, reason: 'async_payment_failed', at: at(86_400) },
      { kind: 'link_closed', link, state: 'expired' },
    ]);
  });
  it('a session that ended before its time was cancelled, one at its time expired', () => {
    expect(stripeWebhooks.read(fixture('session-expired'))).toEqual([{ kind: 'link_closed', link, state: 'expired' }]);
    expect(stripeWebhooks.read(fixture('session-cancelled'))).toEqual([{ kind: 'link_closed', link, state: 'cancelled' }]);
  });
  it('an intent leads to its link by the mark we put on it, with the bank’s own reason where it failed', () => {
    expect(stripeWebhooks.read(fixture('intent-failed'))).toEqual([
      { kind: 'payment_failed', link: { reference }, providerPaymentId, reason: 'insufficient_funds', at: at(40) },
    ]);
    expect(stripeWebhooks.read(fixture('intent-succeeded'))).toEqual([
      { kind: 'payment_captured', link: { reference }, payment: { providerPaymentId, amount, state: 'captured', at: at(30) } },
    ]);
  });
  it('a refund names its payment, its amount and what became of it', () => {
    const refund = { providerRefundId: 're_3SVxK2LkdIwHu7ix0oPqRsTu', providerPaymentId, amount: { minor: 29_900n, currency: 'INR' } };
    expect(stripeWebhooks.read(fixture('refund-updated'))).toEqual([{ kind: 'refund_changed', refund: { ...refund, state: 'processed' } }]);
    expect(stripeWebhooks.read(fixture('refund-failed'))).toEqual([{ kind: 'refund_changed', refund: { ...refund, state: 'failed' } }]);
    expect(stripeWebhooks.read(fixture('charge-refunded'))).toEqual([{ kind: 'refunds_touched', providerPaymentId }]);
  });
  it('every state of a refund has one of ours', () => {
    const states = { pending: 'pending', requires_action: 'pending', succeeded: 'processed', failed: 'failed', canceled: 'failed' };
    for (const [theirs, ours] of Object.entries(states)) {
      const body = Buffer.from(Buffer.from(fixture('refund-updated')).toString().replace('"status": "succeeded"', `"status": "${theirs}"`));
      expect(stripeWebhooks.read(body)).toMatchObject([{ refund: { state: ours } }]);
    }
  });
  it('the merchant’s other business at Stripe is none of ours', () => {
    for (const name of ['session-completed', 'session-expired', 'intent-succeeded', 'intent-failed', 'charge-refunded']) {
      const body = Buffer.from(Buffer.from(fixture(name)).toString().replace('parley_reference', 'cart'));
      expect(stripeWebhooks.read(body)).toMatchObject([{ kind: 'other' }]);
    }
  });
  it('an amount that the currency cannot be is not guessed at', () => {
    const body = Buffer.from(fixture('session-completed')).toString().replace('"currency": "inr"', '"currency": "isk"');
    expect(stripeWebhooks.read(Buffer.from(body))).toMatchObject([{ payment: { amount: { minor: 1_299n, currency: 'ISK' } } }]);
    const odd = body.replace('"amount_total": 129900', '"amount_total": 129950');
    expect(stripeWebhooks.read(Buffer.from(odd))).toEqual([{ kind: 'other', type: 'unreadable' }]);
  });
  it('what is not known is kept as other and never throws', () => {
    const unknown = Buffer.from(JSON.stringify({ id: 'evt_1', type: 'payout.paid', created: 1, data: { object: {} } }));
    expect(stripeWebhooks.read(unknown)).toEqual([{ kind: 'other', type: 'payout.paid' }]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => stripeWebhooks.read(Buffer.from(body))).not.toThrow();
        expect(stripeWebhooks.peek(Buffer.from(body)).providerLinkIds).toEqual([]);
      }),
    );
  });
  it('the ids that lead to a merchant can be read before verification', () => {
    const ids = { providerLinkIds: [link.providerLinkId], references: [reference], providerPaymentIds: [providerPaymentId] };
    expect(stripeWebhooks.peek(fixture('session-completed'))).toEqual(ids);
    expect(stripeWebhooks.peek(fixture('intent-failed'))).toEqual({ ...ids, providerLinkIds: [] });
    expect(stripeWebhooks.peek(fixture('charge-refunded'))).toEqual({ ...ids, providerLinkIds: [] });
    expect(stripeWebhooks.peek(fixture('refund-failed'))).toMatchObject({ references: [], providerPaymentIds: [providerPaymentId] });
  });
  it('a repeat has the same key: the event id, or the hash of the bytes where there is none', () => {
    expect(stripeWebhooks.dedupeKey(fixture('session-completed'), {})).toBe('evt_1SVxK01LkdIwHu7ixAbCdEfGh');
    expect(stripeWebhooks.dedupeKey(Buffer.from('x'), {})).not.toBe(stripeWebhooks.dedupeKey(Buffer.from('y'), {}));
  });
});

describe('the signature of an event', () => {
  const body = fixture('session-completed');
  const text = Buffer.from(body).toString();
  const signed = (time = start) => `t=${time},v1=${signWebhook(body, secret, time)}`;
  const ours = (value: string | undefined, received = at(0), key = secret) =>
    stripeWebhooks.verify(body, { 'stripe-signature': value }, key, received);
  const theirs = (value: string, received = at(0), key = secret): boolean => {
    try {
      return Boolean(official.constructEvent(text, value, key, undefined, undefined, received.getTime()));
    } catch {
      return false;
    }
  };

  it('holds where the official library made it, and the library accepts ours', () => {
    const made = official.generateTestHeaderString({ payload: text, secret, timestamp: start });
    expect(ours(made)).toBe(true);
    expect(theirs(signed())).toBe(true);
    expect(made).toBe(signed());
  });
  it('holds for 300 seconds by the clock at the door, and never without that clock', () => {
    expect([ours(signed(), at(300)), theirs(signed(), at(300))]).toEqual([true, true]);
    expect([ours(signed(), at(301)), theirs(signed(), at(301))]).toEqual([false, false]);
    expect(stripeWebhooks.verify(body, { 'stripe-signature': signed() }, secret)).toBe(false);
  });
  it('holds while a secret is changed, for the old one and the new one, in any order', () => {
    const both = `t=${start},v1=${signWebhook(body, 'whsec_new', start)},v1=${signWebhook(body, secret, start)},v0=${'0'.repeat(64)}`;
    for (const key of [secret, 'whsec_new']) expect([ours(both, at(1), key), theirs(both, at(1), key)]).toEqual([true, true]);
    expect(ours(both, at(1), 'whsec_other')).toBe(false);
  });
  it('proves nothing by another scheme, with a blank secret, without a header or for other bytes', () => {
    const proof = signWebhook(body, secret, start);
    for (const value of [`t=${start},v0=${proof}`, `v1=${proof}`, `t=${start}`, `t=${start},v1=`, '', undefined])
      expect(ours(value)).toBe(false);
    for (const blank of ['', ' ', '\n']) expect(ours(`t=${start},v1=${signWebhook(body, blank, start)}`, at(0), blank)).toBe(false);
    const more = Buffer.concat([body, Buffer.from(' ')]);
    expect(stripeWebhooks.verify(more, { 'Stripe-Signature': signed() }, secret, at(0))).toBe(false);
    expect(stripeWebhooks.verify(body, { 'Stripe-Signature': signed() }, secret, at(0))).toBe(true);
  });
  it('proves nothing about no bytes at all', () => {
    const nothing = new Uint8Array();
    const value = `t=${start},v1=${signWebhook(nothing, secret, start)}`;
    expect(stripeWebhooks.verify(nothing, { 'stripe-signature': value }, secret, at(0))).toBe(false);
    expect(() => official.constructEvent('', value, secret)).toThrow(/payload/);
  });
  it('is refused wherever the official library refuses it', () => {
    const piece = fc.oneof(
      fc.constantFrom(`t=${start}`, `t=${start + 1}`, `t=${start}x`, 't=', 't=-1', 'v1=', `v1=${signWebhook(body, secret, start)}`),
      fc.constantFrom(`v1=${signWebhook(body, secret, start + 1)}`, `v0=${signWebhook(body, secret, start)}`, ' ', `v1=${'a'.repeat(64)}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), fc.integer({ min: -10, max: 400 }), (pieces, late) => {
        const value = pieces.join(',');
        if (ours(value, at(late))) expect(theirs(value, at(late))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
