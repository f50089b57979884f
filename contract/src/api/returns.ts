/** Returns over HTTP: what is asked and what is answered, in snake_case. Money is a decimal string beside its currency. */
import { z } from 'zod';
import { decimal, instant, pageQuery } from './envelope.ts';

export const returnState = z.enum(['asked', 'approved', 'declined', 'receiving', 'received', 'refunded', 'closed']);
/** What became of a unit: back on the shelf · here but not to be sold · never arrived. */
export const returnOutcome = z.enum(['restocked', 'damaged', 'missing']);

const text = (max: number) => z.string().trim().min(1).max(max);
const units = z.number().int().min(1).max(9_999);

export const returnRequest = z.strictObject({
  order_id: z.uuid(),
  lines: z
    .array(z.strictObject({ variant_id: z.uuid(), quantity: units }))
    .min(1)
    .max(50),
  reason: text(200),
});
export type ReturnRequest = z.infer<typeof returnRequest>;

/** Told to the customer with the decision. The body may be left out. */
export const returnDecision = z.strictObject({ message: text(500).optional() });

export const returnReceipt = z.strictObject({
  lines: z
    .array(z.strictObject({ variant_id: z.uuid(), outcome: returnOutcome, quantity: units.default(1) }))
    .min(1)
    .max(150),
});
export type ReturnReceipt = z.infer<typeof returnReceipt>;

/** Without an amount: all that came back is worth. */
export const returnRefund = z.strictObject({ amount: decimal.optional() });

export const returnAnswer = z.object({
  id: z.uuid(),
  return_number: z.string(),
  order_id: z.uuid(),
  order_number: z.string(),
  state: returnState,
  reason: z.string(),
  message: z.string(),
  asked_by: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string().nullable(), phone: z.string().nullable() }),
  lines: z.array(
    z.object({
      variant_id: z.uuid(),
      name: z.string(),
      options: z.string(),
      quantity: z.number().int(),
      restocked: z.number().int(),
      damaged: z.number().int(),
      missing: z.number().int(),
    }),
  ),
  /** What the units that came back were paid for, with their tax and share of the discount; the most that may be refunded. */
  refundable_amount: decimal,
  refund_amount: decimal,
  /** gateway: the way it was paid · hand: staff pay it out · balance: nothing had been paid, so less is owed. */
  refund_by: z.enum(['gateway', 'hand', 'balance']).nullable(),
  currency: z.string(),
  created_at: instant,
  updated_at: instant,
});
export type ReturnAnswer = z.infer<typeof returnAnswer>;

export const returnDetailAnswer = returnAnswer.extend({
  timeline: z.array(z.object({ kind: z.string(), at: instant, actor: z.string(), detail: z.record(z.string(), z.unknown()) })),
});

export const returnQuery = z.strictObject({
  ...pageQuery,
  state: returnState.optional(),
  order_id: z.uuid().optional(),
  customer_id: z.uuid().optional(),
});
