/** Purchases as the API says them: receiving at a cost, sending back at a price, correcting a late or changed bill. */
import { z } from 'zod';
import { day } from './accounting.ts';
import { amount } from './catalog.ts';
import { decimal, instant, pageQuery } from './envelope.ts';
import { nameProblem, namesOne, variantName } from './stock.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const units = z.number().int().min(1).max(10_000_000);

export const purchaseInput = z.strictObject({
  supplier: text(200),
  reference: text(100).optional().meta({ description: 'The supplier’s own number: bill or delivery note.' }),
  location_id: z.uuid().optional().meta({ description: 'Default: the shop’s default place.' }),
  received_on: day.optional().meta({ description: 'Default: today. Not in the future.' }),
  tax: amount.optional().meta({ description: 'On top of the lines, to be claimed back.' }),
  note: text(500).optional(),
  lines: z
    .array(
      z
        .strictObject({
          ...variantName,
          quantity: units,
          unit_cost: amount.meta({ description: 'Before tax that can be claimed back.' }),
          lot: text(80).optional().meta({ description: 'The manufacturer’s.' }),
        })
        .refine(namesOne, nameProblem),
    )
    .min(1)
    .max(1_000),
});

/** A line of a purchase, by its position or by its variant. */
const lineName = { position: z.number().int().min(1).max(1_000).optional(), ...variantName } as const;
function namesLine(line: {
  readonly position?: number | undefined;
  readonly variant_id?: string | undefined;
  readonly sku?: string | undefined;
}) {
  return [line.position, line.variant_id, line.sku].filter((each) => each !== undefined).length === 1;
}
const lineProblem = { path: ['variant_id'], message: 'Give variant_id, sku or position.' };

export const purchaseReturnInput = z.strictObject({
  note: text(500).optional(),
  tax: amount.optional().meta({ description: 'Tax that the supplier gives back on top.' }),
  lines: z
    .array(
      z
        .strictObject({
          ...lineName,
          quantity: units,
          unit_cost: amount.optional().meta({ description: 'What the supplier gives back for one. Default: what it was billed at.' }),
        })
        .refine(namesLine, lineProblem),
    )
    .min(1)
    .max(1_000),
});

export const purchaseCorrectionInput = z.strictObject({
  note: text(500).optional(),
  tax: amount.optional().meta({ description: 'The bill’s tax as it is now. Default: unchanged.' }),
  lines: z
    .array(
      z.strictObject({ ...lineName, unit_cost: amount.meta({ description: 'What the bill says now.' }) }).refine(namesLine, lineProblem),
    )
    .min(1)
    .max(1_000),
});

export const purchaseQuery = z.strictObject({
  ...pageQuery,
  supplier: text(200).optional(),
  search: z.string().trim().max(200).optional().meta({ description: 'Part of the number, the supplier or the supplier’s own number.' }),
});

export const purchase = z.object({
  id: z.uuid(),
  number: z.string(),
  supplier: z.string(),
  reference: z.string().nullable(),
  location_id: z.uuid(),
  currency: z.string(),
  total: decimal.meta({ description: 'What the bill says by now, tax included; what went back is not taken off.' }),
  tax: decimal,
  received_on: day,
  note: z.string().nullable(),
  created_at: instant,
  lines: z.array(
    z.object({
      position: z.number().int(),
      variant_id: z.uuid(),
      sku: z.string().nullable(),
      product_name: z.string(),
      options: z.string(),
      quantity: z.number().int(),
      returned_quantity: z.number().int(),
      unit_cost: decimal.meta({ description: 'As received.' }),
      billed_unit_cost: decimal.meta({ description: 'As the bill says by now.' }),
      lot: z.string().nullable(),
    }),
  ),
});

export const purchaseDetail = purchase.extend({
  changes: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['return', 'correction']),
      tax: decimal,
      note: z.string().nullable(),
      actor: z.string(),
      at: instant,
      lines: z.array(z.object({ position: z.number().int(), quantity: z.number().int(), unit_cost: decimal })),
    }),
  ),
});
