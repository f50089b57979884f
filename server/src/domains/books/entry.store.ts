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
  /** `YYYY-MM`. May be behind what was committed while we waited for the lock; `insertEntries` looks again. */
  readonly closed: readonly string[];
  /** The entries that these causes made before; may be behind likewise. */
  readonly known: readonly { readonly cause: Cause; readonly entryId: EntryId }[];
}

/** With its place in the chain. */
export interface NewEntry extends ChainedEntry {
  readonly id: EntryId;
  readonly hash: Buffer;
}

/** The end of the merchant's chain, locked until the transaction ends; undefined before the books are opened. */
export async function lockHead(tx: Tx, causes: readonly Cause[]): Promise<BookHead | undefined> {
  const { rows } = await sql<BookHead>`
    select h.last_number as "lastNumber", h.last_hash as "lastHash", m.time_zone as "timeZone", m.currency,
      array(select to_char(p.month, 'YYYY-MM') from book_periods p where p.merchant_id = h.merchant_id) as closed,
      (select coalesce(json_agg(json_build_object('cause', json_build_object('kind', e.cause_kind, 'id', e.cause_id), 'entryId', e.id)), '[]')
        from unnest(${causes.map((each) => each.kind)}::text[], ${causes.map((each) => each.id)}::text[]) as c (kind, id)
        join journal_entries e on e.merchant_id = h.merchant_id and e.cause_kind = c.kind and e.cause_id = c.id) as known
    from book_heads h join merchants m on m.id = h.merchant_id
    where h.merchant_id = ${tx.merchantId} for update of h`.execute(tx.db);
  return rows[0];
}

export async function insertHead(tx: Tx, hash: Buffer): Promise<void> {
  await sql`insert into book_heads (merchant_id, last_number, last_hash) values (${tx.merchantId}, 0, ${hash}) on conflict do nothing`.execute(
    tx.db,
  );
}

/**
 * Oldest first. False, and nothing written, when a month was closed or a cause posted by whoever held the lock before: look at the head
 * again.
 */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<boolean> {
  const last = entries.at(-1);
  if (!last) return true;
  const of = <T>(pick: (entry: NewEntry) => T): readonly T[] => entries.map(pick);
  const lines = entries.flatMap((entry) => entry.lines.map((line, index) => ({ ...line, entryId: entry.id, position: index + 1 })));
  const { rows } = await sql<{ id: string }>`
    with wanted as (
      select * from unnest(${of((each) => each.id)}::uuid[], ${of((each) => each.number)}::bigint[], ${of((each) => each.date)}::date[],
        ${of((each) => each.description)}::text[], ${of((each) => each.currency)}::text[], ${of((each) => each.causeKind)}::text[],
        ${of((each) => each.causeId)}::text[], ${of((each) => each.reverses)}::uuid[], ${of((each) => each.orderId)}::uuid[],
        ${of((each) => each.actor)}::text[], ${of((each) => each.postedAt)}::timestamptz[], ${of((each) => each.hash)}::bytea[])
        as w (id, number, entry_date, description, currency, cause_kind, cause_id, reverses, order_id, actor, posted_at, hash)
    ), given as (
      select * from unnest(${lines.map((each) => each.entryId)}::uuid[], ${lines.map((each) => each.position)}::smallint[],
        ${lines.map((each) => each.accountId)}::uuid[], ${lines.map((each) => each.debit)}::bigint[],
        ${lines.map((each) => each.credit)}::bigint[], ${lines.map((each) => each.subject)}::text[])
        as g (entry_id, position, account_id, debit, credit, subject)
    ), entry as (
      insert into journal_entries (merchant_id, id, number, entry_date, description, currency, cause_kind, cause_id, reverses, order_id,
        actor, posted_at, hash)
      select ${tx.merchantId}::uuid, w.* from wanted w
      where not exists (select 1 from book_periods p join wanted o on p.month = date_trunc('month', o.entry_date)::date
          where p.merchant_id = ${tx.merchantId}::uuid)
        and not exists (select 1 from journal_entries e join wanted o on e.cause_kind = o.cause_kind and e.cause_id = o.cause_id
          where e.merchant_id = ${tx.merchantId}::uuid)
      returning id, entry_date
    ), lines as (
      insert into journal_lines (merchant_id, entry_id, position, account_id, debit_minor, credit_minor, subject)
      select ${tx.merchantId}::uuid, entry.id, g.position, g.account_id, g.debit, g.credit, g.subject
      from entry join given g on g.entry_id = entry.id
    ), days as (
      insert into account_days as d (merchant_id, account_id, day, debit_minor, credit_minor)
      select ${tx.merchantId}::uuid, g.account_id, entry.entry_date, sum(g.debit), sum(g.credit)
      from entry join given g on g.entry_id = entry.id group by g.account_id, entry.entry_date
      on conflict (merchant_id, account_id, day) do update
        set debit_minor = d.debit_minor + excluded.debit_minor, credit_minor = d.credit_minor + excluded.credit_minor
    ), head as (
      update book_heads set last_number = ${last.number}::bigint, last_hash = ${last.hash}::bytea
      where merchant_id = ${tx.merchantId}::uuid and exists (select 1 from entry)
    )
    select id from entry`.execute(tx.db);
  return rows.length === entries.length;
}
