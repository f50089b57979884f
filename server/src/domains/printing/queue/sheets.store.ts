/** SQL of what comes out of the printer: the job's own sheets where they were laid out for it, else the file as it stands. Reads only. */
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { JobRow } from './print-job.ts';

export interface Sheets {
  readonly blob: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly pages: number;
  readonly fileName: string;
}

/** Undefined once the file was wiped, or where it never became ready. */
export async function sheetsOf(tx: Tx, job: Pick<JobRow, 'id'>): Promise<Sheets | undefined> {
  const { rows } = await sql<{ blob: string; sha256: string; bytes: string; pages: number; fileName: string }>`
    select coalesce(j.sheet_blob, f.print_blob) as blob, coalesce(j.sheet_hash, f.print_hash) as sha256,
      coalesce(j.sheet_bytes, f.print_bytes)::text as bytes, f.page_count as pages, f.name as "fileName"
    from print_jobs j join print_files f on f.merchant_id = j.merchant_id and f.id = j.file_id
    where j.merchant_id = ${tx.merchantId} and j.id = ${job.id} and f.state = 'ready' and f.wiped_at is null
      and coalesce(j.sheet_blob, f.print_blob) is not null and coalesce(j.sheet_hash, f.print_hash) is not null
      and coalesce(j.sheet_bytes, f.print_bytes) is not null and f.page_count is not null`.execute(tx.db);
  const [row] = rows;
  return row && { ...row, bytes: Number(row.bytes) };
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
