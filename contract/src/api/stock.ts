/** Stock as the API says it: levels, movements, adjustments, counts, transfers, places; what it is worth and how old it is. */
import { z } from 'zod';
import { day, formatQuery } from './accounting.ts';
import { amount } from './catalog.ts';
import { cursorQuery, decimal, instant, pageQuery } from './envelope.ts';

export const adjustmentReasons = ['opening', 'adjustment', 'purchase', 'write_off', 'count'] as const;

/** A variant by its id or its sku. */
export const variantName = { variant_id: z.uuid().optional(), sku: z.string().trim().min(1).max(100).optional() } as const;

export function namesOne(body: { readonly variant_id?: string | undefined; readonly sku?: string | undefined }): boolean {
  return (body.variant_id === undefined) !== (body.sku === undefined);
}
export const nameProblem = { path: ['variant_id'], message: 'Give variant_id or sku.' };

export const adjustmentInput = z
  .strictObject({
    ...variantName,
    quantity: z.number().int().min(-10_000_000).max(10_000_000).meta({ description: 'A signed difference.' }),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .meta({ description: 'One of opening, adjustment, purchase, write_off, count; other words become the note.' }),
    note: z.string().trim().max(500).optional(),
    unit_cost: amount.optional().meta({ description: 'What one received unit cost.' }),
    location_id: z.uuid().optional().meta({ description: 'Default: the shop’s default place.' }),
  })
  .refine(namesOne, nameProblem)
  .refine((body) => body.quantity !== 0, { path: ['quantity'], message: 'A difference is not 0.' });

export const adjusted = z.object({ variant_id: z.uuid(), on_hand: z.number().int(), available: z.number().int() });

export const levelQuery = z.strictObject({
  ...pageQuery,
  variant_id: z.uuid().optional(),
  product_id: z.uuid().optional(),
  location_id: z.uuid().optional(),
  search: z.string().trim().max(200).optional().meta({ description: 'Part of a name, an option or a sku.' }),
  available_to: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Only what has at most so many free units over all places.' }),
  held: z.literal('true').optional().meta({ description: 'Only what is promised to somebody.' }),
  sort: z
    .enum(['variant', 'name', 'available', '-available', 'on_hand', '-on_hand'])
    .optional()
    .meta({ description: 'Default: variant, a lasting order.' }),
});
export const level = z.object({
  variant_id: z.uuid(),
  product_id: z.uuid(),
  sku: z.string().nullable(),
  product_name: z.string(),
  options: z.string(),
  location_id: z.uuid(),
  location: z.string(),
  on_hand: z.number().int(),
  held: z.number().int(),
  available: z.number().int(),
});

export const movementQuery = z.strictObject({
  ...cursorQuery,
  cursor: z.uuid().optional(),
  variant_id: z.uuid().optional(),
  product_id: z.uuid().optional(),
});
export const movement = z.object({
  id: z.uuid(),
  variant_id: z.uuid(),
  sku: z.string().nullable(),
  product_name: z.string(),
  options: z.string(),
  location_id: z.uuid(),
  location: z.string(),
  quantity: z.number().int().meta({ description: 'Signed; the quantities of a variant add up to what is on hand.' }),
  reason: z.string(),
  note: z.string().nullable(),
  unit_cost: decimal.nullable(),
  value: decimal.meta({ description: 'Signed; the values of a variant add up to what its stock is worth.' }),
  currency: z.string(),
  order_id: z.uuid().nullable(),
  purchase_id: z.uuid().nullable(),
  cause_kind: z.string(),
  cause_id: z.string(),
  actor: z.string(),
  at: instant,
});

const units = (most = 10_000_000) => z.number().int().min(1).max(most);
const note = z.string().trim().min(1).max(500).optional();

export const countInput = z.strictObject({
  location_id: z.uuid().optional(),
  note,
  lines: z
    .array(z.strictObject({ ...variantName, counted: z.number().int().min(0).max(10_000_000) }).refine(namesOne, nameProblem))
    .min(1)
    .max(1_000),
});
export const counted = z.object({
  id: z.uuid(),
  currency: z.string(),
  lines: z.array(
    z.object({
      variant_id: z.uuid(),
      before: z.number().int(),
      counted: z.number().int(),
      difference: z.number().int(),
      value: decimal.meta({ description: 'What stock is worth more or less.' }),
    }),
  ),
});

export const writeOffInput = z
  .strictObject({ ...variantName, quantity: units(), reason: z.string().trim().min(1).max(500), location_id: z.uuid().optional() })
  .refine(namesOne, nameProblem);

export const transferInput = z.strictObject({
  from_location_id: z.uuid().optional().meta({ description: 'Default: the shop’s default place.' }),
  to_location_id: z.uuid().optional(),
  note,
  lines: z
    .array(z.strictObject({ ...variantName, quantity: units() }).refine(namesOne, nameProblem))
    .min(1)
    .max(1_000),
});
export const transferred = z.object({
  id: z.uuid(),
  from_location_id: z.uuid(),
  to_location_id: z.uuid(),
  value: decimal,
  currency: z.string(),
});

const locationName = z.string().trim().min(1).max(80);
export const locationInput = z.strictObject({ name: locationName, is_default: z.literal(true).optional() });
export const locationChange = z.strictObject({ name: locationName.optional(), is_default: z.literal(true).optional() });
export const location = z.object({ id: z.uuid(), name: z.string(), is_default: z.boolean(), created_at: instant });

export const valuationQuery = z.strictObject({ ...pageQuery, ...formatQuery });
const named = { variant_id: z.uuid(), sku: z.string().nullable(), product_name: z.string(), options: z.string() } as const;
const drill = z.string().meta({ description: 'Where the movements behind this figure are listed.' });
export const valuation = z.object({
  currency: z.string(),
  total_quantity: z.number().int(),
  total_value: decimal.meta({ description: 'Always what the inventory account says.' }),
  variants: z.array(
    z.object({
      ...named,
      quantity: z.number().int(),
      value: decimal,
      average_cost: decimal.meta({ description: 'Value ÷ quantity, rounded for reading; only the value counts.' }),
      drill,
    }),
  ),
});

const buckets = z.array(z.object({ days: z.enum(['0-30', '31-60', '61-90', '91+']), quantity: z.number().int(), value: decimal }));
export const ageing = z.object({
  as_of: day,
  currency: z.string(),
  total_quantity: z.number().int(),
  total_value: decimal,
  buckets: buckets.meta({ description: 'They add up to the total exactly.' }),
  variants: z.array(z.object({ ...named, quantity: z.number().int(), value: decimal, buckets, drill })),
});
