/**
 * Makes ready what a job prints, where that is not the file as it stands. Until it lies there no agent gets the job; what cannot be laid
 * is a failed job, for staff to look at.
 */
import { createHash } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Blobs } from '../../../../foundation/blobs/blobs.ts';
import type { Database } from '../../../../foundation/db/database.ts';
import { type HandledJob, handle, type RunningJob } from '../../../../foundation/jobs/job.ts';
import { readPageList } from '../../price/page-list.ts';
import { moveJob } from '../move-job.ts';
import { changeJob, jobById, lockJob } from '../print-job.store.ts';
import type { JobRow } from '../print-job.ts';
import type { QueueDeps } from '../queue-deps.ts';
import type { LaySheets } from './lay-apart.ts';
import { laySheetsJob } from './lay-later.ts';
import { fileOf, needsLaying } from './sheets.store.ts';

export interface LayDeps extends Pick<QueueDeps, 'clock' | 'emit' | 'bell'> {
  readonly database: Pick<Database, 'inTx'>;
  readonly blobs: Pick<Blobs, 'get' | 'put' | 'delete'>;
  readonly lay: LaySheets;
}

export function layJobs(deps: LayDeps): readonly HandledJob[] {
  return [handle(laySheetsJob, ({ jobId }, job) => layOne(deps, jobId, job))];
}

async function layOne(deps: LayDeps, jobId: string, running: RunningJob): Promise<void> {
  const { merchantId } = running;
  if (merchantId === undefined) throw new Error('print.lay_sheets needs a merchant');
  const wanted = await deps.database.inTx(merchantId, async (tx) => {
    const job = (await needsLaying(tx, jobId)) ? await jobById(tx, jobId) : undefined;
    return job && { job, file: await fileOf(tx, job) };
  });
  if (!wanted) return;
  const { job, file } = wanted;
  // Without its pages no agent would ever get it, and nobody would learn why.
  if (!file) return giveUp(deps, merchantId, jobId, 'file_gone');
  try {
    await keep(deps, merchantId, jobId, await laid(deps, job, file));
  } catch (error) {
    if (!running.isLast) throw error;
    await giveUp(deps, merchantId, jobId, 'sheets_failed');
  }
}

/** One that is held comes here again when it is let go. */
async function giveUp(deps: LayDeps, merchantId: MerchantId, jobId: string, failure: 'file_gone' | 'sheets_failed'): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    const job = await lockJob(tx, jobId);
    if (job?.state === 'queued') await moveJob(deps, tx, job, { to: 'failed', by: 'system', also: { failure } });
  });
}

async function laid(deps: LayDeps, { ticket }: JobRow, file: { readonly blob: string; readonly pages: number }): Promise<Uint8Array> {
  const blob = await deps.blobs.get(file.blob);
  if (!blob) throw new Error('the pages are gone');
  const colorPages = ticket.mode === 'both' ? (readPageList(ticket.color_pages ?? '', file.pages) ?? []) : undefined;
  return deps.lay({ pdf: blob.bytes, colorPages, perSide: ticket.pages_per_sheet, paper: ticket.paper });
}

async function keep(deps: LayDeps, merchantId: MerchantId, jobId: string, made: Uint8Array): Promise<void> {
  const key = `print/sheets/${merchantId}/${jobId}.pdf`;
  await deps.blobs.put(key, made, 'application/pdf');
  const isWanted = await deps.database.inTx(merchantId, async (tx) => {
    // Cancelled, or its file wiped, while we were at it.
    const job = (await needsLaying(tx, jobId)) ? await lockJob(tx, jobId) : undefined;
    if (!job || !(await fileOf(tx, job))) return false;
    const sheets = { sheet_blob: key, sheet_hash: createHash('sha256').update(made).digest('hex'), sheet_bytes: BigInt(made.length) };
    await changeJob(tx, jobId, sheets);
    tx.afterCommit(deps.bell.ring);
    return true;
  });
  if (!isWanted) await deps.blobs.delete(key);
}
