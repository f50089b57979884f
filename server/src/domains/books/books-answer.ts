/** How the API says entries, accounts and statement lines; and the tables they become as CSV. Pure. */
import { type Money, money, moneyToDecimal } from '@parley/contract/values/money.ts';
import { asShown } from './account.ts';
import type { AccountTotals, EntryView, StoredStatementLine } from './index.ts';

/** Where the entries of an account are listed. */
export function drillPath(account: string, range: { readonly from?: string | undefined; readonly to?: string | undefined } = {}): string {
  const query = new URLSearchParams({ account, ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) });
  return `/accounting/journal-entries?${query}`;
}

export function decimals(currency: string): (minor: bigint) => string {
  return (minor) => moneyToDecimal(money(minor, currency));
}

const amountOrNull = (amount: Money): string | null => (amount.minor === 0n ? null : moneyToDecimal(amount));

export function entryAnswer(entry: EntryView) {
  return {
    id: entry.id,
    number: `${entry.number}`,
    date: entry.date,
    description: entry.description,
    currency: entry.currency,
    cause: { ...entry.cause },
    order_id: entry.orderId ?? null,
    order: entry.orderId === undefined ? null : `/orders/${entry.orderId}`,
    reverses: entry.reverses ?? null,
    actor: entry.actor,
    posted_at: entry.postedAt.toISOString(),
    lines: entry.lines.map((line) => ({
      account_id: line.accountId,
      account_code: line.code,
      account_name: line.name,
      debit: amountOrNull(line.debit),
      credit: amountOrNull(line.credit),
      subject: line.subject ?? null,
    })),
  };
}

/** One row a line. */
export function journalTable(entries: readonly EntryView[]): (string | null)[][] {
  const heading = [
    'number',
    'date',
    'description',
    'account_code',
    'account_name',
    'debit',
    'credit',
    'currency',
    'subject',
    'order_id',
    'cause',
    'actor',
  ];
  const rows = entries
    .map(entryAnswer)
    .flatMap((entry) =>
      entry.lines.map((line) => [
        entry.number,
        entry.date,
        entry.description,
        line.account_code,
        line.account_name,
        line.debit,
        line.credit,
        entry.currency,
        line.subject,
        entry.order_id,
        `${entry.cause.kind}:${entry.cause.id}`,
        entry.actor,
      ]),
    );
  return [heading, ...rows];
}

export function accountAnswer(account: AccountTotals, currency: string) {
  const net = account.opening + account.debit - account.credit;
  const { id, code, name, kind, role } = account;
  return { id, code, name, kind, role, balance: decimals(currency)(asShown(kind, net)), currency, drill: drillPath(id) };
}

export function trialBalanceAnswer(
  totals: readonly AccountTotals[],
  range: { readonly from?: string | undefined; readonly to?: string | undefined },
  currency: string,
) {
  const text = decimals(currency);
  const moved = totals.filter((each) => each.opening !== 0n || each.debit !== 0n || each.credit !== 0n);
  return {
    from: range.from ?? null,
    to: range.to ?? null,
    currency,
    accounts: moved.map((each) => ({
      account_id: each.id,
      code: each.code,
      name: each.name,
      kind: each.kind,
      opening: text(each.opening),
      debit: text(each.debit),
      credit: text(each.credit),
      closing: text(each.opening + each.debit - each.credit),
      drill: drillPath(each.id, range),
    })),
    total_debit: text(moved.reduce((sum, each) => sum + each.debit, 0n)),
    total_credit: text(moved.reduce((sum, each) => sum + each.credit, 0n)),
  };
}

export function statementLineAnswer(line: StoredStatementLine) {
  const text = decimals(line.currency);
  return {
    id: line.id,
    source: line.source,
    date: line.date,
    reference: line.reference,
    description: line.description,
    amount: text(line.amountMinor),
    fee: text(line.feeMinor),
    tax: text(line.feeTaxMinor),
    currency: line.currency,
    state: line.state,
    entry_id: line.entryId ?? null,
    detail: line.detail ?? null,
  };
}
