/** SQL of what comes out of the printer: the job's own sheets where they are laid for it, else the file as it stands. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../../foundation/db/database.ts';
import type { JobRow } from '../print-job.ts';

export interface Sheets {
  readonly blob: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Sides, of one copy. */
  readonly pages: number;
  readonly fileName: string;
}

/** In SQL, of a row of print_jobs: its sheets are not the file as it stands. */
export const isLaidOut = sql<boolean>`(ticket ->> 'mode' = 'both' or coalesce((ticket ->> 'pages_per_sheet')::int, 1) > 1)`;

const alive = sql`f.state = 'ready' and f.wiped_at is null and f.print_blob is not null and f.page_count is not null`;

/** Undefined once the file was wiped, or where it never became ready. */
export async function sheetsOf(tx: Tx, job: Pick<JobRow, 'id'>): Promise<Sheets | undefined> {
  const { rows } = await sql<Omit<Sheets, 'bytes'> & { bytes: string }>`
    select coalesce(j.sheet_blob, f.print_blob) as blob, coalesce(j.sheet_hash, f.print_hash) as sha256,
      coalesce(j.sheet_bytes, f.print_bytes)::text as bytes, f.name as "fileName",
      ceil(f.page_count::numeric / coalesce((j.ticket ->> 'pages_per_sheet')::int, 1))::int as pages
    from print_jobs j join print_files f on f.merchant_id = j.merchant_id and f.id = j.file_id
    where j.merchant_id = ${tx.merchantId} and j.id = ${job.id} and ${alive}
      and coalesce(j.sheet_hash, f.print_hash) is not null and coalesce(j.sheet_bytes, f.print_bytes) is not null`.execute(tx.db);
  const [row] = rows;
  return row && { ...row, bytes: Number(row.bytes) };
}

/** Whether sheets are still to be laid for this job. */
export async function needsLaying(tx: Tx, jobId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from print_jobs where merchant_id = ${tx.merchantId} and id = ${jobId} and sheet_blob is null
    and state in ('waiting', 'held', 'queued') and ${isLaidOut}`.execute(tx.db);
  return rows.length > 0;
}

/** The pages as they stand. */
export async function fileOf(tx: Tx, job: Pick<JobRow, 'fileId'>): Promise<{ readonly blob: string; readonly pages: number } | undefined> {
  const { rows } = await sql<{ blob: string; pages: number }>`
    select f.print_blob as blob, f.page_count as pages from print_files f
    where f.merchant_id = ${tx.merchantId} and f.id = ${job.fileId} and ${alive}`.execute(tx.db);
  return rows[0];
}

/** The blob of a file's first sheet or of all its pages; undefined where it is not there (any more). */
export async function fileBlob(tx: Tx, fileId: string, part: 'preview' | 'pages'): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('print_files')
    .select(['preview_blob', 'print_blob'])
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', fileId)
    .where('wiped_at', 'is', null)
    .executeTakeFirst();
  return (part === 'preview' ? row?.preview_blob : row?.print_blob) ?? undefined;
}
