/** Customers as staff see them: who they are, what they bought, what they agreed to. Phones carry their +; money is a decimal string. */
import { z } from 'zod';
import { addressAnswer } from './address-answer.ts';
import { decimal, instant, pageQuery } from './envelope.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** new: first order in the last 30 days · repeat: two orders or more · lapsed: nothing for 90 days · no_orders: has only written. */
export const contactSegment = z.enum(['new', 'repeat', 'lapsed', 'no_orders']);
/** unknown: never asked. */
export const consentState = z.enum(['yes', 'no', 'unknown']);
export const contactSort = z.enum(['newest', '-spent', '-orders', '-last_order', 'name']);

export const contactQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().min(1).max(60).optional().meta({ description: 'Part of a name, a phone number, a mail address or a label.' }),
  segment: contactSegment.optional(),
  consent: consentState.optional(),
  language: text(10).optional(),
  label: text(40).optional(),
  sort: contactSort.default('newest'),
});
export type ContactQuery = z.infer<typeof contactQuery>;

export const contactAnswer = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  username: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  language: z.string().nullable(),
  consent: consentState,
  labels: z.array(z.string()),
  orders_count: z.number().int().meta({ description: 'Those that were paid or confirmed.' }),
  spent_amount: decimal.meta({ description: 'Paid, without what went back.' }),
  currency: z.string(),
  last_order_at: instant.nullable(),
  created_at: instant,
});
export type ContactAnswer = z.infer<typeof contactAnswer>;

const address = z.object({ id: z.uuid(), ...addressAnswer.shape });
const consentRecord = z.object({ wants_marketing: z.boolean(), source: z.string(), note: z.string(), actor: z.string(), at: instant });

export const contactDetailAnswer = contactAnswer.extend({
  note: z.string().nullable(),
  erased_at: instant.nullable(),
  thread_id: z.uuid().nullable(),
  addresses: z.array(address),
  /** Newest first; the rest under /orders?customer_id=. */
  orders: z.array(
    z.object({
      id: z.uuid(),
      order_number: z.string(),
      status: z.string(),
      payment_status: z.string(),
      total_amount: decimal,
      currency: z.string(),
      placed_at: instant,
    }),
  ),
  consents: z.array(consentRecord),
});
export type ContactDetailAnswer = z.infer<typeof contactDetailAnswer>;

export const contactChange = z.strictObject({
  name: text(120).optional(),
  note: z.string().trim().max(2000).nullable().optional(),
  labels: z.array(text(40)).max(20).optional(),
  language: z.enum(['en', 'hi', 'pt-BR', 'es', 'fr']).optional(),
});
export type ContactChange = z.infer<typeof contactChange>;

export const consentRequest = z.strictObject({
  wants_marketing: z.boolean(),
  source: z.enum(['counter', 'phone', 'form', 'mail', 'chat', 'other']),
  note: z.string().trim().max(500).default(''),
});
/** The other record becomes part of this one or the other way round: the older one stays. */
export const mergeRequest = z.strictObject({ other_id: z.uuid() });

export const contactExport = z.object({
  contact: contactDetailAnswer,
  orders: z.array(z.record(z.string(), z.unknown())),
  messages: z.array(z.object({ direction: z.enum(['in', 'out']), kind: z.string(), content: z.unknown(), at: instant })),
  /** What staff wrote down in the chats. */
  notes: z.array(z.object({ text: z.string(), author: z.string(), at: instant })),
  returns: z.array(
    z.object({
      number: z.string(),
      order_number: z.string(),
      state: z.string(),
      reason: z.string(),
      message: z.string(),
      created_at: instant,
    }),
  ),
  /** Files to print; those of the chat stand with their messages. */
  print_files: z.array(z.object({ name: z.string(), pages: z.number().int().nullable(), state: z.string(), created_at: instant })),
});
export type ContactExport = z.infer<typeof contactExport>;
