/** Payments as they are shown beside an order. Never a card, never a secret. */
import { z } from 'zod';
import { day, formatQuery } from './accounting.ts';
import { decimal, instant, pageQuery } from './envelope.ts';

export const paymentLinkAnswer = z.object({
  id: z.uuid(),
  state: z.enum(['asked', 'open', 'paid', 'expired', 'cancelled', 'failed']),
  url: z.string().nullable(),
  amount: decimal,
  currency: z.string(),
  expires_at: instant,
});

export const paymentAnswer = z.object({
  id: z.uuid(),
  gateway: z.string(),
  gateway_payment_id: z.string(),
  amount: decimal,
  currency: z.string(),
  /** settled and late pay the order; all else was sent back in full. */
  verdict: z.enum(['settled', 'late', 'excess', 'mismatch', 'unfillable']),
  method: z.string().nullable(),
  captured_at: instant,
  refunded_amount: decimal,
});

const gatewayOfPayment = z.enum(['razorpay', 'stripe', 'paystack']);
export const paymentVerdict = z.enum(['settled', 'late', 'excess', 'mismatch', 'unfillable']);
export const refundState = z.enum(['asked', 'pending', 'processed', 'failed']);
const ofOrder = z.object({ id: z.uuid(), order_number: z.string(), customer_id: z.uuid(), customer_name: z.string().nullable() });
const days = { from: day.optional(), to: day.optional() } as const;

export const paymentListQuery = z.strictObject({
  ...pageQuery,
  ...formatQuery,
  ...days,
  gateway: gatewayOfPayment.optional(),
  verdict: paymentVerdict.optional(),
  search: z.string().trim().max(120).optional().meta({ description: 'The order’s number, the gateway’s id, or the customer’s name.' }),
});
export const paymentRow = z.object({
  id: z.uuid(),
  order: ofOrder,
  gateway: z.string(),
  gateway_payment_id: z.string(),
  amount: decimal,
  fee: decimal.nullable().meta({ description: 'What the gateway kept, its tax included; null while it is not known.' }),
  fee_tax: decimal.nullable(),
  refunded_amount: decimal.meta({ description: 'Certainly gone back.' }),
  refunding_amount: decimal.meta({ description: 'That, and what is on its way back.' }),
  currency: z.string(),
  verdict: paymentVerdict,
  method: z.string().nullable(),
  captured_at: instant,
});
export type PaymentRow = z.infer<typeof paymentRow>;

export const refundListQuery = z.strictObject({ ...pageQuery, state: refundState.optional() });
export const refundRow = z.object({
  id: z.uuid(),
  payment_id: z.uuid(),
  order: ofOrder,
  gateway: z.string(),
  gateway_refund_id: z.string().nullable(),
  amount: decimal,
  currency: z.string(),
  reason: z.string(),
  state: refundState,
  detail: z.string().nullable(),
  stuck: z.boolean().meta({ description: 'Under way for longer than it should be, or given up.' }),
  created_at: instant,
  updated_at: instant,
});
export type RefundRow = z.infer<typeof refundRow>;

export const paymentDetail = paymentRow.extend({
  link_id: z.uuid(),
  recorded_at: instant,
  refunds: z.array(refundRow),
  drill: z.string().meta({ description: 'Where the entries behind this payment are listed.' }),
});
export type PaymentDetail = z.infer<typeof paymentDetail>;

export const openLinkQuery = z.strictObject(pageQuery);
export const openLinkRow = z.object({
  id: z.uuid(),
  order: ofOrder,
  gateway: z.string(),
  state: z.enum(['asked', 'open', 'failed']),
  url: z.string().nullable(),
  amount: decimal,
  currency: z.string(),
  detail: z.string().nullable(),
  created_at: instant,
  expires_at: instant,
});
export type OpenLinkRow = z.infer<typeof openLinkRow>;

/** What a person has to look at. Money that is not the shop’s goes back by itself; it stands here until it has gone. */
export const attentionQuery = z.strictObject(pageQuery);
export const attentionKinds = ['excess', 'mismatch', 'unfillable', 'refund_failed', 'refund_stuck', 'link_failed'] as const;
export const attentionRow = z.object({
  kind: z.enum(attentionKinds),
  /** Of the payment, the refund or the link. */
  id: z.uuid(),
  payment_id: z.uuid().nullable(),
  order: ofOrder,
  gateway: z.string(),
  amount: decimal,
  currency: z.string(),
  detail: z.string().nullable(),
  since: instant,
});
export type AttentionRow = z.infer<typeof attentionRow>;

/** What lies at the gateways, from the rows of payments and statements, held against the books’ clearing account. */
export const clearingAnswer = z.object({
  currency: z.string(),
  gateways: z.array(
    z.object({
      gateway: z.string(),
      payments: z.number().int(),
      captured: decimal,
      refunded: decimal,
      fees: decimal,
      settled: decimal.meta({ description: 'Paid out to the bank by statements of this gateway.' }),
      open: decimal.meta({ description: 'Captured − refunded − fees − settled.' }),
    }),
  ),
  by_hand: decimal.meta({ description: 'Moved in clearing by lines of bank statements, whose gateway is not known.' }),
  open: decimal,
  books: decimal.meta({ description: 'Balance of the clearing account.' }),
  refunds_due: decimal.meta({ description: 'Owed to customers and not gone yet.' }),
  drill: z.string(),
});
export type Clearing = z.infer<typeof clearingAnswer>;

/** The refund that stands for the one asked again: a new one where that had been given up. */
export const refundAsked = z.object({ id: z.uuid(), payment_id: z.uuid(), state: refundState, amount: decimal, currency: z.string() });
