/**
 * The snapshot of a document: everything that stands on its page, as it was when it was issued. Amounts are decimal strings in the
 * currency's own places. A change of this shape is a new `version`; rows of older ones must stay readable.
 */
import { languages } from '@parley/contract/api/merchants.ts';
import { type Money, moneyToDecimal, parseMoney } from '@parley/contract/values/money.ts';
import { z } from 'zod';

const amount = z.string().regex(/^-?\d+(\.\d+)?$/);

const tax = z.object({ name: z.string(), rate_bp: z.number().int(), amount });
const party = z.object({
  name: z.string(),
  address: z.array(z.string()),
  phone: z.string().optional(),
  email: z.string().optional(),
  tax_number: z.string().optional(),
});

const line = z.object({
  /** Which line of the invoice it is; a credit note's lines point at the invoice's. */
  position: z.number().int(),
  kind: z.enum(['item', 'delivery']),
  variant_id: z.string().optional(),
  name: z.string(),
  detail: z.string(),
  sku: z.string().optional(),
  /** HSN or SAC. */
  code: z.string().optional(),
  /** 0: only value is credited, no units came back. */
  quantity: z.number().int().min(0),
  unit_price: amount,
  discount: amount,
  taxable: amount,
  taxes: z.array(tax),
  total: amount,
});

export const documentContent = z.object({
  version: z.literal(1),
  kind: z.enum(['invoice', 'credit_note']),
  number: z.string(),
  issued_on: z.string(),
  language: z.enum(languages),
  currency: z.string(),
  /** Of the seller, ISO 3166: decides what the page calls its taxes and codes. */
  country: z.string(),
  seller: party,
  buyer: party,
  deliver_to: party.optional(),
  place_of_supply: z.string().optional(),
  order_number: z.string(),
  ordered_on: z.string(),
  /** What is known of the money on the day of issue. */
  payment: z.enum(['paid', 'on_delivery', 'open']),
  /** A credit note names what it corrects. */
  corrects: z.object({ number: z.string(), issued_on: z.string() }).optional(),
  reason: z.string().optional(),
  prices_include_tax: z.boolean(),
  lines: z.array(line),
  /** Each tax at each rate, for the whole page. */
  taxes: z.array(tax.extend({ taxable: amount })),
  taxable: amount,
  tax: amount,
  rounding: amount,
  total: amount,
  amount_in_words: z.string(),
});

export type DocumentContent = z.infer<typeof documentContent>;
export type ContentLine = z.infer<typeof line>;
export type ContentTax = z.infer<typeof tax>;
export type Party = z.infer<typeof party>;

/** @throws when a stored amount is none: the row was tampered with. */
export function minorOf(text: string, currency: string): bigint {
  const read = parseMoney(text, currency);
  if (!read) throw new Error(`not an amount of ${currency} in a document`);
  return read.minor;
}

export function textOf(minor: bigint, currency: string): string {
  return moneyToDecimal({ minor, currency });
}

export function moneyIn(content: Pick<DocumentContent, 'currency'>, text: string): Money {
  return { minor: minorOf(text, content.currency), currency: content.currency };
}
