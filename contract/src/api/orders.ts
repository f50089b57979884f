/** Orders over HTTP: what is asked and what is answered, in snake_case. Money is a decimal string beside its currency. */
import { z } from 'zod';
import { decimal, instant, pageQuery } from './envelope.ts';
import { shipmentAnswer } from './fulfilment.ts';
import { paymentAnswer, paymentLinkAnswer } from './payments.ts';

export const orderStatus = z.enum(['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled']);
export const paymentStatus = z.enum(['unpaid', 'paid', 'partially_refunded', 'refunded']);
export const deliveryMethod = z.enum(['pickup', 'delivery']);

const text = (max: number) => z.string().trim().min(1).max(max);

export const postalAddress = z.strictObject({
  name: text(120).optional(),
  phone: text(32).optional(),
  line1: text(200),
  line2: text(200).optional(),
  landmark: text(120).optional(),
  city: text(80),
  state: text(80),
  postal_code: text(16),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Two capital letters (ISO 3166-1).')
    .optional(),
});

export const orderRequest = z.strictObject({
  /** For programs that name the merchant; it must be the caller's own. */
  merchant_id: z.uuid().optional(),
  customer: z.strictObject({ phone: text(32), name: text(120).optional() }),
  items: z
    .array(
      z.strictObject({
        product_id: z.uuid().optional(),
        variant_id: z.uuid().optional(),
        quantity: z.number().int().min(1).max(999),
        price: decimal.optional(),
      }),
    )
    .min(1)
    .max(50),
  delivery_method: deliveryMethod.default('pickup'),
  delivery_address: postalAddress.optional(),
});
export type OrderRequest = z.infer<typeof orderRequest>;

export const orderPlaced = z.object({
  order_id: z.uuid(),
  order_number: z.string(),
  total_amount: decimal,
  currency: z.string(),
  status: orderStatus,
  /** Null while the gateway has not answered, or where the shop takes no payments online. */
  payment_link: z.string().nullable(),
});

export const orderAnswer = z.object({
  id: z.uuid(),
  order_number: z.string(),
  status: orderStatus,
  payment_status: paymentStatus,
  total_amount: decimal,
  items_amount: decimal,
  delivery_amount: decimal,
  refunded_amount: decimal,
  currency: z.string(),
  channel: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string().nullable(), phone: z.string().nullable() }),
  items: z.array(
    z.object({
      product_id: z.uuid(),
      variant_id: z.uuid(),
      name: z.string(),
      options: z.string(),
      sku: z.string().nullable(),
      quantity: z.number().int(),
      price: decimal,
      total: decimal,
    }),
  ),
  delivery: z.object({
    method: deliveryMethod,
    address: z
      .object({
        name: z.string(),
        phone: z.string(),
        line1: z.string(),
        line2: z.string().nullable(),
        landmark: z.string().nullable(),
        city: z.string(),
        state: z.string(),
        postal_code: z.string(),
        country: z.string(),
      })
      .nullable(),
  }),
  placed_at: instant,
  paid_at: instant.nullable(),
  expires_at: instant.nullable(),
  closed_reason: z.string().nullable(),
});
export type OrderAnswer = z.infer<typeof orderAnswer>;

export const orderDetailAnswer = orderAnswer.extend({
  timeline: z.array(z.object({ kind: z.string(), at: instant, actor: z.string(), detail: z.record(z.string(), z.unknown()) })),
  payment_link: paymentLinkAnswer.nullable(),
  payments: z.array(paymentAnswer),
  shipment: shipmentAnswer.nullable(),
});

export const orderQuery = z.strictObject({
  ...pageQuery,
  status: orderStatus.optional(),
  payment_status: paymentStatus.optional(),
  customer_id: z.uuid().optional(),
  search: z.string().trim().min(1).max(60).optional(),
});

/** Bodies of the verbs may be left out. */
export const cancelRequest = z.strictObject({ reason: text(200).optional() });
export const refundRequest = z.strictObject({ amount: decimal.optional(), reason: text(200).optional() });
export const emptyRequest = z.strictObject({});
