/**
 * Razorpay's JSON as it really arrives: `[]` for an empty map, `0` for an unset time, `"1"` for true. Parsed here and turned into the
 * port's words; nothing beyond this folder may know these field names.
 */
import type { Money } from '@parley/contract/values/money.ts';
import { z } from 'zod';
import type { GatewayLink, GatewayPayment, GatewayRefund } from '../payments.port.ts';

/** Empty maps come as `[]`, `null` or not at all. */
const map = z.preprocess(
  (value) => (value === null || value === undefined || Array.isArray(value) ? {} : value),
  z.record(z.string(), z.unknown()),
);

/** Lists come as `null`, `[]` or (when empty) `{}`. */
function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(item));
}

const text = z.preprocess((value) => (value === null || value === '' ? undefined : value), z.coerce.string().optional());
const minor = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform((value) => BigInt(value));
const optionalMinor = z.preprocess((value) => (value === null || value === '' ? undefined : value), minor.optional());
/** Unix seconds; `0`, `null` and absence all mean "not set". */
const time = z.preprocess(
  (value) => (value === null || value === undefined || Number(value) === 0 ? undefined : Number(value)),
  z.number().optional(),
);
const flag = z.preprocess((value) => value === true || value === 1 || value === '1' || value === 'true', z.boolean());

export const linkWire = z.object({
  id: z.string(),
  amount: minor,
  amount_paid: z.preprocess((value) => value ?? 0, minor),
  currency: z.string(),
  status: z.string(),
  short_url: z.string(),
  reference_id: text,
  order_id: text,
  expire_by: time,
  created_at: time,
  payments: listOf(
    z.object({ payment_id: z.string(), amount: minor, method: text, status: z.string(), created_at: time, updated_at: time }),
  ),
});
export type LinkWire = z.infer<typeof linkWire>;

export const linkListWire = z.object({ payment_links: listOf(linkWire) });

export const paymentWire = z.object({
  id: z.string(),
  amount: minor,
  currency: z.string(),
  status: z.string(),
  order_id: text,
  method: text,
  captured: flag,
  amount_refunded: z.preprocess((value) => value ?? 0, minor),
  description: text,
  fee: optionalMinor,
  tax: optionalMinor,
  notes: map,
  error_code: text,
  error_description: text,
  error_reason: text,
  created_at: time,
});
export type PaymentWire = z.infer<typeof paymentWire>;

export const paymentListWire = z.object({ items: listOf(paymentWire) });

export const refundWire = z.object({
  id: z.string(),
  amount: minor,
  currency: z.string(),
  payment_id: z.string(),
  status: text,
});
export type RefundWire = z.infer<typeof refundWire>;

export const refundListWire = z.object({ items: listOf(refundWire) });

export const orderWire = z.object({ id: z.string(), receipt: text, product_type: text, product_id: text });

/** In the error body every value may be "NA", null or absent. */
export const errorWire = z.object({
  error: z.object({ code: text, description: text, field: text, reason: text }).partial(),
});

/** Of a link inside an event only its names are used. */
const namedLinkWire = z.object({ id: z.string(), reference_id: text });

/** Webhook envelope. Its `created_at` is the link's own creation time: never order events by it. */
export const eventWire = z.object({
  event: z.string(),
  account_id: text,
  created_at: time,
  payload: z
    .object({
      payment_link: z.object({ entity: namedLinkWire }),
      payment: z.object({ entity: paymentWire }),
      order: z.object({ entity: orderWire }),
      refund: z.object({ entity: refundWire }),
    })
    .partial()
    .transform(({ payment_link, payment, order, refund }) => ({
      payment_link: payment_link?.entity,
      payment: payment?.entity,
      order: order?.entity,
      refund: refund?.entity,
    })),
});
export type EventWire = z.infer<typeof eventWire>;

const linkStates: Readonly<Record<string, GatewayLink['state']>> = {
  created: 'open',
  issued: 'open',
  partially_paid: 'partially_paid',
  paid: 'paid',
  expired: 'expired',
  cancelled: 'cancelled',
};

const paymentStates: Readonly<Record<string, GatewayPayment['state']>> = {
  created: 'authorized',
  authorized: 'authorized',
  captured: 'captured',
  refunded: 'refunded',
  failed: 'failed',
};

function amountOf(minorUnits: bigint, currency: string): Money {
  return { minor: minorUnits, currency: currency.toUpperCase() };
}

export function instant(seconds: number | undefined): Date {
  return new Date((seconds ?? 0) * 1000);
}

export function toLink(wire: LinkWire): GatewayLink {
  return {
    providerLinkId: wire.id,
    reference: wire.reference_id ?? '',
    url: wire.short_url,
    amount: amountOf(wire.amount, wire.currency),
    amountPaid: amountOf(wire.amount_paid, wire.currency),
    state: linkStates[wire.status] ?? 'open',
    ...(wire.expire_by === undefined ? {} : { expiresAt: instant(wire.expire_by) }),
    payments: wire.payments.map((payment) => ({
      providerPaymentId: payment.payment_id,
      amount: amountOf(payment.amount, wire.currency),
      ...(payment.method === undefined ? {} : { method: payment.method }),
      state: paymentStates[payment.status] ?? 'authorized',
      at: instant(payment.created_at ?? payment.updated_at),
    })),
  };
}

/** The fee includes its tax, as the gateway states it; both are unknown until the payment is captured. */
export function toPayment(wire: PaymentWire): GatewayPayment {
  return {
    providerPaymentId: wire.id,
    amount: amountOf(wire.amount, wire.currency),
    ...(wire.fee === undefined ? {} : { fee: amountOf(wire.fee, wire.currency) }),
    ...(wire.tax === undefined ? {} : { feeTax: amountOf(wire.tax, wire.currency) }),
    ...(wire.method === undefined ? {} : { method: wire.method }),
    state: paymentStates[wire.status] ?? 'authorized',
    at: instant(wire.created_at),
  };
}

export function toRefund(wire: RefundWire): GatewayRefund {
  return {
    providerRefundId: wire.id,
    providerPaymentId: wire.payment_id,
    amount: amountOf(wire.amount, wire.currency),
    state: wire.status === 'processed' ? 'processed' : wire.status === 'failed' ? 'failed' : 'pending',
  };
}

/** A payment names its link only in its description, as `#` and the link id without prefix. */
export function linkIdFromDescription(description: string | undefined): string | undefined {
  const match = /^#([A-Za-z0-9]{14})$/.exec(description ?? '');
  return match ? `plink_${match[1]}` : undefined;
}
