/** What the dashboard's first page shows: figures of today, orders to act on, work that waits or failed, the way from chat to money. */
import { z } from 'zod';
import { nextSteps } from '../values/next-step.ts';
import { decimal, instant, pageQuery } from './envelope.ts';
import { orderStatus, paymentMethod, paymentStatus } from './orders.ts';

const day = z.iso.date();
const count = z.number().int();
const taken = z.object({ paid_amount: decimal, paid_orders: count });

/** The print shop at a glance. */
const printFigures = z.object({
  held: count.meta({ description: 'Wait for the pickup code.' }),
  queued: count,
  printing: count,
  questions: count.meta({ description: 'Nobody knows whether they came out: somebody must look.' }),
  failed: count,
  to_pick_up: count.meta({ description: 'Printed, and not with the customer yet.' }),
  printers_in_trouble: count.meta({ description: 'Silent, out of paper, jammed or broken.' }),
});
export const dashboardStats = z.object({
  currency: z.string(),
  as_of: instant,
  today: taken.extend({ placed_orders: count }),
  /** Up to the same time of the day, so that the two can be compared. */
  yesterday: taken,
  last_week: taken.meta({ description: 'The same weekday a week ago, up to the same time.' }),
  to_act: z.object({
    confirm: count.meta({ description: 'Cash on delivery that waits for a yes.' }),
    send: count.meta({ description: 'Confirmed and not yet handed over.' }),
    parcels: count.meta({ description: 'Parcels the courier refused or lost.' }),
    returns: count.meta({ description: 'Returns that wait for a decision or a refund.' }),
  }),
  chats_waiting: count,
  oldest_chat_since: instant.nullable(),
  running_out: count,
  low_stock: z.array(
    z.object({
      product_id: z.uuid(),
      variant_id: z.uuid(),
      name: z.string(),
      options: z.string(),
      sku: z.string().nullable(),
      available: count,
    }),
  ),
  failed_messages: count.meta({ description: 'Of the last day.' }),
  failed_jobs: count,
  /** The last 14 local days, today last. */
  days: z.array(z.object({ day, amount: decimal, orders: count })),
  has_sold: z.boolean(),
  print: printFigures.nullable().meta({ description: 'Null for a shop that has never printed.' }),
});
export type DashboardStats = z.infer<typeof dashboardStats>;

export const dashboardOrderQuery = z.strictObject({
  ...pageQuery,
  /** act: only those that wait for staff, the oldest first. */
  waiting: z.enum(['act']).optional(),
});
export const dashboardOrder = z.object({
  id: z.uuid(),
  order_number: z.string(),
  status: orderStatus,
  payment_status: paymentStatus,
  payment_method: paymentMethod,
  delivery_method: z.enum(['pickup', 'delivery']),
  total_amount: decimal,
  currency: z.string(),
  customer: z.object({ id: z.uuid(), name: z.string().nullable() }),
  items_count: count,
  first_item: z.string(),
  placed_at: instant,
  next_step: z.enum(nextSteps).nullable(),
});
export type DashboardOrder = z.infer<typeof dashboardOrder>;

/** An order's surroundings in the other rooms: what a timeline needs beside the order itself. */
export const dashboardOrderDetail = dashboardOrder.extend({
  thread_id: z.uuid().nullable(),
  journal: z.array(z.object({ id: z.uuid(), number: count, description: z.string(), amount: decimal, cause: z.string(), at: instant })),
  stock: z.array(z.object({ name: z.string(), quantity: count, reason: z.string(), at: instant })),
  documents: z.array(z.object({ id: z.uuid(), kind: z.string(), number: z.string(), at: instant })),
  returns: z.array(z.object({ id: z.uuid(), return_number: z.string(), state: z.string(), at: instant })),
  refunds: z.array(z.object({ id: z.uuid(), amount: decimal, state: z.string(), reason: z.string(), at: instant })),
  messages: z.array(z.object({ direction: z.enum(['in', 'out']), at: instant })).meta({ description: 'What opened the conversation.' }),
});
export type DashboardOrderDetail = z.infer<typeof dashboardOrderDetail>;

/** What a job is about, in the merchant's words; `other` for the rest. */
export const jobSubjects = [
  'message',
  'chat',
  'payment',
  'refund',
  'parcel',
  'delivery_price',
  'document',
  'catalogue',
  'import',
  'mail',
  'print',
  'other',
] as const;
export const jobState = z.enum(['waiting', 'running', 'retrying', 'dead']);
export const dashboardJob = z.object({
  id: z.string(),
  kind: z.string().meta({ examples: ['message.send', 'print_job'] }),
  about: z.enum(jobSubjects),
  state: jobState,
  attempts: count,
  /** Why it failed last, as far as it may be shown; null where nothing failed. */
  reason: z.string().nullable(),
  created_at: instant,
  /** When it is tried next, or when it was given up. */
  at: instant,
});
export type DashboardJob = z.infer<typeof dashboardJob>;
export const jobQuery = z.strictObject({ ...pageQuery });
/** A number, or the id of a print job. */
export const jobParam = z.strictObject({ id: z.union([z.string().regex(/^\d{1,19}$/), z.uuid()]) });

export const funnelQuery = z.strictObject({ from: day.optional(), to: day.optional() });
export const dashboardFunnel = z.object({
  from: day,
  to: day,
  /** People who wrote. */
  chats: count,
  carts: count,
  checkouts: count,
  orders: count,
  paid: count,
  paid_amount: decimal,
  currency: z.string(),
});
export type DashboardFunnel = z.infer<typeof dashboardFunnel>;
