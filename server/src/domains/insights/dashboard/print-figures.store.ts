/** SQL of the print shop as the first page shows it: how many stand where, and print jobs beside the work in the background. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { JobRow } from '../../../foundation/jobs/mend.store.ts';

export interface PrintFigures {
  readonly held: number;
  readonly queued: number;
  readonly printing: number;
  readonly questions: number;
  readonly failed: number;
  readonly to_pick_up: number;
  readonly printers_in_trouble: number;
}

/** Undefined for a shop that has never printed. */
export async function readPrint(tx: Tx): Promise<PrintFigures | undefined> {
  const { rows } = await sql<PrintFigures & { used: boolean }>`select
    (count(*) filter (where state = 'held'))::int as held, (count(*) filter (where state = 'queued'))::int as queued,
    (count(*) filter (where state = 'printing'))::int as printing, (count(*) filter (where state = 'unknown'))::int as questions,
    (count(*) filter (where state = 'failed'))::int as failed,
    (select count(*)::int from print_jobs p join orders o on o.merchant_id = p.merchant_id and o.id = p.order_id and o.status <> 'cancelled'
      where p.merchant_id = ${tx.merchantId} and p.state = 'printed' and p.handed_over_at is null) as to_pick_up,
    (select count(*)::int from printers where merchant_id = ${tx.merchantId} and removed_at is null and alert is not null) as printers_in_trouble,
    exists (select 1 from print_jobs where merchant_id = ${tx.merchantId}) or exists (select 1 from printers where merchant_id = ${tx.merchantId}) as used
    from print_jobs where merchant_id = ${tx.merchantId} and state in ('held','queued','printing','unknown','failed')`.execute(tx.db);
  const [found] = rows;
  if (!found?.used) return undefined;
  const { used: _used, ...figures } = found;
  return figures;
}

/** A print job as one more piece of work. */
export type PrintWork = Omit<JobRow, 'id'> & { readonly id: string };

interface Page {
  readonly page: number;
  readonly limit: number;
}
type Listed = { readonly items: readonly PrintWork[]; readonly total: number };

/** In the order in which they will come out; those that wait for their code last. */
export function pendingPrints(tx: Tx, page: Page): Promise<Listed> {
  const order = sql`case state when 'printing' then 0 when 'queued' then 1 else 2 end, is_rush desc, queue_position, position, id`;
  return prints(tx, sql`state in ('held', 'queued', 'printing')`, order, page);
}

/** Given up, the latest first. Doubtful ones are not work that failed: somebody must look, and says so at the job itself. */
export function failedPrints(tx: Tx, page: Page): Promise<Listed> {
  return prints(tx, sql`state = 'failed'`, sql`ended_at desc, id`, page);
}

async function prints(tx: Tx, which: ReturnType<typeof sql>, order: ReturnType<typeof sql>, { page, limit }: Page): Promise<Listed> {
  const where = sql`from print_jobs where merchant_id = ${tx.merchantId} and ${which}`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${where}`.execute(tx.db);
  const { rows } = await sql<PrintWork>`select id, 'print_job' as queue, case state when 'printing' then 'running' when 'failed' then 'dead'
      else case when not_before is null then 'waiting' else 'retrying' end end as state,
      attempt as attempts, failure as last_error, created_at, coalesce(ended_at, not_before, queued_at, created_at) as at
    ${where} order by ${order} limit ${limit} offset ${(page - 1) * limit}`.execute(tx.db);
  return { items: rows, total: counted[0]?.total ?? 0 };
}
