/**
 * Razorpay's webhooks: the signature over the raw bytes, the key that makes a repeat a repeat, and what an event says in our words.
 * Pure functions; peeking before verification believes nothing but which secret to try.
 */
import { createHash, createHmac } from 'node:crypto';
import type { GatewayEvent, GatewayWebhooks } from '../payments.port.ts';
import { sameHex } from './callback.ts';
import { type EventWire, eventWire, instant, linkIdFromDescription, toPayment, toRefund } from './wire.ts';

type Headers = Readonly<Record<string, string | undefined>>;
type LinkName = { readonly providerLinkId?: string; readonly reference?: string };

export function signWebhook(body: Uint8Array | string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export const razorpayWebhooks: GatewayWebhooks = {
  peek(body) {
    const event = parse(body);
    if (!event) return { providerLinkIds: [], references: [], providerPaymentIds: [] };
    const { payment_link: link, payment, order, refund } = event.payload;
    return {
      providerLinkIds: present([link?.id, linkIdFromDescription(payment?.description), linkIdOfOrder(event)]),
      references: present([link?.reference_id, order?.receipt]),
      providerPaymentIds: present([payment?.id, refund?.payment_id]),
      ...(event.account_id === undefined ? {} : { accountId: event.account_id }),
    };
  },
  verify(body, headers, secret) {
    const given = header(headers, 'x-razorpay-signature');
    return given !== undefined && secret !== '' && sameHex(given, signWebhook(body, secret));
  },
  dedupeKey(body, headers) {
    const eventId = header(headers, 'x-razorpay-event-id');
    return eventId || createHash('sha256').update(body).digest('hex');
  },
  read(body) {
    const event = parse(body);
    return event ? [toEvent(event)] : [{ kind: 'other', type: 'unreadable' }];
  },
};

function toEvent(event: EventWire): GatewayEvent {
  const { payment_link: link, payment, refund } = event.payload;
  switch (event.event) {
    case 'payment_link.paid':
    case 'payment_link.partially_paid':
    case 'payment.captured':
    case 'order.paid':
      if (payment) return { kind: 'payment_captured', link: linkName(event), payment: toPayment(payment) };
      break;
    case 'payment.failed':
      if (payment)
        return {
          kind: 'payment_failed',
          link: linkName(event),
          providerPaymentId: payment.id,
          reason: payment.error_reason ?? payment.error_description ?? payment.error_code ?? 'payment_failed',
          at: instant(payment.created_at),
        };
      break;
    case 'payment_link.expired':
      if (link) return { kind: 'link_closed', link: linkName(event), state: 'expired' };
      break;
    case 'payment_link.cancelled':
      if (link) return { kind: 'link_closed', link: linkName(event), state: 'cancelled' };
      break;
    case 'refund.created':
    case 'refund.processed':
    case 'refund.failed':
    case 'refund.speed_changed':
      if (refund) return { kind: 'refund_changed', refund: toRefund(refund) };
  }
  return { kind: 'other', type: event.event };
}

/** However the event names its link: by the link itself, the payment's description, or the order made for it. */
function linkName(event: EventWire): LinkName {
  const { payment_link: link, payment, order } = event.payload;
  const providerLinkId = link?.id ?? linkIdFromDescription(payment?.description) ?? linkIdOfOrder(event);
  const reference = link?.reference_id ?? order?.receipt;
  return {
    ...(providerLinkId === undefined ? {} : { providerLinkId }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function linkIdOfOrder(event: EventWire): string | undefined {
  const order = event.payload.order;
  if (order?.product_id === undefined || !order.product_type?.startsWith('payment_link')) return undefined;
  return order.product_id.startsWith('plink_') ? order.product_id : `plink_${order.product_id}`;
}

function parse(body: Uint8Array): EventWire | undefined {
  try {
    const parsed = eventWire.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function header(headers: Headers, name: string): string | undefined {
  if (headers[name] !== undefined) return headers[name];
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

function present(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
