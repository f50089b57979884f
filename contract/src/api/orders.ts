/** Orders over HTTP: what is asked and what is answered, in snake_case. Money is a decimal string beside its currency. */
import { z } from 'zod';
import { addressAnswer } from './address-answer.ts';
import { decimal, instant, pageQuery } from './envelope.ts';
import { shipmentAnswer } from './fulfilment.ts';
import { paymentAnswer, paymentLinkAnswer } from './payments.ts';

export const orderStatus = z.enum(['pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled']);
export const paymentStatus = z.enum(['unpaid', 'paid', 'partially_refunded', 'refunded']);
/** cod: cash on delivery; it waits for the customer’s yes in the chat, or the staff’s. */
export const paymentMethod = z.enum(['prepaid', 'cod']);
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
  payment_method: paymentMethod.default('prepaid'),
  discount: decimal.optional().meta({ description: 'Off the goods, before tax is added; with the role.' }),
});
export type OrderRequest = z.infer<typeof orderRequest>;

export const orderPlaced = z.object({
  order_id: z.uuid(),
  order_number: z.string(),
  total_amount: decimal,
  tax_amount: decimal,
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
  discount_amount: decimal,
  tax_amount: decimal.meta({ description: 'Part of the total.' }),
  prices_include_tax: z.boolean(),
  refunded_amount: decimal,
  currency: z.string(),
  payment_method: paymentMethod,
  cod_collected_at: instant.nullable(),
  cod_remitted_at: instant.nullable(),
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
      fulfilled_quantity: z.number().int(),
      price: decimal,
      total: decimal,
      discount: decimal,
      tax: decimal,
      tax_rate: z.string(),
      hsn_code: z.string().nullable(),
    }),
  ),
  delivery: z.object({
    method: deliveryMethod,
    address: addressAnswer.nullable(),
  }),
  placed_at: instant,
  paid_at: instant.nullable(),
  expires_at: instant.nullable(),
  closed_reason: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number().int(),
});
export type OrderAnswer = z.infer<typeof orderAnswer>;

export const orderDetailAnswer = orderAnswer.extend({
  taxes: z.array(z.object({ name: z.string(), rate: z.string(), taxable: decimal, tax: decimal })),
  timeline: z.array(z.object({ kind: z.string(), at: instant, actor: z.string(), detail: z.record(z.string(), z.unknown()) })),
  payment_link: paymentLinkAnswer.nullable(),
  payments: z.array(paymentAnswer),
  shipment: shipmentAnswer.nullable(),
});

export const orderSort = z.enum(['placed_at', '-placed_at', 'total', '-total']);
export const orderQuery = z.strictObject({
  ...pageQuery,
  status: orderStatus.optional(),
  payment_status: paymentStatus.optional(),
  customer_id: z.uuid().optional(),
  include_deleted: z.stringbool().default(false),
  search: z.string().trim().min(1).max(60).optional().meta({ description: 'Part of an order number, or of the customer’s name or phone.' }),
  delivery_method: deliveryMethod.optional(),
  payment_method: paymentMethod.optional(),
  channel: z.enum(['chat', 'storefront', 'api']).optional(),
  /** Local days of the merchant on which it was placed, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** act: only those that wait for staff. */
  waiting: z.enum(['act']).optional(),
  sort: orderSort.default('-placed_at'),
  format: z.enum(['json', 'csv']).optional(),
});
export type OrderListQuery = z.infer<typeof orderQuery>;

/** Bodies of the verbs may be left out. */
export const cancelRequest = z.strictObject({ reason: text(200).optional() });
export const refundRequest = z.strictObject({ amount: decimal.optional(), reason: text(200).optional() });
/** Without items: all that has not left. */
export const shipRequest = z.strictObject({
  items: z
    .array(z.strictObject({ variant_id: z.uuid(), quantity: z.number().int().min(1).max(999) }))
    .min(1)
    .max(50)
    .optional(),
});
export const codRemittedRequest = z.strictObject({
  amount: decimal.meta({ description: 'What came to the bank.' }),
  fee: decimal.default('0').meta({ description: 'What the courier kept.' }),
  reference: text(100),
});
export const emptyRequest = z.strictObject({});
