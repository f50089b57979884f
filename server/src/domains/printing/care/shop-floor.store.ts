/** SQL of what a look at the print shop needs: its printers, what waits in the queue and for whom, what stands in each printer. Reads only. */
import { type Paper, printTicket } from '@parley/contract/api/printing.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { JobRow } from '../queue/print-job.ts';

/** Queued jobs of one customer that want the same of a printer. */
export interface Waiting {
  readonly needs: Pick<JobRow, 'needsColor' | 'ticket'>;
  readonly pinnedPrinterId: string | undefined;
  readonly customerId: string;
  readonly jobs: number;
  readonly since: Date;
}

export async function waitingJobs(tx: Tx): Promise<readonly Waiting[]> {
  const { rows } = await sql<{
    paper: Paper;
    sides: string;
    needs_color: boolean;
    pinned: string | null;
    customer_id: string;
    jobs: number;
    since: Date;
  }>`
    select j.ticket ->> 'paper' as paper, j.ticket ->> 'sides' as sides, j.needs_color, j.pinned_printer_id as pinned, o.customer_id,
      count(*)::int as jobs, min(coalesce(j.queued_at, j.created_at)) as since
    from print_jobs j join orders o on o.merchant_id = j.merchant_id and o.id = j.order_id
    where j.merchant_id = ${tx.merchantId} and j.state = 'queued' group by 1, 2, 3, 4, 5`.execute(tx.db);
  return rows.map(({ paper, sides, ...row }) => ({
    needs: { needsColor: row.needs_color, ticket: printTicket.parse({ paper, sides }) },
    pinnedPrinterId: row.pinned ?? undefined,
    customerId: row.customer_id,
    jobs: row.jobs,
    since: row.since,
  }));
}

/** What a printer is at, or what nobody knows of it. */
export interface AtPrinter {
  readonly jobId: string;
  readonly fileName: string;
  readonly printerId: string | undefined;
  readonly isInDoubt: boolean;
  readonly customerId: string;
  /** Of a doubtful one: since when. */
  readonly since: Date;
}

export async function jobsAtPrinters(tx: Tx): Promise<readonly AtPrinter[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    printer_id: string | null;
    state: string;
    customer_id: string;
    since: Date;
  }>`
    select j.id, f.name, j.printer_id, j.state, o.customer_id, coalesce((select max(e.at) from print_job_events e
        where e.merchant_id = j.merchant_id and e.job_id = j.id and e.kind in ('unknown', 'lease_ended')), j.started_at, j.created_at) as since
    from print_jobs j
    join orders o on o.merchant_id = j.merchant_id and o.id = j.order_id
    join print_files f on f.merchant_id = j.merchant_id and f.id = j.file_id
    where j.merchant_id = ${tx.merchantId} and j.state in ('printing', 'unknown')`.execute(tx.db);
  return rows.map((row) => ({
    jobId: row.id,
    fileName: row.name,
    printerId: row.printer_id ?? undefined,
    isInDoubt: row.state === 'unknown',
    customerId: row.customer_id,
    since: row.since,
  }));
}

/** When something last came out of each printer that is in trouble. */
export async function lastOutOfTroubled(tx: Tx): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ id: string; last_out: Date | null }>`
    select p.id, (select max(ended_at) from (select ended_at from print_jobs j
        where j.merchant_id = p.merchant_id and j.printer_id = p.id order by j.id desc limit 20) lately) as last_out
    from printers p where p.merchant_id = ${tx.merchantId} and p.removed_at is null and p.alert is not null`.execute(tx.db);
  return new Map(rows.flatMap((row) => (row.last_out ? [[row.id, row.last_out] as const] : [])));
}

/** What the subject of a trouble is called: a printer that is still here, or the file of a job. */
export async function namesOf(
  tx: Tx,
  subjectId: string,
): Promise<{ readonly printer: string | undefined; readonly file: string | undefined }> {
  const { rows } = await sql<{ printer: string | null; file: string | null }>`select
    (select name from printers where merchant_id = ${tx.merchantId} and id = ${subjectId} and removed_at is null) as printer,
    (select f.name from print_jobs j join print_files f on f.merchant_id = j.merchant_id and f.id = j.file_id
      where j.merchant_id = ${tx.merchantId} and j.id = ${subjectId}) as file`.execute(tx.db);
  return { printer: rows[0]?.printer ?? undefined, file: rows[0]?.file ?? undefined };
}
