/**
 * Stripe's JSON, parsed at the edge and turned into the port's words; nothing beyond this folder may know these field names. A field
 * that can be expanded arrives as an id or as the whole object.
 */
import { z } from 'zod';
import type { GatewayLink, GatewayPayment, GatewayRefund } from '../payments.port.ts';
import { fromUnits, wholeFromUnits } from './amounts.ts';

/** Marks what is ours among the merchant's other business; sessions and payments both carry it, since neither inherits it. */
export const referenceMark = 'parley_reference';
export const refundMark = 'parley_refund';

const units = z.int().transform((value) => BigInt(value));
const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const seconds = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
export const metadataWire = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

function expandable<S extends z.ZodType>(object: S) {
  return z
    .union([z.string(), object])
    .nullish()
    .transform((value) => value ?? undefined);
}

const balanceTransactionWire = z.object({
  id: z.string(),
  currency: z.string(),
  fee: units,
  fee_details: z.array(z.object({ amount: units, currency: z.string(), type: z.string() })).default([]),
});

const chargeWire = z.object({
  id: z.string(),
  created: z.number(),
  refunded: z.boolean(),
  payment_intent: text,
  payment_method_details: z
    .object({ type: text })
    .nullish()
    .transform((value) => value ?? undefined),
  balance_transaction: expandable(balanceTransactionWire),
});

const paymentErrorWire = z
  .object({ code: text, decline_code: text, message: text })
  .nullish()
  .transform((value) => value ?? undefined);

export const paymentIntentWire = z.object({
  id: z.string(),
  amount: units,
  amount_received: z.int().default(0).transform(BigInt),
  currency: z.string(),
  status: z.string(),
  created: z.number(),
  metadata: metadataWire,
  last_payment_error: paymentErrorWire,
  latest_charge: expandable(chargeWire),
});
export type PaymentIntentWire = z.infer<typeof paymentIntentWire>;

export const sessionWire = z.object({
  id: z.string(),
  url: text,
  amount_total: z
    .int()
    .nullish()
    .transform((value) => BigInt(value ?? 0)),
  currency: z
    .string()
    .nullish()
    .transform((value) => value ?? 'usd'),
  status: text,
  payment_status: z.string(),
  payment_intent: expandable(paymentIntentWire),
  client_reference_id: text,
  created: z.number(),
  expires_at: seconds,
  metadata: metadataWire,
});
export type SessionWire = z.infer<typeof sessionWire>;

export const refundWire = z.object({
  id: z.string(),
  amount: units,
  currency: z.string(),
  status: text,
  payment_intent: expandable(z.object({ id: z.string() })),
  metadata: metadataWire,
});
export type RefundWire = z.infer<typeof refundWire>;

export const accountWire = z.object({ id: z.string(), charges_enabled: z.boolean() });

export function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ data: z.array(item), has_more: z.boolean() });
}

export const errorWire = z.object({ error: z.object({ type: text, code: text, message: text, param: text }).partial() });

/** Webhook envelope; the object is read by its own shape, chosen by `type`. */
export const eventWire = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  account: text,
  data: z.object({ object: z.looseObject({ object: text, id: text }) }),
});
export type EventWire = z.infer<typeof eventWire>;

export function instant(unixSeconds: number): Date {
  return new Date(unixSeconds * 1000);
}

export function idOf(value: string | { readonly id: string } | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.id;
}

/** The reference we marked it with; undefined for what is not ours. */
export function ownReference(wire: { readonly metadata: Readonly<Record<string, string>> }): string | undefined {
  return wire.metadata[referenceMark] || undefined;
}

const intentStates: Readonly<Record<string, GatewayPayment['state']>> = {
  succeeded: 'captured',
  processing: 'authorized',
  requires_capture: 'authorized',
  requires_action: 'authorized',
  canceled: 'failed',
  requires_payment_method: 'failed',
};

/** Whether anybody has tried to pay by it yet: an intent may exist before that. */
function wasTried(intent: PaymentIntentWire): boolean {
  return intent.latest_charge !== undefined || intent.last_payment_error !== undefined || intent.status === 'processing';
}

export function toPayment(intent: PaymentIntentWire): GatewayPayment {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined;
  const state = intentStates[intent.status] ?? 'authorized';
  return {
    providerPaymentId: intent.id,
    amount: fromUnits(state === 'captured' ? intent.amount_received : intent.amount, intent.currency),
    ...(typeof charge?.balance_transaction === 'object' ? feeOf(charge.balance_transaction, intent.currency) : {}),
    ...(charge?.payment_method_details?.type === undefined ? {} : { method: charge.payment_method_details.type }),
    state: state === 'captured' && charge?.refunded ? 'refunded' : state,
    at: instant(charge?.created ?? intent.created),
  };
}

/** Unknown where it was taken in the merchant's other currency, or is no whole amount: it is then no part of this payment's money. */
function feeOf(took: z.infer<typeof balanceTransactionWire>, currency: string): Pick<GatewayPayment, 'fee' | 'feeTax'> {
  const tax = took.fee_details.filter((each) => each.type === 'tax').reduce((sum, each) => sum + each.amount, 0n);
  const fee = wholeFromUnits(took.fee, took.currency);
  const feeTax = wholeFromUnits(tax, took.currency);
  return took.currency === currency && fee && feeTax ? { fee, feeTax } : {};
}

/** A session that was expired before its time was cancelled: Stripe has one word for both. */
export function closedState(session: SessionWire, at: Date): 'expired' | 'cancelled' {
  return session.expires_at !== undefined && at < instant(session.expires_at) ? 'cancelled' : 'expired';
}

export function toLink(session: SessionWire, now: Date): GatewayLink {
  const amount = fromUnits(session.amount_total, session.currency);
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : undefined;
  const state = linkState(session, intent, now);
  return {
    providerLinkId: session.id,
    reference: ownReference(session) ?? session.client_reference_id ?? '',
    ...(session.url === undefined ? {} : { url: session.url }),
    amount,
    amountPaid: state === 'paid' ? amount : { minor: 0n, currency: amount.currency },
    state,
    ...(session.expires_at === undefined ? {} : { expiresAt: instant(session.expires_at) }),
    payments: intent && wasTried(intent) ? [toPayment(intent)] : [],
  };
}

/** A complete session takes no further payment: where its one payment failed after days, nothing will ever come by it. */
function linkState(session: SessionWire, intent: PaymentIntentWire | undefined, now: Date): GatewayLink['state'] {
  if (session.status === 'expired') return closedState(session, now);
  if (session.status !== 'complete') return 'open';
  if (session.payment_status !== 'unpaid') return 'paid';
  const hasFailed = intent?.status === 'requires_payment_method' || intent?.status === 'canceled';
  return hasFailed ? 'expired' : 'open';
}

const refundStates: Readonly<Record<string, GatewayRefund['state']>> = { succeeded: 'processed', failed: 'failed', canceled: 'failed' };

/** Undefined for a refund of a payment without an intent: no session of ours makes one. */
export function toRefund(wire: RefundWire): GatewayRefund | undefined {
  const providerPaymentId = idOf(wire.payment_intent);
  if (providerPaymentId === undefined) return undefined;
  return {
    providerRefundId: wire.id,
    providerPaymentId,
    amount: fromUnits(wire.amount, wire.currency),
    state: refundStates[wire.status ?? ''] ?? 'pending',
  };
}
