/** All SQL of the table statement_lines. */
import { newId } from '@parley/contract/values/id.ts';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { StatementLinesTable } from '../../foundation/db/tables.gen.ts';
import type { EntryId } from './posting.ts';
import type { StatementRow, StatementSource } from './statement.ts';

export type StatementState = 'open' | 'matched' | 'posted';

export interface StoredStatementLine {
  readonly id: string;
  readonly source: StatementSource;
  readonly date: string;
  readonly reference: string;
  readonly description: string;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly feeTaxMinor: bigint;
  readonly currency: string;
  readonly state: StatementState;
  readonly entryId?: EntryId;
  readonly detail?: string;
}

/** Those that were not imported before, in the order given. */
export async function insertLines(
  tx: Tx,
  source: StatementSource,
  rows: readonly StatementRow[],
  at: Date,
): Promise<readonly StoredStatementLine[]> {
  const added: StoredStatementLine[] = [];
  for (const row of rows) {
    const stored = await tx.db
      .insertInto('statement_lines')
      .values({
        merchant_id: tx.merchantId,
        id: newId<string>(),
        source,
        line_date: row.date,
        reference: row.reference,
        description: row.description,
        amount_minor: row.amount.minor,
        fee_minor: row.fee.minor,
        fee_tax_minor: row.tax.minor,
        currency: row.amount.currency,
        state: 'open',
        imported_at: at,
      })
      .onConflict((conflict) => conflict.columns(['merchant_id', 'source', 'reference', 'line_date', 'amount_minor']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (stored) added.push(lineOf(stored));
  }
  return added;
}

export async function closeLine(
  tx: Tx,
  id: string,
  as: { readonly state: 'matched' | 'posted'; readonly entryId?: EntryId | undefined; readonly detail?: string },
): Promise<void> {
  await tx.db
    .updateTable('statement_lines')
    .set({ state: as.state, entry_id: as.entryId ?? null, detail: as.detail ?? null })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .execute();
}

export async function noteOnLine(tx: Tx, id: string, detail: string): Promise<void> {
  await tx.db.updateTable('statement_lines').set({ detail }).where('merchant_id', '=', tx.merchantId).where('id', '=', id).execute();
}

/** Locked until the transaction ends. */
export async function lockLine(tx: Tx, id: string): Promise<StoredStatementLine | undefined> {
  const row = await tx.db
    .selectFrom('statement_lines')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && lineOf(row);
}

/** Newest first. */
export async function pageOfLines(
  tx: Tx,
  query: { readonly source?: StatementSource; readonly state?: StatementState; readonly before?: string; readonly limit: number },
): Promise<{ readonly items: readonly StoredStatementLine[]; readonly nextCursor: string | undefined }> {
  let select = tx.db.selectFrom('statement_lines').selectAll().where('merchant_id', '=', tx.merchantId);
  if (query.source !== undefined) select = select.where('source', '=', query.source);
  if (query.state !== undefined) select = select.where('state', '=', query.state);
  if (query.before !== undefined) select = select.where('id', '<', query.before);
  const rows = await select
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(lineOf);
  return { items, nextCursor: rows.length > query.limit ? items.at(-1)?.id : undefined };
}

export async function countLines(tx: Tx): Promise<Readonly<Record<StatementState, number>>> {
  const rows = await tx.db
    .selectFrom('statement_lines')
    .select((is) => ['state', is.fn.countAll<bigint>().as('lines')])
    .where('merchant_id', '=', tx.merchantId)
    .groupBy('state')
    .execute();
  const of = (state: StatementState): number => Number(rows.find((row) => row.state === state)?.lines ?? 0);
  return { open: of('open'), matched: of('matched'), posted: of('posted') };
}

/** The open bank line that shows this settlement: its amount, and either names the other; at most ten days apart. */
export async function bankLineOf(tx: Tx, settlement: StoredStatementLine): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select b.id from statement_lines b
    where b.merchant_id = ${tx.merchantId} and b.source = 'bank' and b.state = 'open' and b.amount_minor = ${settlement.amountMinor}
      and abs(b.line_date - ${settlement.date}::date) <= 10
      and (strpos(b.reference || ' ' || b.description, ${settlement.reference}) > 0 or strpos(${settlement.description}, b.reference) > 0)
    order by abs(b.line_date - ${settlement.date}::date), b.id limit 1`.execute(tx.db);
  return rows[0]?.id;
}

/** The entry that a bank line shows: a settlement, or any entry that moved this amount at the bank and names the reference. Each is shown once. */
export async function entryShownBy(tx: Tx, line: StoredStatementLine): Promise<EntryId | undefined> {
  const { rows } = await sql<{ id: EntryId }>`
    select e.id from journal_entries e
    join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
    join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id and a.role = 'bank'
    left join statement_lines g on g.merchant_id = e.merchant_id and g.entry_id = e.id and g.source <> 'bank'
    where e.merchant_id = ${tx.merchantId} and e.entry_date between ${line.date}::date - 10 and ${line.date}::date + 10
      and l.debit_minor - l.credit_minor = ${line.amountMinor}
      and (strpos(${`${line.reference} ${line.description}`}, g.reference) > 0 or strpos(g.description, ${line.reference}) > 0
        or e.cause_id = ${line.reference} or strpos(e.description, ${line.reference}) > 0 or l.subject like '%:' || ${line.reference})
      and not exists (select 1 from statement_lines m where m.merchant_id = e.merchant_id and m.entry_id = e.id and m.source = 'bank')
    order by abs(e.entry_date - ${line.date}::date), e.number limit 1`.execute(tx.db);
  return rows[0]?.id;
}

/** Debit − credit of the entry at the bank and in clearing; undefined when there is no such entry. */
export async function moneyOfEntry(tx: Tx, id: EntryId): Promise<{ readonly bank: bigint; readonly clearing: bigint } | undefined> {
  const { rows } = await sql<{ bank: bigint; clearing: bigint }>`
    select coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.role = 'bank'), 0)::bigint as bank,
      coalesce(sum(l.debit_minor - l.credit_minor) filter (where a.role = 'clearing'), 0)::bigint as clearing
    from journal_lines l join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id
    where l.merchant_id = ${tx.merchantId} and l.entry_id = ${id} group by l.entry_id`.execute(tx.db);
  return rows[0];
}

function lineOf(row: Selectable<StatementLinesTable>): StoredStatementLine {
  return {
    id: row.id,
    source: row.source as StatementSource,
    date: row.line_date,
    reference: row.reference,
    description: row.description,
    amountMinor: row.amount_minor,
    feeMinor: row.fee_minor,
    feeTaxMinor: row.fee_tax_minor,
    currency: row.currency,
    state: row.state as StatementState,
    ...(row.entry_id === null ? {} : { entryId: row.entry_id as EntryId }),
    ...(row.detail === null ? {} : { detail: row.detail }),
  };
}
