/**
 * Paystack's webhooks: the signature over the raw bytes with the API's own key, a key of our making for repeats (they send none), and
 * what an event says in our words. Pure; peeking before verification believes nothing but which secret to try.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { GatewayEvent, GatewayWebhooks } from '../payments.port.ts';
import { eventWire, linkReference, namesWire, refundEventWire, toPayment, transactionWire } from './wire.ts';

type Event = z.infer<typeof eventWire>;

export function signWebhook(body: Uint8Array | string, secretKey: string): string {
  return createHmac('sha512', secretKey).update(body).digest('hex');
}

export const paystackWebhooks: GatewayWebhooks = {
  peek(body) {
    const references = namesIn(parse(body));
    return {
      providerLinkIds: [],
      references: [...new Set(references.map(linkReference))],
      providerPaymentIds: references,
    };
  },
  verify(body, headers, secret) {
    const given = header(headers, 'x-paystack-signature');
    return given !== undefined && secret !== '' && sameText(given, signWebhook(body, secret));
  },
  /** A repeat is the same bytes; what is the same in other bytes changes nothing, since payments and refunds are known by their ids. */
  dedupeKey: (body) => createHash('sha256').update(body).digest('hex'),
  read(body) {
    const event = parse(body);
    return event ? [toEvent(event)] : [{ kind: 'other', type: 'unreadable' }];
  },
};

function toEvent(event: Event): GatewayEvent {
  if (event.event === 'charge.success') {
    const transaction = transactionWire.safeParse(event.data);
    const [reference] = namesIn(event);
    if (!transaction.success) return reference === undefined ? { kind: 'other', type: event.event } : touched(reference);
    const payment = toPayment(transaction.data);
    // Who bears the fees pays more than was asked: without what was asked, the amount proves nothing.
    return payment && transaction.data.requested_amount !== undefined
      ? { kind: 'payment_captured', link: { reference: linkReference(transaction.data.reference) }, payment }
      : touched(transaction.data.reference);
  }
  if (event.event.startsWith('refund.')) {
    const refund = refundEventWire.safeParse(event.data);
    if (refund.success) return { kind: 'refunds_touched', providerPaymentId: refund.data.transaction_reference };
  }
  return { kind: 'other', type: event.event };
}

function touched(reference: string): GatewayEvent {
  return { kind: 'link_touched', link: { reference: linkReference(reference) } };
}

/** Of transactions, wherever the event puts them. */
function namesIn(event: Event | undefined): readonly string[] {
  const names = event && namesWire.safeParse(event.data);
  if (!names?.success) return [];
  const { reference, transaction_reference, transaction } = names.data;
  return [reference, transaction_reference, transaction?.reference].filter((each) => each !== undefined);
}

function parse(body: Uint8Array): Event | undefined {
  try {
    const parsed = eventWire.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function header(headers: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  if (headers[name] !== undefined) return headers[name];
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

/** Constant time over equal lengths; a wrong length is refused at once. */
function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given, 'utf8');
  const b = Buffer.from(expected, 'utf8');
  return a.length === b.length && timingSafeEqual(a, b);
}
