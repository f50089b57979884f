/**
 * Paystack's JSON as it really arrives: amounts as numbers or text, metadata as "", 0 or a map, a transaction as a map or its number.
 * Parsed here and turned into the port's words; nothing beyond this folder may know these field names.
 */
import { type Money, placesOf } from '@parley/contract/values/money.ts';
import { z } from 'zod';
import type { GatewayPayment, GatewayRefund } from '../payments.port.ts';

const text = z.preprocess((value) => (value === null || value === '' ? undefined : value), z.coerce.string().optional());
const units = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform((value) => BigInt(value));
const optionalUnits = z.preprocess((value) => (value === null || value === '' ? undefined : value), units.optional());
const instant = z.preprocess(
  (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : undefined),
  z.date().optional(),
);

export const transactionWire = z
  .object({
    id: z.coerce.string(),
    reference: z.string(),
    status: z.string(),
    amount: units,
    requested_amount: optionalUnits,
    currency: z.string(),
    channel: text,
    fees: optionalUnits,
    gateway_response: text,
    paid_at: instant,
    paidAt: instant,
    created_at: instant,
  })
  .transform(({ paidAt, ...wire }) => ({ ...wire, paid_at: wire.paid_at ?? paidAt }));
export type TransactionWire = z.infer<typeof transactionWire>;

export const initializedWire = z.object({ authorization_url: z.string(), access_code: z.string(), reference: z.string() });

export const refundWire = z.object({
  id: z.coerce.string(),
  /** A map in the answer to a create, a number in lists. */
  transaction: z
    .union([z.object({ id: z.coerce.string() }), z.coerce.string()])
    .transform((value) => (typeof value === 'string' ? value : value.id))
    .optional(),
  amount: units,
  currency: z.string(),
  status: text,
  merchant_note: text,
});
export type RefundWire = z.infer<typeof refundWire>;
export const refundListWire = z.array(refundWire);

/** `status` false is a refusal whatever the HTTP status says. */
export const envelopeWire = z.object({ status: z.boolean(), message: text, code: text, type: text, data: z.unknown().optional() });

export const eventWire = z.object({ event: z.string(), data: z.looseObject({}) });
/** Of a refund event only its payment is believed: its amounts differ in form, and it does not name the refund. */
export const refundEventWire = z.object({ transaction_reference: z.string(), status: text });
export const namesWire = z
  .object({
    reference: text,
    transaction_reference: text,
    transaction: z.object({ reference: text }).partial().optional().catch(undefined),
  })
  .partial();

/** They count hundredths of every currency, of those too that have no parts (XOF, RWF). */
export function toUnits(amount: Money): number {
  const places = placesOf(amount.currency);
  const scaled = places <= 2 ? amount.minor * 10n ** BigInt(2 - places) : amount.minor / 10n ** BigInt(places - 2);
  const sent = Number(scaled);
  if (!Number.isSafeInteger(sent)) throw new Error(`amount ${amount.minor} does not fit the gateway`);
  return sent;
}

/** Rounded down where the currency has no such parts: never more than came. */
export function toMoney(sent: bigint, currency: string): Money {
  const code = currency.toUpperCase();
  const places = placesOf(code);
  if (places > 2) return { minor: sent * 10n ** BigInt(places - 2), currency: code };
  const scale = 10n ** BigInt(2 - places);
  return { minor: sent / scale, currency: code };
}

/**
 * Every try to make one link is a transaction of its own: the second is `<reference>.2`, since a reference is used once and the address
 * of a transaction is told once. All of them are the one link.
 */
export function nthReference(reference: string, nth: number): string {
  return nth === 1 ? reference : `${reference}.${nth}`;
}

export function linkReference(reference: string): string {
  return reference.replace(/\.\d{1,2}$/, '');
}

/** Some pay more than was asked, since they bear the fees: the order gets what was asked, and the fee shrinks by what they bore. */
export function paidOf(wire: TransactionWire): { readonly amount: Money; readonly fee: Money | undefined } {
  const asked = wire.requested_amount ?? wire.amount;
  const borne = wire.amount > asked ? wire.amount - asked : 0n;
  const fees = wire.fees === undefined ? undefined : wire.fees > borne ? wire.fees - borne : 0n;
  return {
    amount: toMoney(wire.amount - borne, wire.currency),
    fee: fees === undefined ? undefined : toMoney(fees, wire.currency),
  };
}

/** Undefined while no money has come: abandoned, failed and queued tries can all still succeed. */
export function toPayment(wire: TransactionWire): GatewayPayment | undefined {
  if (wire.status !== 'success' && wire.status !== 'reversed') return undefined;
  const { amount, fee } = paidOf(wire);
  return {
    providerPaymentId: wire.reference,
    amount,
    ...(fee === undefined ? {} : { fee }),
    ...(wire.channel === undefined ? {} : { method: wire.channel }),
    state: wire.status === 'success' ? 'captured' : 'refunded',
    at: wire.paid_at ?? wire.created_at ?? new Date(0),
  };
}

export function toRefund(wire: RefundWire, providerPaymentId: string): GatewayRefund {
  return {
    providerRefundId: wire.id,
    providerPaymentId,
    amount: toMoney(wire.amount, wire.currency),
    state: wire.status === 'processed' ? 'processed' : wire.status === 'failed' ? 'failed' : 'pending',
  };
}
