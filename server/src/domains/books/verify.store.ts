/** SQL that reads the whole journal for verifying: the chain page by page, totals against lines. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { ChainedEntry, ChainedLine } from './chain.ts';
import type { Difference } from './posting.ts';

export interface StoredLink extends ChainedEntry {
  readonly id: string;
  readonly hash: Buffer;
}

interface LinkRow extends Omit<StoredLink, 'lines'> {
  /** Amounts as text: JSON numbers would lose digits. */
  readonly lines:
    | readonly { readonly accountId: string; readonly debit: string; readonly credit: string; readonly subject: string | null }[]
    | null;
}

/** By number, after `after`. */
export async function chainPage(tx: Tx, after: bigint, limit: number): Promise<readonly StoredLink[]> {
  const { rows } = await sql<LinkRow>`
    select e.id, e.number, e.entry_date as date, e.description, e.currency, e.cause_kind as "causeKind", e.cause_id as "causeId", e.reverses,
      e.order_id as "orderId", e.actor, e.posted_at as "postedAt", e.hash,
      (select json_agg(json_build_object('accountId', l.account_id, 'debit', l.debit_minor::text, 'credit', l.credit_minor::text,
        'subject', l.subject) order by l.position)
        from journal_lines l where l.merchant_id = e.merchant_id and l.entry_id = e.id) as lines
    from journal_entries e where e.merchant_id = ${tx.merchantId} and e.number > ${after} order by e.number limit ${limit}`.execute(tx.db);
  return rows.map((row) => ({
    ...row,
    lines: (row.lines ?? []).map((line): ChainedLine => ({ ...line, debit: BigInt(line.debit), credit: BigInt(line.credit) })),
  }));
}

export async function headRow(tx: Tx): Promise<{ readonly lastNumber: bigint; readonly lastHash: Buffer } | undefined> {
  const { rows } = await sql<{ lastNumber: bigint; lastHash: Buffer }>`
    select last_number as "lastNumber", last_hash as "lastHash" from book_heads where merchant_id = ${tx.merchantId}`.execute(tx.db);
  return rows[0];
}

/** Lines whose entry is gone: the table's own keys should make it impossible. */
export async function strayLines(tx: Tx): Promise<readonly Difference[]> {
  const { rows } = await sql<Difference>`
    select 'line of an entry' as what, 'line ' || l.position || ' of ' || l.entry_id as "where", 'an entry' as expected, 'none' as found
    from journal_lines l where l.merchant_id = ${tx.merchantId} and not exists
      (select 1 from journal_entries e where e.merchant_id = l.merchant_id and e.id = l.entry_id)`.execute(tx.db);
  return rows;
}

/** Daily totals that are not the sum of their lines. */
export async function dayDifferences(tx: Tx): Promise<readonly Difference[]> {
  const { rows } = await sql<Difference>`
    select 'daily total = sum of its lines' as what, 'account_days of ' || coalesce(a.code, 'an unknown account') || ' on ' || day as "where",
      'debit ' || coalesce(l.debit, 0) || ', credit ' || coalesce(l.credit, 0) as expected,
      case when d.debit_minor is null then 'no row' else 'debit ' || d.debit_minor || ', credit ' || d.credit_minor end as found
    from (select account_id, day, debit_minor, credit_minor from account_days where merchant_id = ${tx.merchantId}) d
    full join (
      select l.account_id, e.entry_date as day, sum(l.debit_minor)::bigint as debit, sum(l.credit_minor)::bigint as credit
      from journal_lines l join journal_entries e on e.merchant_id = l.merchant_id and e.id = l.entry_id
      where l.merchant_id = ${tx.merchantId} group by l.account_id, e.entry_date) l using (account_id, day)
    left join accounts a on a.merchant_id = ${tx.merchantId} and a.id = account_id
    where d.debit_minor is distinct from l.debit or d.credit_minor is distinct from l.credit order by day`.execute(tx.db);
  return rows;
}
