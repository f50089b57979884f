/** Statements of banks and gateways as they come in: CSV read into lines, and what a line is by its reference. Pure. */
import { type Money, money, parseMoney } from '@parley/contract/values/money.ts';
import { isDate } from './period.ts';

export type StatementSource = 'bank' | 'razorpay' | 'stripe' | 'paystack';

export interface StatementRow {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly reference: string;
  readonly description: string;
  /** Signed: positive came in. */
  readonly amount: Money;
  /** What the gateway kept, `tax` included. */
  readonly fee: Money;
  readonly tax: Money;
}

export interface RowRefusal {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

export interface ReadStatement {
  readonly rows: readonly StatementRow[];
  readonly refusals: readonly RowRefusal[];
}

const COLUMNS = ['date', 'reference', 'description', 'amount', 'fee', 'tax'] as const;
const NEEDED = ['date', 'amount'] as const;
const LONGEST = 200;

/** Undefined when the heading has no date or amount. Rows that cannot be read are refused by row and column, the others stand. */
export function readStatement(table: readonly (readonly string[])[], currency: string): ReadStatement | undefined {
  const heading = (table[0] ?? []).map((cell) => cell.trim().toLowerCase());
  if (!NEEDED.every((column) => heading.includes(column))) return undefined;
  const seen = new Map<string, number>();
  const rows: StatementRow[] = [];
  const refusals: RowRefusal[] = [];
  for (const [index, cells] of table.slice(1).entries()) {
    const of = (column: (typeof COLUMNS)[number]) => cells[heading.indexOf(column)]?.trim() ?? '';
    const read = readRow(of, index + 2, currency);
    if ('problems' in read) refusals.push(...read.problems);
    else rows.push(numbered(read, seen));
  }
  return { rows, refusals };
}

function readRow(
  of: (column: (typeof COLUMNS)[number]) => string,
  row: number,
  currency: string,
): StatementRow | { readonly problems: readonly RowRefusal[] } {
  const problems: RowRefusal[] = [];
  const amountOf = (column: 'amount' | 'fee' | 'tax'): Money => {
    const text = of(column);
    const amount = text === '' && column !== 'amount' ? money(0, currency) : parseMoney(plain(text), currency);
    if (!amount) problems.push({ row, column, message: `Not an amount of ${currency}.` });
    else if (column === 'amount' ? amount.minor === 0n : amount.minor < 0n)
      problems.push({ row, column, message: column === 'amount' ? 'An amount is not 0.' : 'Fees and taxes are not negative.' });
    return amount ?? money(0, currency);
  };
  const date = of('date').slice(0, 10);
  if (!isDate(date)) problems.push({ row, column: 'date', message: 'A day such as 2026-03-31.' });
  const description = of('description').slice(0, LONGEST);
  const reference = (of('reference') || description).slice(0, LONGEST - 10);
  if (reference === '') problems.push({ row, column: 'reference', message: 'Give a reference or a description.' });
  const read = { date, reference, description, amount: amountOf('amount'), fee: amountOf('fee'), tax: amountOf('tax') };
  if (problems.length === 0 && read.tax.minor > read.fee.minor)
    problems.push({ row, column: 'tax', message: 'The fee includes its tax, so the tax is not more.' });
  return problems.length > 0 ? { problems } : read;
}

/** `1,234.50` without its grouping. */
function plain(text: string): string {
  return /^-?\d{1,3}(,\d{2,3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

/** The second of two equal rows of one file is another line; the same file read again is not. */
function numbered(row: StatementRow, seen: Map<string, number>): StatementRow {
  const key = JSON.stringify([row.date, row.reference, `${row.amount.minor}`]);
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count === 1 ? row : { ...row, reference: `${row.reference} #${count}` };
}

type LineKind = 'settlement' | 'payment' | 'refund';

/** Paystack numbers its refunds and settlements alike: a settlement says so. Its payments bear our own reference. */
const forms: Readonly<Record<Exclude<StatementSource, 'bank'>, readonly (readonly [LineKind, RegExp])[]>> = {
  razorpay: [
    ['settlement', /^setl_/],
    ['payment', /^pay_/],
    ['refund', /^rfnd_/],
  ],
  stripe: [
    ['settlement', /^po_/],
    ['payment', /^pi_/],
    ['refund', /^re_|^pyr_/],
  ],
  paystack: [
    ['settlement', /^settlement\b/i],
    ['payment', /^[0-9a-f]{32}(\.\d)?$/],
    ['refund', /^\d{3,}$/],
  ],
};

/** What a gateway's line is about, by the form of its reference. */
export function gatewayLineKind(source: StatementSource, reference: string): LineKind | 'other' {
  if (source === 'bank') return 'other';
  return forms[source].find(([, form]) => form.test(reference))?.[0] ?? 'other';
}
