/** Invoices and credit notes over HTTP. Money is a decimal string beside its currency; the paper itself is a PDF. */
import { z } from 'zod';
import { decimal, pageQuery } from './envelope.ts';
import { languages } from './merchants.ts';

export const documentKind = z.enum(['invoice', 'credit_note']);
const day = z.iso.date();

export const documentAnswer = z.object({
  id: z.uuid(),
  kind: documentKind,
  number: z.string().meta({ examples: ['INV/26-27/00042'] }),
  issued_on: day,
  language: z.enum(languages),
  order_id: z.uuid(),
  order_number: z.string(),
  return_id: z.uuid().nullable(),
  /** Of a credit note: the invoice it corrects. */
  corrects: z.string().nullable(),
  buyer: z.string(),
  taxable_amount: decimal,
  tax_amount: decimal,
  total_amount: decimal,
  currency: z.string(),
  amount_in_words: z.string(),
  /** Opens without signing in, for a day. */
  url: z.string(),
});
export type DocumentAnswer = z.infer<typeof documentAnswer>;

export const documentQuery = z.strictObject({
  ...pageQuery,
  kind: documentKind.optional(),
  order_id: z.uuid().optional(),
  /** Local days of the merchant, both included. */
  from: day.optional(),
  to: day.optional(),
});

/** `receipt`: 80 mm wide, for a thermal printer. */
const paper = z.enum(['a4', 'receipt']).default('a4');
export const paperQuery = z.strictObject({ paper });
export const signedPaperQuery = z.strictObject({ paper, token: z.string().min(1).max(2_000) });
/** Several orders' papers in one file to print. */
export const papersQuery = z.strictObject({
  ids: z
    .string()
    .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/, 'Ids of orders with commas between them, at most a hundred.')
    .meta({ description: 'Ids of orders with commas between them.' }),
  kind: z.enum(['packing_slip', 'invoice']),
  paper,
});
