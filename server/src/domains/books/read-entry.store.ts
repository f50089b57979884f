/** SQL that reads entries back: one by cause or id, those of an order, pages of the journal. */
import type { Money } from '@parley/contract/values/money.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { AccountId } from './account.ts';
import type { Cause, EntryId, EntryView } from './posting.ts';

interface EntryRow {
  readonly id: string;
  readonly number: bigint;
  readonly entry_date: string;
  readonly description: string;
  readonly currency: string;
  readonly cause_kind: string;
  readonly cause_id: string;
  readonly reverses: string | null;
  readonly order_id: string | null;
  readonly actor: string;
  readonly posted_at: Date;
}

/** An entry has at least two. */
interface LineRow {
  readonly account_id: string;
  readonly code: string;
  readonly name: string;
  readonly debit_minor: bigint;
  readonly credit_minor: bigint;
  readonly subject: string | null;
}

export async function entryByCause(tx: Tx, cause: Cause): Promise<EntryView | undefined> {
  return (await entriesWhere(tx, sql`e.cause_kind = ${cause.kind} and e.cause_id = ${cause.id}`))[0];
}

export async function entryById(tx: Tx, id: EntryId): Promise<EntryView | undefined> {
  return (await entriesWhere(tx, sql`e.id = ${id}`))[0];
}

export async function entriesOfOrder(tx: Tx, orderId: string): Promise<EntryView[]> {
  return entriesWhere(tx, sql`e.order_id = ${orderId}`);
}

/** The entry that reversed this one. */
export async function reversalOf(tx: Tx, id: EntryId): Promise<EntryId | undefined> {
  const row = await tx.db
    .selectFrom('journal_entries')
    .select('id')
    .where('merchant_id', '=', tx.merchantId)
    .where('reverses', '=', id)
    .executeTakeFirst();
  return row?.id as EntryId | undefined;
}

export interface JournalQuery {
  /** Days, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly accountId?: AccountId;
  readonly orderId?: string;
  readonly subject?: string;
  /** Kinds of causes, any of them; one that ends with a point stands for all that begin so (`stock.`). */
  readonly causes?: readonly string[];
  /** Words of the description, or the entry's number. */
  readonly search?: string;
  /** `number` of the last one seen. */
  readonly before?: bigint;
  readonly limit: number;
}

/** Newest first. */
export async function pageOfEntries(
  tx: Tx,
  query: JournalQuery,
): Promise<{ readonly items: readonly EntryView[]; readonly nextCursor: string | undefined }> {
  const match: RawBuilder<unknown>[] = [sql`true`];
  if (query.before !== undefined) match.push(sql`e.number < ${query.before}`);
  if (query.from !== undefined) match.push(sql`e.entry_date >= ${query.from}::date`);
  if (query.to !== undefined) match.push(sql`e.entry_date <= ${query.to}::date`);
  if (query.orderId !== undefined) match.push(sql`e.order_id = ${query.orderId}`);
  if (query.accountId !== undefined)
    match.push(sql`exists (select 1 from journal_lines l
      where l.merchant_id = e.merchant_id and l.entry_id = e.id and l.account_id = ${query.accountId})`);
  if (query.subject !== undefined)
    match.push(
      sql`e.id in (select l.entry_id from journal_lines l where l.merchant_id = ${tx.merchantId} and l.subject = ${query.subject})`,
    );
  if (query.causes !== undefined)
    match.push(sql`exists (select 1 from unnest(${[...query.causes]}::text[]) as k (kind)
      where e.cause_kind = k.kind or (right(k.kind, 1) = '.' and starts_with(e.cause_kind, k.kind)))`);
  if (query.search !== undefined)
    match.push(sql`(strpos(lower(e.description), lower(${query.search})) > 0 or e.number::text = ${query.search})`);
  const found = (await entriesWhere(tx, sql.join(match, sql` and `), sql`order by e.number desc limit ${query.limit + 1}`)).toReversed();
  const items = found.slice(0, query.limit);
  return { items, nextCursor: found.length > query.limit ? `${items.at(-1)?.number}` : undefined };
}

/** Oldest first; `some` says which of those that match. */
async function entriesWhere(tx: Tx, match: RawBuilder<unknown>, some: RawBuilder<unknown> = sql``): Promise<EntryView[]> {
  const { rows } = await sql<EntryRow & LineRow>`
    with e as materialized (
      select e.id, e.number, e.entry_date, e.description, e.currency, e.cause_kind, e.cause_id, e.reverses, e.order_id, e.actor, e.posted_at
      from journal_entries e where e.merchant_id = ${tx.merchantId} and ${match} ${some})
    select e.*, l.account_id, a.code, a.name, l.debit_minor, l.credit_minor, l.subject
    from e join journal_lines l on l.merchant_id = ${tx.merchantId} and l.entry_id = e.id
      join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id
    order by e.number, l.position`.execute(tx.db);
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((lines) => (lines[0] ? [entryOf(lines[0], lines)] : []));
}

function entryOf(row: EntryRow, lines: readonly LineRow[]): EntryView {
  const money = (minor: bigint): Money => ({ minor, currency: row.currency });
  return {
    id: row.id as EntryId,
    number: row.number,
    date: row.entry_date,
    description: row.description,
    currency: row.currency,
    cause: { kind: row.cause_kind, id: row.cause_id },
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    ...(row.reverses === null ? {} : { reverses: row.reverses as EntryId }),
    actor: row.actor,
    postedAt: row.posted_at,
    lines: lines.map((line) => ({
      accountId: line.account_id as AccountId,
      code: line.code,
      name: line.name,
      debit: money(line.debit_minor),
      credit: money(line.credit_minor),
      ...(line.subject === null ? {} : { subject: line.subject }),
    })),
  };
}
