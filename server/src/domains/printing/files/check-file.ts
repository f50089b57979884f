/**
 * Looks at one file: its bytes, the scanner's word, its pages. Reads in a transaction, works in none, records in one; the chat hears of
 * the end of it, whichever that is. Of a refused file nothing stays behind.
 */
import { createHash } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../../foundation/blobs/blobs.ts';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { JobAnswer, RunningJob } from '../../../foundation/jobs/job.ts';
import type { Scanner } from '../../../providers/scanning/scanning.port.ts';
import type { FileRefusal, PrintFileId } from '../printing.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { dropBlobsJob } from './file-job-kinds.ts';
import type { PrepareFile, ReadyFile } from './prepare/prepare-apart.ts';
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
  readonly emit: PrintingDeps['emit'];
}

const MOST_BYTES = 100 * 1024 * 1024;
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
    if (deps.clock.now().getTime() - file.createdAt.getTime() > LOST_AFTER_MS) return refused(deps, merchantId, file, 'lost');
    return { againAfterMs: 5 * secondMs, reason: 'the file is still on its way' };
  }
  if (blob.bytes.length > MOST_BYTES) return refused(deps, merchantId, file, 'too_large');
  const scanned = await scan(deps, blob.bytes, job);
  if (scanned !== 'clean') return typeof scanned === 'string' ? refused(deps, merchantId, file, scanned) : scanned;
  const contentHash = hashOf(blob.bytes);
  const found = { contentHash, sizeBytes: blob.bytes.length };
  if (await deps.database.inTx(merchantId, (tx) => readyLikeAnother(deps, tx, file, found))) return;
  const ready = await deps.prepare(blob.bytes).catch((error: unknown) => {
    // Perhaps ours: it is tried again before the customer is told that the file is broken.
    if (job.attempt < FAILED_TRIES) throw error;
    return { refusal: 'broken' as const };
  });
  if ('refusal' in ready) return refused(deps, merchantId, file, ready.refusal);
  const pages = await keep(deps, merchantId, file, contentHash, ready);
  const isKept = await deps.database.inTx(merchantId, async (tx) => {
    await lockContent(tx, contentHash);
    // An equal one may have been made ready meanwhile.
    if (await readyLikeAnother(deps, tx, file, found)) return false;
    return (await markReady(tx, file.id, { ...pages, ...found }, deps.clock.now())) && tell(deps, tx, file.id);
  });
  if (!isKept) await drop(deps, [pages.printBlob, pages.previewBlob]);
}

async function scan(deps: CheckFileDeps, bytes: Uint8Array, job: RunningJob): Promise<'clean' | FileRefusal | NonNullable<JobAnswer>> {
  if (!deps.scanner) return 'clean';
  const scanned = await deps.scanner.scan(bytes);
  if (scanned.ok) return scanned.value.isClean ? 'clean' : 'infected';
  // What nobody looked at is not printed.
  if (scanned.refusal.kind === 'refused' || job.attempt >= SCANNER_TRIES || job.isLast) return 'unscanned';
  return { againAfterMs: 5 * secondMs * job.attempt, reason: `the scanner is away: ${scanned.refusal.detail}`, countsAsTry: true };
}

/** The same bytes were made ready before: their pages are shared. */
async function readyLikeAnother(
  deps: CheckFileDeps,
  tx: Tx,
  file: FileToCheck,
  found: { readonly contentHash: string; readonly sizeBytes: number },
): Promise<boolean> {
  const pages = await pagesOfEqual(tx, found.contentHash);
  if (!pages) return false;
  if (await markReady(tx, file.id, { ...pages, ...found }, deps.clock.now())) await tell(deps, tx, file.id);
  return true;
}

/** Under the hash of what was sent and the id of who sent it first: nobody else writes there, so nobody is surprised by a wipe. */
async function keep(deps: CheckFileDeps, merchantId: MerchantId, file: FileToCheck, contentHash: string, ready: ReadyFile): Promise<Pages> {
  const folder = `print/${merchantId}/${contentHash}/${file.id}`;
  const { pdf, preview, pages, width, height, kind, warning } = ready;
  const printBlob = `${folder}/pages.pdf`;
  const previewBlob = `${folder}/preview.jpg`;
  await deps.blobs.put(printBlob, pdf, 'application/pdf');
  await deps.blobs.put(previewBlob, preview, 'image/jpeg');
  return { printBlob, previewBlob, printHash: hashOf(pdf), printBytes: pdf.length, pages, width, height, kind, warning };
}

async function refused(deps: CheckFileDeps, merchantId: MerchantId, file: FileToCheck, why: FileRefusal): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    if (!(await markRefused(tx, file.id, why, deps.clock.now()))) return;
    await tell(deps, tx, file.id);
    await enqueue(tx, deps.clock.now(), dropBlobsJob, { keys: [file.sourceBlob] });
  });
}

async function tell(deps: CheckFileDeps, tx: Tx, fileId: PrintFileId): Promise<boolean> {
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
