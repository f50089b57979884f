/** SQL over the daily totals of accounts: what statements are read from, however many entries stand behind them. */
import type { Money } from '@parley/contract/values/money.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountId, AccountKind, AccountRole } from './account.ts';

/** Debit − credit of the role's account over all time, in the shop's currency; 0 where it was never posted to. */
export async function balanceOfRole(tx: Tx, role: AccountRole): Promise<Money> {
  const { rows } = await sql<{ minor: bigint; currency: string }>`
    select coalesce((select sum(d.debit_minor - d.credit_minor) from account_days d
      join accounts a on a.merchant_id = d.merchant_id and a.id = d.account_id
      where d.merchant_id = m.id and a.role = ${role}), 0)::bigint as minor, m.currency
    from merchants m where m.id = ${tx.merchantId}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new Error('the merchant of this transaction does not exist');
  return row;
}

/** Days, both included; absent: without that end. */
export interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AccountTotals {
  readonly id: AccountId;
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly role: AccountRole | null;
  /** Debit − credit before the range, minor units. */
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** Every account by code, also those without a posting. */
export async function totalsByAccount(tx: Tx, { from, to }: Range): Promise<readonly AccountTotals[]> {
  const inRange = sql`${from === undefined ? sql`true` : sql`d.day >= ${from}::date`}`;
  const before = from === undefined ? sql`false` : sql`d.day < ${from}::date`;
  const until = to === undefined ? sql`true` : sql`d.day <= ${to}::date`;
  const { rows } = await sql<AccountTotals>`
    select a.id, a.code, a.name, a.kind, a.role,
      coalesce(sum(d.debit_minor - d.credit_minor) filter (where ${before}), 0)::bigint as opening,
      coalesce(sum(d.debit_minor) filter (where ${inRange}), 0)::bigint as debit,
      coalesce(sum(d.credit_minor) filter (where ${inRange}), 0)::bigint as credit
    from accounts a left join account_days d on d.merchant_id = a.merchant_id and d.account_id = a.id and ${until}
    where a.merchant_id = ${tx.merchantId}
    group by a.merchant_id, a.id order by a.code`.execute(tx.db);
  return rows;
}

export interface MonthTotals {
  /** `YYYY-MM` */
  readonly month: string;
  readonly id: AccountId;
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  /** Debit − credit, minor units. */
  readonly net: bigint;
}

/** What was earned and spent, by month and account. */
export async function resultByMonth(tx: Tx, range: { readonly from: string; readonly to: string }): Promise<readonly MonthTotals[]> {
  const { rows } = await sql<MonthTotals>`
    select to_char(d.day, 'YYYY-MM') as month, a.id, a.code, a.name, a.kind, sum(d.debit_minor - d.credit_minor)::bigint as net
    from account_days d join accounts a on a.merchant_id = d.merchant_id and a.id = d.account_id
    where d.merchant_id = ${tx.merchantId} and a.kind in ('income', 'expense') and d.day between ${range.from}::date and ${range.to}::date
    group by 1, a.id, a.code, a.name, a.kind order by 1, a.code`.execute(tx.db);
  return rows;
}

/** Debit − credit of one account that entries of some kinds of cause made. */
export async function netByCauses(tx: Tx, role: AccountRole, kinds: readonly string[]): Promise<bigint> {
  const { rows } = await sql<{ net: bigint }>`
    select coalesce(sum(l.debit_minor - l.credit_minor), 0)::bigint as net
    from accounts a
    join journal_lines l on l.merchant_id = a.merchant_id and l.account_id = a.id
    join journal_entries e on e.merchant_id = l.merchant_id and e.id = l.entry_id
    where a.merchant_id = ${tx.merchantId} and a.role = ${role} and ${anyOf(kinds)}`.execute(tx.db);
  return rows[0]?.net ?? 0n;
}

function anyOf(kinds: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`e.cause_kind = any(${kinds}::text[])`;
}
