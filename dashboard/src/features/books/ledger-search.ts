/** What stands in the addresses of books, reports and payments, read with care: an address may hold anything. Pure. */
import { isDay, monthStart, type Range } from '../../ui/days.ts';

export type Raw = Readonly<Record<string, unknown>>;

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, 120) : typeof value === 'number' ? `${value}` : undefined;
export const dayOf = (value: unknown): string | undefined => (isDay(value) ? value : undefined);
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
export const oneOf = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((each) => each === value);
export const pageOf = (value: unknown): number | undefined =>
  Number.isInteger(Number(value)) && Number(value) > 1 && Number(value) <= 100_000 ? Number(value) : undefined;

/** Without what is not there, so that the address stays short. */
export function given<T extends object>(search: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

export interface RangeSearch {
  readonly from?: string;
  readonly to?: string;
}
export const readRange = (raw: Raw): RangeSearch => given<RangeSearch>({ from: dayOf(raw['from']), to: dayOf(raw['to']) });

/** Absent days: this month so far. @param today the shop's own day. */
export function rangeIn({ from, to }: RangeSearch, today: string): Range {
  const last = to ?? (from !== undefined && from > today ? from : today);
  const first = from ?? monthStart(last);
  return first <= last ? { from: first, to: last } : { from: last, to: last };
}

export interface JournalSearch extends RangeSearch {
  /** An account's id or code. */
  readonly account?: string;
  readonly cause?: string;
  readonly search?: string;
  readonly order?: string;
  /** What a line is about, such as `payment:<id>`. */
  readonly subject?: string;
}

export function readJournalSearch(raw: Raw): JournalSearch {
  return given<JournalSearch>({
    ...readRange(raw),
    account: textOf(raw['account']),
    cause: oneOf(raw['cause'], causeGroups),
    search: textOf(raw['search']),
    order: idOf(raw['order']),
    subject: textOf(raw['subject']),
  });
}

/** What makes entries, in the words of a shop; each stands for the kinds the books know. */
export const causeGroups = ['sales', 'payments', 'refunds', 'stock', 'parcels', 'statements', 'hand'] as const;
export type CauseGroup = (typeof causeGroups)[number];

/** One that ends with a point stands for all that begin so. */
export const causeKinds: Readonly<Record<CauseGroup, readonly string[]>> = {
  sales: ['sale', 'sale_reversed', 'sale_cancelled', 'credit_note', 'credit_note_reversed', 'cod_collected', 'cod_remitted'],
  payments: ['payment', 'payment_fee'],
  refunds: ['refund_asked', 'refund_paid', 'refund_failed', 'hand_refund'],
  stock: ['stock.'],
  parcels: ['freight', 'return_freight', 'freight_cancelled'],
  statements: ['settlement', 'statement_line'],
  hand: ['hand', 'opening_balances', 'hand_reversed'],
};

export function groupOfCause(kind: string): CauseGroup | undefined {
  return causeGroups.find((group) => causeKinds[group].some((each) => each === kind || (each.endsWith('.') && kind.startsWith(each))));
}

export const groupOfGiven = (cause: string | undefined): CauseGroup | undefined => oneOf(cause, causeGroups);
