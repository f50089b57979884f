/** The jobs this room asks for, as words only, and how a look at a file is asked for: what they do stands in file.jobs.ts. */
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../foundation/jobs/job.ts';
import type { PrintFileId } from '../printing.ts';

/** Reads a file, makes its pages, tells the chat. Just after turns and sends: a person waits for it. */
export const checkFileJob = defineJob('print.check_file', z.object({ fileId: z.uuid() }), { priority: 8, maxAttempts: 20 });

/** Until the bytes are here: a look now and then, for the case that nobody tells of them. */
export const awaitFileJob = defineJob('print.await_file', z.object({ fileId: z.uuid() }), { maxAttempts: 20 });
/** Takes away blobs that no record names any more. */
export const dropBlobsJob = defineJob('print.drop_blobs', z.object({ keys: z.array(z.string()).max(600) }));

/** Platform-wide: which merchants have files past their time. */
export const wipeFilesJob = defineJob('print.wipe_files', z.object({}));

/** One merchant's. */
export const wipeShopFilesJob = defineJob('print.wipe_shop_files', z.object({}));

/**
 * In one of two lanes of the merchant: however many files it is sent, the other jobs of the program have room, and no file is looked at
 * twice at once.
 */
export async function enqueueCheck(tx: Tx, at: Date, fileId: PrintFileId): Promise<void> {
  const lane = Number.parseInt(fileId.slice(-1), 16) % 2;
  await enqueue(tx, at, checkFileJob, { fileId }, { key: `lane ${lane}`, dedupe: fileId });
}
