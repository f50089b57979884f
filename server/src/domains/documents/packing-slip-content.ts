/** What stands on a packing slip: who gets what, nothing of prices but the cash to collect. It is drawn anew each time and kept nowhere. */
import { languages } from '@parley/contract/api/merchants.ts';
import { z } from 'zod';

const party = z.object({ name: z.string(), address: z.array(z.string()), phone: z.string().optional() });

export const packingSlip = z.object({
  version: z.literal(1),
  kind: z.literal('packing_slip'),
  language: z.enum(languages),
  country: z.string(),
  order_number: z.string(),
  /** Local day. */
  ordered_on: z.string(),
  seller: party,
  receiver: party,
  is_pickup: z.boolean(),
  courier: z.string().optional(),
  awb: z.string().optional(),
  note: z.string().optional(),
  /** With its sign, as it is read out at the door; absent: nothing is collected. */
  collect: z.string().optional(),
  lines: z.array(z.object({ name: z.string(), detail: z.string(), sku: z.string().optional(), quantity: z.number().int() })),
});
export type PackingSlip = z.infer<typeof packingSlip>;
