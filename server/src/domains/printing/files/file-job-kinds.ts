/** The jobs this room asks for, as words only: what they do stands in file.jobs.ts. */
import { z } from 'zod';
import { defineJob } from '../../../foundation/jobs/job.ts';

/** Reads a file, makes its pages, tells the chat. Just after turns and sends: a person waits for it. */
export const checkFileJob = defineJob('print.check_file', z.object({ fileId: z.uuid() }), { priority: 8, maxAttempts: 20 });

/** Takes away blobs that no record names any more. */
export const dropBlobsJob = defineJob('print.drop_blobs', z.object({ keys: z.array(z.string()).max(600) }));

/** Platform-wide: which merchants have files past their time. */
export const wipeFilesJob = defineJob('print.wipe_files', z.object({}));

/** One merchant's. */
export const wipeShopFilesJob = defineJob('print.wipe_shop_files', z.object({}));
