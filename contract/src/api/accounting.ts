/** The books as the API says them: accounts, journal, periods, opening balances, bank and gateway statements, verifying. */
import { z } from 'zod';
import { amount } from './catalog.ts';
import { cursorQuery, decimal, instant } from './envelope.ts';

export const day = z.iso.date().meta({ description: 'A local date of the shop.', examples: ['2026-03-31'] });
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month such as 2026-03.');
export const accountKind = z.enum(['asset', 'liability', 'equity', 'income', 'expense']);
const code = z.string().regex(/^[0-9]{3,6}$/, 'Three to six digits.');
const drill = z.string().meta({ description: 'Where the entries behind this figure are listed.' });

/** Answers also come as CSV: `?format=csv`, or `Accept: text/csv`. */
export const formatQuery = { format: z.enum(['json', 'csv']).optional() } as const;

export const accountInput = z.strictObject({ code, name: z.string().trim().min(1).max(120), kind: accountKind });
export const accountView = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: accountKind,
  role: z.string().nullable().meta({ description: 'What the program posts to it; null for accounts of the merchant’s own.' }),
  balance: decimal.meta({ description: 'Positive where the account stands on its own side.' }),
  currency: z.string(),
  drill,
});

const lineInput = z
  .strictObject({
    account_id: z.uuid().optional(),
    account_code: code.optional(),
    debit: amount.optional(),
    credit: amount.optional(),
    subject: z.string().trim().min(1).max(120).optional(),
  })
  .refine((line) => (line.account_id === undefined) !== (line.account_code === undefined), {
    path: ['account_code'],
    message: 'Give account_id or account_code.',
  })
  .refine((line) => (line.debit === undefined) !== (line.credit === undefined), {
    path: ['debit'],
    message: 'Either a debit or a credit.',
  });
export type JournalLineInput = z.infer<typeof lineInput>;
export const journalInput = z.strictObject({
  date: day.optional(),
  description: z.string().trim().min(1).max(400),
  lines: z.array(lineInput).min(2).max(200),
});
export const reversalInput = z.strictObject({ date: day.optional(), description: z.string().trim().min(1).max(400) });
export const openingInput = z.strictObject({ date: day, lines: z.array(lineInput).min(1).max(500) });

export const journalQuery = z.strictObject({
  ...cursorQuery,
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  ...formatQuery,
  from: day.optional(),
  to: day.optional(),
  account: z.string().max(40).optional().meta({ description: 'Id or code.' }),
  order_id: z.uuid().optional(),
  subject: z.string().max(120).optional().meta({ description: 'What a line is about, such as `payment:<id>`.' }),
  cause: z
    .string()
    .regex(/^[a-z_.]{1,40}(,[a-z_.]{1,40}){0,19}$/)
    .optional()
    .meta({
      description: 'What made the entry, one kind or several with commas between; `stock.` stands for all that begin so.',
      examples: ['sale,credit_note'],
    }),
  search: z.string().trim().max(120).optional().meta({ description: 'Words of the description, or the number of the entry.' }),
});
export const journalEntry = z.object({
  id: z.uuid(),
  number: z.string().meta({ description: '1, 2, 3 … without a gap.' }),
  date: day,
  description: z.string(),
  currency: z.string(),
  cause: z.object({ kind: z.string(), id: z.string() }).meta({ description: 'What made it; the same cause posts once.' }),
  order_id: z.uuid().nullable(),
  order: z.string().nullable().meta({ description: 'Where the order is shown, with its conversation.' }),
  reverses: z.uuid().nullable(),
  actor: z.string(),
  posted_at: instant,
  lines: z.array(
    z.object({
      account_id: z.uuid(),
      account_code: z.string(),
      account_name: z.string(),
      debit: decimal.nullable(),
      credit: decimal.nullable(),
      subject: z.string().nullable(),
    }),
  ),
});

export const journalEntryDetail = journalEntry.extend({
  reversed_by: z.uuid().nullable(),
  reversible: z.boolean().meta({ description: 'Whether a person may reverse it; what an event made, only its own undoing reverses.' }),
});

export const rangeQuery = z.strictObject({ from: day.optional(), to: day.optional(), ...formatQuery });
export const trialBalance = z.object({
  from: day.nullable(),
  to: day.nullable(),
  currency: z.string(),
  accounts: z.array(
    z.object({
      account_id: z.uuid(),
      code: z.string(),
      name: z.string(),
      kind: accountKind,
      opening: decimal.meta({ description: 'Debit − credit before `from`.' }),
      debit: decimal,
      credit: decimal,
      closing: decimal.meta({ description: 'Debit − credit at the end of `to`.' }),
      drill,
    }),
  ),
  total_debit: decimal,
  total_credit: decimal,
});

export const periodParam = z.strictObject({ month });
export const periodView = z.object({ month, closed: z.boolean() });
export const closedPeriod = z.object({ month, closed_at: instant, closed_by: z.string() });

export const verification = z.object({
  entries: z.number().int(),
  movements: z.number().int(),
  last_number: z.string(),
  last_hash: z
    .string()
    .meta({ description: 'End of the chain, hexadecimal. Kept elsewhere, it proves later that nothing before it changed.' }),
  differences: z.array(z.object({ what: z.string(), where: z.string(), expected: z.string(), found: z.string() })),
});

export const lastVerification = z.object({
  at: instant,
  by: z.string().nullable(),
  entries: z.number().int(),
  differences: z.number().int(),
  last_number: z.string(),
  last_hash: z.string(),
});

export const statementSources = ['bank', 'razorpay', 'stripe', 'paystack'] as const;
export const statementQuery = z.strictObject({
  source: z.enum(statementSources),
  dry_run: z.enum(['true', 'false']).optional().meta({ description: 'Changes nothing and tells all.' }),
});
export const statementCounts = z.object({ open: z.number().int(), matched: z.number().int(), posted: z.number().int() });
export const statementLine = z.object({
  id: z.uuid(),
  source: z.string(),
  date: day,
  reference: z.string(),
  description: z.string(),
  amount: decimal.meta({ description: 'Positive came in.' }),
  fee: decimal.meta({ description: 'What the gateway kept, its tax included.' }),
  tax: decimal,
  currency: z.string(),
  state: z.enum(['open', 'matched', 'posted']),
  entry_id: z.uuid().nullable(),
  detail: z.string().nullable(),
});
export const statementImported = z.object({
  lines: z.number().int(),
  added: z.number().int(),
  known: z.number().int().meta({ description: 'Imported before.' }),
  posted: z.number().int(),
  matched: z.number().int(),
  open: z.number().int(),
  refusals: z.array(z.object({ row: z.number().int(), column: z.string(), message: z.string() })),
  open_lines: z.array(statementLine),
});
export const statementListQuery = z.strictObject({
  ...cursorQuery,
  cursor: z.uuid().optional(),
  source: z.enum(statementSources).optional(),
  state: z.enum(['open', 'matched', 'posted']).optional(),
});
export const matchInput = z
  .strictObject({
    entry_id: z.uuid().optional().meta({ description: 'An entry that says the same already.' }),
    account_id: z.uuid().optional(),
    account_code: code.optional().meta({ description: 'Or the account on the other side: a new entry is posted.' }),
    description: z.string().trim().min(1).max(400).optional(),
  })
  .refine((body) => [body.entry_id, body.account_id, body.account_code].filter((each) => each !== undefined).length === 1, {
    path: ['entry_id'],
    message: 'Give one of entry_id, account_id and account_code.',
  });
