/** Razorpay's events and the way back, read from bytes as they arrive: signatures first, then meaning. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCallback, verifyRazorpayCallback } from './callback.ts';
import { razorpayWebhooks, signWebhook } from './webhooks.ts';

const secret = 'a webhook secret';
const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url));
const link = { providerLinkId: 'plink_QhX1aBcD2eFgHi', reference: 'ORD-20261120-00042' };
const payment = {
  providerPaymentId: 'pay_QhX2nKs93MePaw',
  amount: { minor: 129_900n, currency: 'INR' },
  fee: { minor: 3_066n, currency: 'INR' },
  feeTax: { minor: 468n, currency: 'INR' },
  method: 'upi',
  state: 'captured',
  at: new Date(1_795_160_065_000),
};

describe('the meaning of an event', () => {
  it('a paid link is a captured payment with its link and reference', () => {
    expect(razorpayWebhooks.read(fixture('payment-link-paid'))).toEqual([{ kind: 'payment_captured', link, payment }]);
  });
  it('a captured payment leads to its link by its description, numbers and booleans as text included', () => {
    const [event] = razorpayWebhooks.read(fixture('payment-captured'));
    expect(event).toEqual({ kind: 'payment_captured', link: { providerLinkId: link.providerLinkId }, payment });
  });
  it('a failed payment gives its reason and names no money as received', () => {
    expect(razorpayWebhooks.read(fixture('payment-failed'))).toEqual([
      {
        kind: 'payment_failed',
        link: { providerLinkId: link.providerLinkId },
        providerPaymentId: 'pay_QhX2fAi1eD0001',
        reason: 'payment_cancelled',
        at: new Date(1_795_160_040_000),
      },
    ]);
  });
  it('an expired link is closed', () => {
    expect(razorpayWebhooks.read(fixture('payment-link-expired'))).toEqual([{ kind: 'link_closed', link, state: 'expired' }]);
  });
  it('a refund names its payment and its amount', () => {
    expect(razorpayWebhooks.read(fixture('refund-created'))).toEqual([
      {
        kind: 'refund_changed',
        refund: {
          providerRefundId: 'rfnd_QhX9rEfUnD0001',
          providerPaymentId: 'pay_QhX2nKs93MePaw',
          amount: { minor: 29_900n, currency: 'INR' },
          state: 'processed',
        },
      },
    ]);
  });
  it('what is not known is kept as other and never throws', () => {
    const unknown = Buffer.from(JSON.stringify({ event: 'payment.downtime.started', payload: {} }));
    expect(razorpayWebhooks.read(unknown)).toEqual([{ kind: 'other', type: 'payment.downtime.started' }]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => razorpayWebhooks.read(Buffer.from(body))).not.toThrow();
        expect(razorpayWebhooks.peek(Buffer.from(body)).providerLinkIds).toEqual([]);
      }),
    );
  });
  it('the ids that lead to a merchant can be read before verification', () => {
    expect(razorpayWebhooks.peek(fixture('payment-link-paid'))).toEqual({
      providerLinkIds: [link.providerLinkId],
      references: [link.reference],
      providerPaymentIds: [payment.providerPaymentId],
      accountId: 'acc_BFQ7uQEaa7j2z7',
    });
    expect(razorpayWebhooks.peek(fixture('refund-created')).providerPaymentIds).toEqual([payment.providerPaymentId]);
  });
});

describe('the signature of an event', () => {
  const body = fixture('payment-captured');
  const headers = { 'x-razorpay-signature': signWebhook(body, secret) };

  it('holds for these bytes and this secret only', () => {
    expect(razorpayWebhooks.verify(body, headers, secret)).toBe(true);
    expect(razorpayWebhooks.verify(body, { 'X-Razorpay-Signature': signWebhook(body, secret) }, secret)).toBe(true);
    expect(razorpayWebhooks.verify(body, headers, 'another secret')).toBe(false);
    expect(razorpayWebhooks.verify(Buffer.concat([body, Buffer.from(' ')]), headers, secret)).toBe(false);
    expect(razorpayWebhooks.verify(body, {}, secret)).toBe(false);
    expect(razorpayWebhooks.verify(body, { 'x-razorpay-signature': signWebhook(body, '') }, '')).toBe(false);
  });
  it('fails for any other text in its place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{64}$/)), (forged) => {
        expect(razorpayWebhooks.verify(body, { 'x-razorpay-signature': forged }, secret)).toBe(false);
      }),
    );
  });
  it('a repeat has the same key: the event id, or the hash of the bytes where there is none', () => {
    expect(razorpayWebhooks.dedupeKey(body, { 'x-razorpay-event-id': 'QhXevent000001' })).toBe('QhXevent000001');
    expect(razorpayWebhooks.dedupeKey(body, {})).toBe(razorpayWebhooks.dedupeKey(Buffer.from(body), {}));
    expect(razorpayWebhooks.dedupeKey(body, {})).not.toBe(razorpayWebhooks.dedupeKey(fixture('payment-failed'), {}));
  });
});

describe('the way back', () => {
  const keySecret = 'an API secret';
  const query = (reference: string) => ({
    razorpay_payment_id: 'pay_1',
    razorpay_payment_link_id: 'plink_1',
    razorpay_payment_link_reference_id: reference,
    razorpay_payment_link_status: 'paid',
    razorpay_signature: signCallback({ linkId: 'plink_1', reference, status: 'paid', paymentId: 'pay_1' }, keySecret),
  });

  it('is believed with the gateway’s signature, with and without a reference', () => {
    expect(verifyRazorpayCallback(query('ORD-1'), keySecret)).toBe(true);
    expect(verifyRazorpayCallback(query(''), keySecret)).toBe(true);
  });
  it('is not believed when any value was changed, left out or signed with another secret', () => {
    expect(verifyRazorpayCallback({ ...query('ORD-1'), razorpay_payment_link_status: 'created' }, keySecret)).toBe(false);
    expect(verifyRazorpayCallback({ ...query('ORD-1'), razorpay_payment_id: 'pay_2' }, keySecret)).toBe(false);
    expect(verifyRazorpayCallback({ ...query('ORD-1'), razorpay_signature: undefined }, keySecret)).toBe(false);
    expect(verifyRazorpayCallback(query('ORD-1'), 'another')).toBe(false);
    expect(verifyRazorpayCallback({}, '')).toBe(false);
  });
});
