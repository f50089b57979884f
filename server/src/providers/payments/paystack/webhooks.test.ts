/** Paystack's events, read from bytes as they arrive: signatures first, then meaning. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paystackWebhooks, signWebhook } from './webhooks.ts';

const secret = 'sk_test_reader';
const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url));
const reference = '0192f0b2c4d57e2a9f3b8d1c6e7a4b50';

describe('the meaning of an event', () => {
  it('a success is a captured payment of what was asked, with the part of the fee that the shop bears', () => {
    expect(paystackWebhooks.read(fixture('charge-success'))).toEqual([
      {
        kind: 'payment_captured',
        link: { reference },
        payment: {
          providerPaymentId: reference,
          amount: { minor: 30_050n, currency: 'NGN' },
          fee: { minor: 0n, currency: 'NGN' },
          method: 'card',
          state: 'captured',
          at: new Date('2026-11-20T09:15:02.000Z'),
        },
      },
    ]);
  });
  it('a success that does not say what was asked is a reason to look, by the reference of its link', () => {
    expect(paystackWebhooks.read(fixture('charge-success-short'))).toEqual([{ kind: 'link_touched', link: { reference } }]);
  });
  it('a refund is a reason to look, since it is not named', () => {
    expect(paystackWebhooks.read(fixture('refund-processed'))).toEqual([{ kind: 'refunds_touched', providerPaymentId: reference }]);
  });
  it('what is not known is kept as other and never throws', () => {
    const unknown = Buffer.from(JSON.stringify({ event: 'invoice.create', data: {} }));
    expect(paystackWebhooks.read(unknown)).toEqual([{ kind: 'other', type: 'invoice.create' }]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => paystackWebhooks.read(Buffer.from(body))).not.toThrow();
        expect(paystackWebhooks.peek(Buffer.from(body)).providerLinkIds).toEqual([]);
      }),
    );
  });
  it('the ids that lead to a merchant can be read before verification', () => {
    expect(paystackWebhooks.peek(fixture('charge-success-short'))).toEqual({
      providerLinkIds: [],
      references: [reference],
      providerPaymentIds: [`${reference}.2`],
    });
    expect(paystackWebhooks.peek(fixture('refund-processed')).providerPaymentIds).toEqual([reference]);
  });
});

describe('the signature of an event', () => {
  const body = fixture('charge-success');
  const headers = { 'x-paystack-signature': signWebhook(body, secret) };

  it('holds for these bytes and this key only', () => {
    expect(headers['x-paystack-signature']).toMatch(/^[0-9a-f]{128}$/);
    expect(paystackWebhooks.verify(body, headers, secret)).toBe(true);
    expect(paystackWebhooks.verify(body, { 'X-Paystack-Signature': signWebhook(body, secret) }, secret)).toBe(true);
    expect(paystackWebhooks.verify(body, headers, 'another')).toBe(false);
    expect(paystackWebhooks.verify(Buffer.concat([body, Buffer.from(' ')]), headers, secret)).toBe(false);
    expect(paystackWebhooks.verify(body, {}, secret)).toBe(false);
    expect(paystackWebhooks.verify(body, { 'x-paystack-signature': signWebhook(body, '') }, '')).toBe(false);
  });
  it('a repeat has the same key, another event another', () => {
    expect(paystackWebhooks.dedupeKey(body, {})).toBe(paystackWebhooks.dedupeKey(Buffer.from(body), {}));
    expect(paystackWebhooks.dedupeKey(body, {})).not.toBe(paystackWebhooks.dedupeKey(fixture('refund-processed'), {}));
  });
});
