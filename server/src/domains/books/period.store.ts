/** All SQL of the table book_periods: months that are closed. */
import { sql } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { firstDayOf } from './period.ts';

export interface ClosedMonth {
  /** `YYYY-MM` */
  readonly month: string;
  readonly closedAt: Date;
  readonly closedBy: string;
}

export async function closedMonths(tx: Tx): Promise<ClosedMonth[]> {
  const { rows } = await sql<ClosedMonth>`
    select to_char(month, 'YYYY-MM') as month, closed_at as "closedAt", closed_by as "closedBy"
    from book_periods where merchant_id = ${tx.merchantId} order by month`.execute(tx.db);
  return rows;
}

/** Waits for postings under way, so that none of them slips into a month that closes. */
export async function waitForPostings(tx: Tx): Promise<void> {
  await sql`select 1 from book_heads where merchant_id = ${tx.merchantId} for update`.execute(tx.db);
}

/** False when it was closed before. */
export async function insertClosedMonth(tx: Tx, closed: ClosedMonth): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into book_periods (merchant_id, month, closed_at, closed_by)
    values (${tx.merchantId}, ${firstDayOf(closed.month)}::date, ${closed.closedAt}, ${closed.closedBy}) on conflict do nothing`.execute(
    tx.db,
  );
  return numAffectedRows === 1n;
}

/** False when it was not closed. */
export async function deleteClosedMonth(tx: Tx, month: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from book_periods where merchant_id = ${tx.merchantId} and month = ${firstDayOf(month)}::date`.execute(tx.db);
  return numAffectedRows === 1n;
}
