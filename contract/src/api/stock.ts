/** Stock as the API says it: levels, movements and adjustments. */
import { z } from 'zod';
import { amount } from './catalog.ts';
import { cursorQuery, decimal, instant, pageQuery } from './envelope.ts';

export const adjustmentReasons = ['opening', 'adjustment', 'purchase', 'write_off', 'count'] as const;

export const adjustmentInput = z
  .strictObject({
    variant_id: z.uuid().optional(),
    sku: z.string().trim().min(1).max(100).optional(),
    quantity: z.number().int().min(-10_000_000).max(10_000_000).meta({ description: 'A signed difference.' }),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: 'One of opening, adjustment, purchase, write_off, count; other words become the note.' }),
    note: z.string().trim().max(500).optional(),
    unit_cost: amount.optional().meta({ description: 'What one received unit cost.' }),
  })
  .refine((body) => (body.variant_id === undefined) !== (body.sku === undefined), {
    path: ['variant_id'],
    message: 'Give variant_id or sku.',
  })
  .refine((body) => body.quantity !== 0, { path: ['quantity'], message: 'A difference is not 0.' });

export const adjusted = z.object({ variant_id: z.uuid(), on_hand: z.number().int(), available: z.number().int() });

export const levelQuery = z.strictObject({ ...pageQuery, variant_id: z.uuid().optional() });
export const level = z.object({
  variant_id: z.uuid(),
  sku: z.string().nullable(),
  product_name: z.string(),
  options: z.string(),
  location_id: z.uuid(),
  location: z.string(),
  on_hand: z.number().int(),
  held: z.number().int(),
  available: z.number().int(),
});

export const movementQuery = z.strictObject({ ...cursorQuery, cursor: z.uuid().optional(), variant_id: z.uuid().optional() });
export const movement = z.object({
  id: z.uuid(),
  variant_id: z.uuid(),
  location_id: z.uuid(),
  quantity: z.number().int().meta({ description: 'Signed; the quantities of a variant add up to what is on hand.' }),
  reason: z.string(),
  note: z.string().nullable(),
  unit_cost: decimal.nullable(),
  currency: z.string(),
  cause_kind: z.string(),
  cause_id: z.string(),
  actor: z.string(),
  at: instant,
});
