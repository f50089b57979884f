/**
 * Looks at one file: its bytes, the scanner's word, its pages. Reads in a transaction, works in none, records in one; the chat hears of
 * the end of it, whichever that is. Of a refused file nothing stays behind.
 */
import { createHash } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { after, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../../foundation/blobs/blobs.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { JobAnswer, RunningJob } from '../../../foundation/jobs/job.ts';
import type { Log } from '../../../foundation/log/log.ts';
import type { Scanner } from '../../../providers/scanning/scanning.port.ts';
import type { FileRefusal, PrintFileId } from '../printing.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { awaitFileJob, dropBlobsJob, enqueueCheck } from './file-job-kinds.ts';
import type { PrepareFile, ReadyFile } from './prepare/prepare-apart.ts';
import { limits } from './prepare/prepared.ts';
import {
  type FileToCheck,
  fileById,
  fileToCheck,
  lockContent,
  markReady,
  markRefused,
  type Pages,
  pagesOfEqual,
} from './print-file.store.ts';

export interface CheckFileDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly blobs: Blobs;
  readonly prepare: PrepareFile;
  /** Undefined: the operator named none. */
  readonly scanner?: Scanner | undefined;
  readonly log: Pick<Log, 'error'>;
  readonly emit: PrintingDeps['emit'];
}

const LOOK_MS = 5 * secondMs;
/** Bytes that have not come by then never come. */
const LOST_AFTER_MS = 15 * minuteMs;
const SCANNER_TRIES = 6;
const FAILED_TRIES = 3;

export async function checkFile(deps: CheckFileDeps, fileId: PrintFileId, job: RunningJob): Promise<JobAnswer> {
  const { merchantId } = job;
  if (merchantId === undefined) throw new Error('print.check_file needs a merchant');
  const file = await deps.database.inTx(merchantId, (tx) => fileToCheck(tx, fileId));
  if (file === undefined || (file.state !== 'arriving' && file.state !== 'checking')) return;
  const blob = await deps.blobs.get(file.sourceBlob);
  if (blob === undefined) {
    // Not here, in its lane: nobody waits for a file that may never come.
    await deps.database.inTx(merchantId, async (tx) => {
      await enqueue(tx, deps.clock.now(), awaitFileJob, { fileId }, { runAt: after(deps.clock.now(), LOOK_MS), dedupe: fileId });
      await job.complete(tx);
    });
    return;
  }
  if (blob.bytes.length > limits.bytes) return refused(deps, merchantId, file, 'too_large');
  const scanned = await scan(deps, blob.bytes, job);
  if (scanned !== 'clean') return typeof scanned === 'string' ? refused(deps, merchantId, file, scanned) : scanned;
  const contentHash = hashOf(blob.bytes);
  const found = { contentHash, sizeBytes: blob.bytes.length };
  const shared = await deps.database.inTx(merchantId, (tx) => readyLikeAnother(deps, tx, file, found));
  if (shared) return sweep(deps, merchantId, file, contentHash, job, shared);
  const ready = await deps.prepare(blob.bytes).catch((error: unknown) => {
    // Perhaps ours: it is tried again before the customer is told that the file is broken.
    if (job.attempt < FAILED_TRIES) throw error;
    return { refusal: 'broken' as const };
  });
  if ('refusal' in ready) return refused(deps, merchantId, file, ready.refusal);
  const pages = await keep(deps, folderOf(merchantId, contentHash, file, job), ready);
  const named = await deps.database.inTx(merchantId, async (tx) => {
    await lockContent(tx, contentHash);
    // An equal one, or this one in another run, may have been made ready meanwhile.
    const equal = await readyLikeAnother(deps, tx, file, found);
    if (equal) return equal;
    return (await markReady(tx, file.id, { ...pages, ...found }, deps.clock.now())) && (await tell(deps, tx, file.id)) ? pages : undefined;
  });
  await sweep(deps, merchantId, file, contentHash, job, named);
}

/** A file whose bytes nobody told of: looked at when they lie there, lost when they never came. */
export async function awaitFile(
  deps: Pick<CheckFileDeps, 'database' | 'clock' | 'blobs' | 'emit'>,
  fileId: PrintFileId,
  job: RunningJob,
): Promise<JobAnswer> {
  const { merchantId } = job;
  if (merchantId === undefined) throw new Error('print.await_file needs a merchant');
  const file = await deps.database.inTx(merchantId, (tx) => fileToCheck(tx, fileId));
  if (file === undefined || file.state !== 'arriving') return;
  if (await deps.blobs.has(file.sourceBlob)) return deps.database.inTx(merchantId, (tx) => enqueueCheck(tx, deps.clock.now(), fileId));
  if (deps.clock.now().getTime() - file.createdAt.getTime() > LOST_AFTER_MS) return refused(deps, merchantId, file, 'lost');
  return { againAfterMs: LOOK_MS, reason: 'the file is still on its way' };
}

async function scan(deps: CheckFileDeps, bytes: Uint8Array, job: RunningJob): Promise<'clean' | FileRefusal | NonNullable<JobAnswer>> {
  if (!deps.scanner) return 'clean';
  const scanned = await deps.scanner.scan(bytes);
  if (scanned.ok) return scanned.value.isClean ? 'clean' : 'infected';
  const { kind, detail } = scanned.refusal;
  // What nobody looked at is not printed; the operator reads why.
  if (kind === 'refused' || job.attempt >= SCANNER_TRIES || job.isLast) {
    deps.log.error({ event: 'print.unscanned', kind, reason: detail, job_id: String(job.id) });
    return 'unscanned';
  }
  return { againAfterMs: 5 * secondMs * job.attempt, reason: `the scanner is away: ${detail}`, countsAsTry: true };
}

/** The same bytes were made ready before: their pages are shared, and answered. */
async function readyLikeAnother(
  deps: CheckFileDeps,
  tx: Tx,
  file: FileToCheck,
  found: { readonly contentHash: string; readonly sizeBytes: number },
): Promise<Pages | undefined> {
  const pages = await pagesOfEqual(tx, found.contentHash);
  if (pages && (await markReady(tx, file.id, { ...pages, ...found }, deps.clock.now()))) await tell(deps, tx, file.id);
  return pages;
}

/**
 * Under the hash of what was sent, the id of who sent it first, and the run: a file may be looked at twice at once, and what one run
 * lays down the other must neither replace nor take away.
 */
function folderOf(merchantId: MerchantId, contentHash: string, file: FileToCheck, job: Pick<RunningJob, 'id' | 'attempt'>): string {
  return `print/${merchantId}/${contentHash}/${file.id}/${job.id}-${job.attempt}`;
}

const blobsIn = (folder: string) => ({ printBlob: `${folder}/pages.pdf`, previewBlob: `${folder}/preview.jpg` });

async function keep(deps: CheckFileDeps, folder: string, ready: ReadyFile): Promise<Pages> {
  const { pdf, preview, pages, width, height, kind, warning } = ready;
  const { printBlob, previewBlob } = blobsIn(folder);
  await deps.blobs.put(printBlob, pdf, 'application/pdf');
  await deps.blobs.put(previewBlob, preview, 'image/jpeg');
  return { printBlob, previewBlob, printHash: hashOf(pdf), printBytes: pdf.length, pages, width, height, kind, warning };
}

/** What this job laid down, in this try or in one that was cut off, and no record names. */
async function sweep(
  deps: CheckFileDeps,
  merchantId: MerchantId,
  file: FileToCheck,
  contentHash: string,
  job: RunningJob,
  named: Pages | undefined,
): Promise<void> {
  for (let attempt = 1; attempt <= job.attempt; attempt += 1) {
    const { printBlob, previewBlob } = blobsIn(folderOf(merchantId, contentHash, file, { id: job.id, attempt }));
    if (printBlob !== named?.printBlob) await drop(deps, [printBlob, previewBlob]);
  }
}

async function refused(
  deps: Pick<CheckFileDeps, 'database' | 'clock' | 'emit'>,
  merchantId: MerchantId,
  file: FileToCheck,
  why: FileRefusal,
): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    if (!(await markRefused(tx, file.id, why, deps.clock.now()))) return;
    await tell(deps, tx, file.id);
    await enqueue(tx, deps.clock.now(), dropBlobsJob, { keys: [file.sourceBlob] });
  });
}

async function tell(deps: Pick<CheckFileDeps, 'emit'>, tx: Tx, fileId: PrintFileId): Promise<boolean> {
  const file = await fileById(tx, fileId);
  if (!file) return false;
  const { customerId, threadId } = file;
  await deps.emit(tx, { name: 'file.checked', fileId, customerId, ...(threadId === undefined ? {} : { threadId }) });
  return true;
}

export async function drop(deps: Pick<CheckFileDeps, 'blobs'>, keys: readonly string[]): Promise<void> {
  for (const key of keys) await deps.blobs.delete(key);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
