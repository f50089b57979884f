/**
 * SQL that adds entries: the end of the chain locked, then entry, lines, daily totals and the new end in one statement. Posted rows are
 * never changed here or anywhere.
 */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { ChainedEntry } from './chain.ts';
import type { Cause, EntryId } from './posting.ts';

export interface BookHead {
  readonly lastNumber: bigint;
  readonly lastHash: Buffer;
  readonly timeZone: string;
  readonly currency: string;
  /** `YYYY-MM`. May be behind what was committed while we waited for the lock; `insertEntry` looks again. */
  readonly closed: readonly string[];
  /** The entry this cause made before; may be behind likewise. */
  readonly known: EntryId | null;
}

/** The end of the merchant's chain, locked until the transaction ends; undefined before the books are opened. */
export async function lockHead(tx: Tx, cause: Cause): Promise<BookHead | undefined> {
  const { rows } = await sql<BookHead>`
    select h.last_number as "lastNumber", h.last_hash as "lastHash", m.time_zone as "timeZone", m.currency,
      array(select to_char(p.month, 'YYYY-MM') from book_periods p where p.merchant_id = h.merchant_id) as closed,
      (select e.id from journal_entries e
        where e.merchant_id = h.merchant_id and e.cause_kind = ${cause.kind} and e.cause_id = ${cause.id}) as known
    from book_heads h join merchants m on m.id = h.merchant_id
    where h.merchant_id = ${tx.merchantId} for update of h`.execute(tx.db);
  return rows[0];
}

export async function insertHead(tx: Tx, hash: Buffer): Promise<void> {
  await sql`insert into book_heads (merchant_id, last_number, last_hash) values (${tx.merchantId}, 0, ${hash}) on conflict do nothing`.execute(
    tx.db,
  );
}

/** False, and nothing written, when the month was closed or the cause posted by whoever held the lock before: look at the head again. */
export async function insertEntry(tx: Tx, id: EntryId, entry: ChainedEntry, hash: Buffer): Promise<boolean> {
  const { lines } = entry;
  const { rows } = await sql<{ id: string }>`
    with given as (
      select * from unnest(${lines.map((_, index) => index + 1)}::smallint[], ${lines.map((each) => each.accountId)}::uuid[],
        ${lines.map((each) => each.debit)}::bigint[], ${lines.map((each) => each.credit)}::bigint[], ${lines.map((each) => each.subject)}::text[])
        as g (position, account_id, debit, credit, subject)
    ), entry as (
      insert into journal_entries (merchant_id, id, number, entry_date, description, currency, cause_kind, cause_id, reverses, order_id,
        actor, posted_at, hash)
      select ${tx.merchantId}::uuid, ${id}::uuid, ${entry.number}::bigint, ${entry.date}::date, ${entry.description}::text, ${entry.currency}::text,
        ${entry.causeKind}::text, ${entry.causeId}::text, ${entry.reverses}::uuid, ${entry.orderId}::uuid, ${entry.actor}::text,
        ${entry.postedAt}::timestamptz, ${hash}::bytea
      where not exists (select 1 from book_periods
        where merchant_id = ${tx.merchantId}::uuid and month = date_trunc('month', ${entry.date}::date)::date)
      on conflict (merchant_id, cause_kind, cause_id) do nothing
      returning id
    ), lines as (
      insert into journal_lines (merchant_id, entry_id, position, account_id, debit_minor, credit_minor, subject)
      select ${tx.merchantId}::uuid, entry.id, g.position, g.account_id, g.debit, g.credit, g.subject from entry cross join given g
    ), days as (
      insert into account_days as d (merchant_id, account_id, day, debit_minor, credit_minor)
      select ${tx.merchantId}::uuid, g.account_id, ${entry.date}::date, sum(g.debit), sum(g.credit) from entry cross join given g
      group by g.account_id
      on conflict (merchant_id, account_id, day) do update
        set debit_minor = d.debit_minor + excluded.debit_minor, credit_minor = d.credit_minor + excluded.credit_minor
    ), head as (
      update book_heads set last_number = ${entry.number}::bigint, last_hash = ${hash}::bytea
      where merchant_id = ${tx.merchantId}::uuid and exists (select 1 from entry)
    )
    select id from entry`.execute(tx.db);
  return rows.length === 1;
}
