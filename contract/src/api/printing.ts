/** The print shop over HTTP: prices, files, jobs and their states, printers, and what an agent at the shop's PC asks and reports. */
import { z } from 'zod';
import { cursorQuery, instant, pageQuery } from './envelope.ts';

export const papers = ['A4', 'A3', 'A5', 'Letter', 'Legal'] as const;
export type Paper = (typeof papers)[number];
export const printModes = ['bw', 'color', 'both'] as const;
export type PrintMode = (typeof printModes)[number];
export const sidesChoices = ['one', 'two_long_edge', 'two_short_edge'] as const;
export const pagesPerSheetChoices = [1, 2, 4] as const;
export const printJobStates = ['waiting', 'held', 'queued', 'printing', 'printed', 'failed', 'unknown', 'cancelled'] as const;
export type PrintJobState = (typeof printJobStates)[number];
export const printerStates = ['ready', 'printing', 'paused', 'paper_out', 'jammed', 'error', 'offline'] as const;
export type PrinterState = (typeof printerStates)[number];

const amount = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,3})?$/, 'A decimal such as 2.00.');

/** What is to happen with one file. */
export const printTicket = z.strictObject({
  mode: z.enum(printModes).default('bw'),
  /** With `both`: the pages in colour, 1-based, such as `1,3-5`. */
  color_pages: z
    .string()
    .trim()
    .max(500)
    .regex(/^\d+(-\d+)?(\s*,\s*\d+(-\d+)?)*$/, 'Pages such as 1,3-5.')
    .optional(),
  copies: z.number().int().min(1).max(100).default(1),
  paper: z.enum(papers).default('A4'),
  sides: z.enum(sidesChoices).default('one'),
  pages_per_sheet: z.union([z.literal(1), z.literal(2), z.literal(4)]).default(1),
  note: z.string().trim().max(300).optional(),
});
export type PrintTicket = z.infer<typeof printTicket>;

/** From this many printed sides of one kind on, each costs this much. */
const quantityBreak = z.strictObject({ from: z.number().int().min(2).max(100_000), price: amount });
const pagePrice = z.strictObject({ price: amount, breaks: z.array(quantityBreak).max(10).default([]) });

export const printSettings = z.strictObject({
  enabled: z.boolean().default(true),
  bw: pagePrice.default({ price: '2.00', breaks: [] }),
  color: pagePrice.default({ price: '10.00', breaks: [] }),
  /** Times the price, per cent; papers that are not named are not offered. A4 is always there. */
  papers: z
    .array(z.strictObject({ paper: z.enum(papers), percent: z.number().int().min(1).max(1_000) }))
    .max(papers.length)
    .default([{ paper: 'A4', percent: 100 }]),
  /** Of the price of a printed side when both sides are used, per cent. */
  two_sided_percent: z.number().int().min(1).max(100).default(100),
  two_sided: z.boolean().default(true),
  minimum: amount.optional(),
  rush: z.strictObject({ offered: z.boolean().default(false), price: amount.default('0') }).default({ offered: false, price: '0' }),
  /** Printed only when the customer is there with the pickup code. */
  hold_for_pickup: z.boolean().default(false),
  /** Hours after the last print until files are wiped. */
  keep_hours: z.number().int().min(1).max(720).default(24),
  /** Whether owners, managers and print operators are mailed when a printer needs somebody. */
  alert_mails: z.boolean().default(true),
  tax_rate: z
    .string()
    .regex(/^\d{1,2}(\.\d{1,2})?$/, 'Per cent, such as 18.')
    .optional(),
});
export type PrintSettings = z.infer<typeof printSettings>;

export const printFileView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string().nullable(),
  pages: z.number().int().nullable(),
  state: z.enum(['arriving', 'checking', 'ready', 'refused', 'wiped']),
  refusal: z.string().nullable(),
  warning: z.string().nullable(),
  preview_url: z.string().nullable(),
  pages_url: z.string().nullable().meta({ description: 'The pages themselves, for those who run the shop; ends within minutes.' }),
  wiped_at: instant.nullable(),
});

export const printJobView = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  order_number: z.string(),
  customer_name: z.string().nullable(),
  file: printFileView,
  ticket: printTicket,
  printed_sides: z.number().int(),
  sheets: z.number().int(),
  rush: z.boolean(),
  status: z.enum(printJobStates),
  failure: z.string().nullable(),
  printer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  attempt: z.number().int(),
  /** The one printer it is meant for, where there is one. */
  meant_for: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Somebody wants it stopped while pages may be coming out. */
  cancel_asked: z.boolean(),
  reprint_of: z.uuid().nullable(),
  reprint_reason: z.string().nullable(),
  pickup_code: z.string().nullable().meta({ description: 'Not shown to agents.' }),
  handed_over: z
    .object({ at: instant, by: z.string().nullable() })
    .nullable()
    .meta({ description: 'When the pages went to the customer, and which of the staff gave them.' }),
  refund_due: z.boolean().meta({ description: 'It was paid for and did not come out, and money of its order is still here.' }),
  created_at: instant,
  queued_at: instant.nullable(),
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
});
export type PrintJobView = z.infer<typeof printJobView>;

export const printJobsQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(printJobStates).optional(),
  order_id: z.uuid().optional(),
  printer_id: z.uuid().optional(),
  /** Of printed ones: those that the customer has, or those that wait to be picked up. */
  handed_over: z.enum(['yes', 'no']).optional(),
});
export const printEventsQuery = z.strictObject({ ...cursorQuery, cursor: z.uuid().optional() });
export const printJobEvent = z.object({
  id: z.uuid(),
  at: instant,
  kind: z.string().meta({ examples: ['queued', 'claimed', 'started', 'printed', 'moved', 'lease_ended'] }),
  actor: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/**
 * `PUT /print_jobs/{id}/status`. Paired agents send their lease. Without one it is a decision of staff, or the word of a program of the
 * merchant's own about a job that no paired agent holds.
 */
export const printStatusChange = z.strictObject({
  status: z.enum(['printing', 'printed', 'failed', 'unknown', 'cancelled', 'queued']),
  reason: z.string().trim().max(500).optional(),
  lease: z.uuid().optional(),
  pages_printed: z.number().int().min(0).max(1_000_000).optional(),
});
export const printRetry = z.strictObject({ reason: z.string().trim().min(1).max(300).optional(), printer_id: z.uuid().optional() });
/** Null: any printer that can. */
export const printMove = z.strictObject({ printer_id: z.uuid().nullable() });
export const printRelease = z.strictObject({ pickup_code: z.string().trim().min(3).max(20) });

export const printClaim = z.strictObject({
  printer: z.string().trim().min(1).max(120),
  wait_seconds: z.number().int().min(0).max(60).default(25),
  lease_seconds: z.number().int().min(15).max(900).default(120),
});
export const claimedJob = z.object({
  id: z.uuid(),
  lease: z.uuid(),
  lease_until: instant,
  attempt: z.number().int(),
  file_url: z.string().meta({ description: 'Signed; ends with the lease.' }),
  file_sha256: z.string(),
  file_bytes: z.number().int(),
  pages: z.number().int(),
  title: z.string(),
  ticket: printTicket,
});
export type ClaimedJob = z.infer<typeof claimedJob>;
export const printClaimed = z.object({ job: claimedJob });
export const printHeartbeat = z.strictObject({
  /** May be left out where no paired agent holds the job. */
  lease: z.uuid().optional(),
  lease_seconds: z.number().int().min(15).max(900).default(120),
  pages_printed: z.number().int().min(0).max(1_000_000).optional(),
});
export const heartbeatAnswer = z.object({ lease_until: instant, cancelled: z.boolean() });

export const printerView = z.object({
  id: z.uuid(),
  name: z.string(),
  abilities: z.object({
    color: z.boolean(),
    duplex: z.boolean(),
    papers: z.array(z.enum(papers)),
    pages_per_minute: z.number().nullable(),
  }),
  state: z.enum(printerStates),
  state_detail: z.string().nullable(),
  last_seen_at: instant.nullable(),
  pages_printed: z.number().int(),
  jobs_printed: z.number().int(),
  waiting_jobs: z.number().int().meta({ description: 'Queued jobs that it could print.' }),
  paused: z.boolean().meta({ description: 'By staff: it gets no jobs.' }),
});
export type PrinterView = z.infer<typeof printerView>;
export const printersQuery = z.strictObject(pageQuery);
/** An ability that is null is taken back: what the agent says counts again. */
export const printerChange = z.strictObject({
  paused: z.boolean().optional(),
  abilities: z
    .strictObject({
      color: z.boolean().nullable().optional(),
      duplex: z.boolean().nullable().optional(),
      papers: z.array(z.enum(papers)).min(1).max(papers.length).nullable().optional(),
      pages_per_minute: z.number().positive().max(10_000).nullable().optional(),
    })
    .optional(),
});
/** What an agent says of its printers; those it names are made where they are not there yet. */
export const printerReport = z.strictObject({
  printers: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(120),
        state: z.enum(printerStates),
        detail: z.string().trim().max(300).optional(),
        color: z.boolean().optional(),
        duplex: z.boolean().optional(),
        papers: z.array(z.enum(papers)).optional(),
      }),
    )
    .max(20),
  version: z.string().max(40).optional(),
});

const namedThing = z.object({ id: z.uuid(), name: z.string() });
export const printTroubles = ['offline', 'paper_out', 'jammed', 'error', 'no_printer', 'no_fit', 'unanswered'] as const;
/** Something of the print shop that waits for a person: a printer in need, jobs that no printer can print, a job of which nobody knows. */
export const printAttention = z.object({
  trouble: z.enum(printTroubles),
  /** Absent where it is about no single printer. */
  printer: namedThing.nullable(),
  /** The job that is asked about. */
  job: namedThing.nullable(),
  /** What the printer says itself. */
  detail: z.string().nullable(),
  since: instant,
  waiting_jobs: z.number().int(),
  waiting_customers: z.number().int(),
});
export type PrintAttention = z.infer<typeof printAttention>;
export const printAttentions = z.object({ items: z.array(printAttention) });

/** Each way is a line that works as it stands, in any shell, on a computer with nothing but Node. */
export const pairingView = z.object({
  code: z.string(),
  expires_at: instant,
  command: z.string().meta({ description: 'Through npx.' }),
  windows_command: z.string().meta({ description: 'The same, where PowerShell may not run scripts.' }),
  file_url: z.string().meta({ description: 'The program as one file.' }),
  file_command: z.string().meta({ description: 'In the folder where the file lies.' }),
});
export const pairRequest = z.strictObject({ code: z.string().trim().min(4).max(20), name: z.string().trim().min(1).max(120) });
export const paired = z.object({ agent_id: z.uuid(), api_key: z.string(), merchant: z.object({ name: z.string() }) });
export const agentView = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.string().nullable(),
  paired_at: instant,
  last_seen_at: instant.nullable(),
});
export const agentsQuery = z.strictObject(pageQuery);
