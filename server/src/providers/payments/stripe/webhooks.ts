/**
 * Stripe's webhooks: the signed time and bytes, the key that makes a repeat a repeat, and what an event says in our words. Pure
 * functions; peeking before verification believes nothing but which secret to try.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { GatewayEvent, GatewayWebhooks } from '../payments.port.ts';
import { fromUnits } from './amounts.ts';
import {
  closedState,
  type EventWire,
  eventWire,
  idOf,
  instant,
  metadataWire,
  ownReference,
  paymentIntentWire,
  refundWire,
  type SessionWire,
  sessionWire,
  toPayment,
  toRefund,
} from './wire.ts';

/** How old a signature may be when it arrives. */
const toleranceSeconds = 300;

/** The `v1` value: HMAC-SHA256 (hex) with the endpoint's secret as it is written, over time, a dot and the raw body. */
export function signWebhook(body: Uint8Array | string, secret: string, unixSeconds: number): string {
  return createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex');
}

export const stripeWebhooks: GatewayWebhooks = {
  peek(body) {
    const event = parse(body);
    if (!event) return { providerLinkIds: [], references: [], providerPaymentIds: [] };
    const { object } = event.data;
    const isIntent = object.object === 'payment_intent';
    return {
      providerLinkIds: present([object.object === 'checkout.session' ? object.id : undefined]),
      references: present([markIn(object)]),
      providerPaymentIds: present([isIntent ? object.id : undefined, paymentIdIn(object)]),
      ...(event.account === undefined ? {} : { accountId: event.account }),
    };
  },
  verify(body, headers, secret, receivedAt) {
    const given = parseSignature(header(headers, 'stripe-signature'));
    // Without the door's clock the age cannot be judged, and a recorded webhook could be played again for ever.
    if (given === undefined || receivedAt === undefined || secret.trim() === '' || body.length === 0) return false;
    const expected = Buffer.from(signWebhook(body, secret, given.at));
    const isSigned = given.signatures.some((each) => each.length === expected.length && timingSafeEqual(Buffer.from(each), expected));
    return isSigned && Math.floor(receivedAt.getTime() / 1000) - given.at <= toleranceSeconds;
  },
  dedupeKey(body) {
    return parse(body)?.id || createHash('sha256').update(body).digest('hex');
  },
  read(body) {
    const event = parse(body);
    try {
      if (event) return toEvents(event);
    } catch {
      // An amount that no money of this currency can be: not to be guessed at.
    }
    return [{ kind: 'other', type: 'unreadable' }];
  },
};

/** `t=…,v1=…[,v1=…]`: several while a secret is being changed. Any other scheme is a test's and proves nothing. */
function parseSignature(value: string | undefined): { readonly at: number; readonly signatures: readonly string[] } | undefined {
  const parts = (value ?? '').split(',');
  const valuesOf = (name: string): readonly string[] =>
    parts.filter((part) => part === name || part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [time = '', ...moreTimes] = valuesOf('t');
  const signatures = valuesOf('v1');
  const isWhole = /^[1-9]\d{0,11}$/.test(time) && moreTimes.length === 0 && signatures.every((each) => /^[0-9a-f]{64}$/.test(each));
  return isWhole ? { at: Number(time), signatures } : undefined;
}

/** What is not marked as ours is the merchant's other business. */
function toEvents(event: EventWire): readonly GatewayEvent[] {
  const other: GatewayEvent = { kind: 'other', type: event.type };
  const { object } = event.data;
  if (event.type.startsWith('checkout.session.')) {
    const session = sessionWire.safeParse(object).data;
    return session && ownReference(session) !== undefined ? (sessionEvents(event, session) ?? [other]) : [other];
  }
  if (event.type.startsWith('payment_intent.')) return [intentEvent(event) ?? other];
  if (event.type.startsWith('refund.') || event.type === 'charge.refund.updated') {
    const wire = refundWire.safeParse(object).data;
    const refund = wire && toRefund(wire);
    return [refund ? { kind: 'refund_changed', refund } : other];
  }
  if (event.type === 'charge.refunded') {
    // The charge tells a sum and names no refund.
    const providerPaymentId = markIn(object) === undefined ? undefined : paymentIdIn(object);
    return [providerPaymentId === undefined ? other : { kind: 'refunds_touched', providerPaymentId }];
  }
  return [other];
}

function sessionEvents(event: EventWire, session: SessionWire): readonly GatewayEvent[] | undefined {
  const link = { providerLinkId: session.id, reference: ownReference(session) ?? '' };
  const providerPaymentId = idOf(session.payment_intent);
  const at = instant(event.created);
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      // Completed and unpaid: the customer has promised, the bank has not paid yet.
      if (session.payment_status !== 'paid' || providerPaymentId === undefined) return undefined;
      const amount = fromUnits(session.amount_total, session.currency);
      return [{ kind: 'payment_captured', link, payment: { providerPaymentId, amount, state: 'captured', at } }];
    }
    case 'checkout.session.async_payment_failed':
      // The session was completed and takes no second try.
      return [
        ...(providerPaymentId === undefined
          ? []
          : [{ kind: 'payment_failed' as const, link, providerPaymentId, reason: 'async_payment_failed', at }]),
        { kind: 'link_closed', link, state: 'expired' },
      ];
    case 'checkout.session.expired':
      return [{ kind: 'link_closed', link, state: closedState(session, at) }];
    default:
      return undefined;
  }
}

function intentEvent(event: EventWire): GatewayEvent | undefined {
  const intent = paymentIntentWire.safeParse(event.data.object).data;
  const reference = intent && ownReference(intent);
  if (!intent || reference === undefined) return undefined;
  const link = { reference };
  if (event.type === 'payment_intent.succeeded') return { kind: 'payment_captured', link, payment: toPayment(intent) };
  if (event.type !== 'payment_intent.payment_failed') return undefined;
  const error = intent.last_payment_error;
  return {
    kind: 'payment_failed',
    link,
    providerPaymentId: intent.id,
    reason: error?.decline_code ?? error?.code ?? error?.message ?? 'payment_failed',
    at: instant(event.created),
  };
}

function markIn({ metadata }: Readonly<Record<string, unknown>>): string | undefined {
  const pairs = metadataWire.safeParse(metadata).data;
  return pairs && ownReference({ metadata: pairs });
}

function paymentIdIn(object: Readonly<Record<string, unknown>>): string | undefined {
  const named = object['payment_intent'];
  if (typeof named === 'string') return named;
  return typeof named === 'object' && named !== null && 'id' in named && typeof named.id === 'string' ? named.id : undefined;
}

function parse(body: Uint8Array): EventWire | undefined {
  try {
    return eventWire.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function header(headers: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  if (headers[name] !== undefined) return headers[name];
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

function present(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined && value !== ''))] as readonly string[];
}
