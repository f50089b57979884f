/** SQL of what the print shop did: sides that came out by day and printer, and what the books say their orders brought in. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { DayRange } from '../sales.store.ts';

export interface PrintDay {
  readonly day: string;
  readonly jobs: number;
  readonly pages: number;
  /** Minor units, without tax. */
  readonly revenue: bigint;
}

export interface PrinterCount {
  /** Null: printed by hand. */
  readonly id: string | null;
  readonly name: string | null;
  readonly jobs: number;
  readonly pages: number;
}

/** One row for each day of the range, empty ones too. */
export async function printDays(tx: Tx, range: DayRange, timeZone: string): Promise<readonly PrintDay[]> {
  const { rows } = await sql<Omit<PrintDay, 'revenue'> & { readonly revenue: string }>`
    with day as (select d::date as day from generate_series(${range.from}::date, ${range.to}::date, interval '1 day') d),
    out as (select (ended_at at time zone ${timeZone})::date as day, ${counted} ${ended(tx, range, timeZone)} group by 1),
    brought as (
      select e.entry_date as day, sum(l.credit_minor - l.debit_minor) as revenue
      from journal_entries e
      join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
      join accounts a on a.merchant_id = l.merchant_id and a.id = l.account_id and a.role in ('sales', 'discounts', 'sales_returns')
      where e.merchant_id = ${tx.merchantId} and e.entry_date between ${range.from}::date and ${range.to}::date
        and exists (select 1 from print_jobs j where j.merchant_id = e.merchant_id and j.order_id = e.order_id)
      group by 1)
    select day.day::text, coalesce(out.jobs, 0) as jobs, coalesce(out.pages, 0) as pages, coalesce(brought.revenue, 0)::text as revenue
    from day left join out using (day) left join brought using (day) order by day.day`.execute(tx.db);
  return rows.map((row) => ({ ...row, revenue: BigInt(row.revenue) }));
}

/** Those that printed something in the range, the busiest first; removed ones too. */
export async function printerCounts(tx: Tx, range: DayRange, timeZone: string): Promise<readonly PrinterCount[]> {
  const { rows } = await sql<PrinterCount>`
    with out as (select printer_id, ${counted} ${ended(tx, range, timeZone)} group by 1)
    select p.id, p.name, out.jobs, out.pages from out left join printers p on p.merchant_id = ${tx.merchantId} and p.id = out.printer_id
    order by out.pages desc, p.name`.execute(tx.db);
  return rows;
}

const counted = sql`count(*) filter (where state = 'printed')::int as jobs,
  sum(case when state = 'printed' then greatest(printed_sides, pages_out) else pages_out end)::int as pages`;

function ended(tx: Tx, range: DayRange, timeZone: string) {
  return sql`from print_jobs where merchant_id = ${tx.merchantId} and (state = 'printed' or pages_out > 0)
    and ended_at >= ${range.from}::date::timestamp at time zone ${timeZone}
    and ended_at < (${range.to}::date + 1)::timestamp at time zone ${timeZone}`;
}
