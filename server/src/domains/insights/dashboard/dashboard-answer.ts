/** The dashboard's reads in the words of the API. Decides nothing but what of a failure may be shown. */
import type {
  DashboardFunnel,
  DashboardJob,
  DashboardOrder,
  DashboardOrderDetail,
  DashboardStats,
  jobSubjects,
} from '@parley/contract/api/dashboard.ts';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { nextStepOf } from '@parley/contract/values/next-step.ts';
import type { JobRow } from '../../../foundation/jobs/mend.store.ts';
import type { FunnelRow } from './funnel.store.ts';
import type { PrintFigures, PrintWork } from './print-figures.store.ts';
import type { DayRow, LowRow, StatsRow, Taken } from './stats.store.ts';
import type { Surroundings, WorkRow } from './work-list.store.ts';

const text = (minor: bigint | string, currency: string): string => moneyToDecimal({ minor: BigInt(minor), currency });
const iso = (at: string): string => new Date(at).toISOString();

export interface FirstPage {
  readonly row: StatsRow;
  readonly days: readonly DayRow[];
  readonly low: { readonly rows: readonly LowRow[]; readonly total: number };
  readonly print: PrintFigures | undefined;
}

export function statsAnswer({ row, days, low, print }: FirstPage, asOf: Date): DashboardStats {
  const { currency } = row;
  const taken = ({ minor, orders }: Taken) => ({ paid_amount: text(minor, currency), paid_orders: orders });
  return {
    currency,
    as_of: asOf.toISOString(),
    today: { ...taken(row.today), placed_orders: row.placed },
    yesterday: taken(row.yesterday),
    last_week: taken(row.lastWeek),
    to_act: { confirm: row.confirm, send: row.send, parcels: row.parcels, returns: row.returns },
    chats_waiting: row.chats,
    oldest_chat_since: row.oldestChat?.toISOString() ?? null,
    running_out: low.total,
    low_stock: [...low.rows],
    failed_messages: row.failedMessages,
    failed_jobs: row.failedJobs,
    days: days.map(({ day, minor, orders }) => ({ day, amount: text(minor, currency), orders })),
    has_sold: row.hasSold,
    print: print ?? null,
  };
}

export function workAnswer(row: WorkRow): DashboardOrder {
  return {
    id: row.id,
    order_number: row.order_number,
    status: row.status as DashboardOrder['status'],
    payment_status: row.payment_status as DashboardOrder['payment_status'],
    payment_method: row.payment_method as DashboardOrder['payment_method'],
    delivery_method: row.delivery_method as DashboardOrder['delivery_method'],
    total_amount: text(row.total_minor, row.currency),
    currency: row.currency,
    customer: { id: row.customer_id, name: row.customer_name },
    items_count: row.items_count,
    first_item: row.first_item,
    placed_at: row.placed_at.toISOString(),
    next_step: row.pages_to_come && nextStepOf(row) === 'deliver' ? null : nextStepOf(row),
  };
}

export function workDetailAnswer(row: WorkRow, around: Surroundings): DashboardOrderDetail {
  const { currency } = row;
  return {
    ...workAnswer(row),
    thread_id: row.thread_id,
    journal: around.journal.map(({ number, minor, at, ...each }) => ({
      ...each,
      number: Number(number),
      amount: text(minor ?? '0', currency),
      at: iso(at),
    })),
    stock: around.stock.map((each) => ({ ...each, at: iso(each.at) })),
    documents: around.documents.map((each) => ({ ...each, at: iso(each.at) })),
    returns: around.returns.map((each) => ({ ...each, at: iso(each.at) })),
    refunds: around.refunds.map(({ minor, at, ...each }) => ({ ...each, amount: text(minor, currency), at: iso(at) })),
    messages: around.messages.map((each) => ({ ...each, at: iso(each.at) })),
  };
}

type About = (typeof jobSubjects)[number];
const subjects: readonly (readonly [prefix: string, about: About])[] = [
  ['message.', 'message'],
  ['thread.', 'chat'],
  ['media.', 'chat'],
  ['webhook.', 'chat'],
  ['payment', 'payment'],
  ['refund.', 'refund'],
  ['parcel.', 'parcel'],
  ['quote.', 'delivery_price'],
  ['delivery', 'delivery_price'],
  ['document.', 'document'],
  ['catalogue.', 'catalogue'],
  ['image.', 'catalogue'],
  ['pictures.', 'catalogue'],
  ['products.', 'import'],
  ['mail.', 'mail'],
  ['password.', 'mail'],
  ['print', 'print'],
];

const REASON_LENGTH = 200;

/** @param open whether this person may read the words of the outside service; never more than its first line. */
export function jobAnswer(row: JobRow | PrintWork, open: boolean): DashboardJob {
  const reason = row.last_error?.split('\n')[0]?.slice(0, REASON_LENGTH) ?? null;
  return {
    id: `${row.id}`,
    kind: row.queue,
    about: subjects.find(([prefix]) => row.queue.startsWith(prefix))?.[1] ?? 'other',
    state: row.state,
    attempts: row.attempts,
    reason: open ? reason : null,
    created_at: row.created_at.toISOString(),
    at: row.at.toISOString(),
  };
}

export function funnelAnswer(row: FunnelRow, range: { readonly from: string; readonly to: string }, currency: string): DashboardFunnel {
  const { minor, ...counts } = row;
  return { ...range, ...counts, paid_amount: text(minor, currency), currency };
}
