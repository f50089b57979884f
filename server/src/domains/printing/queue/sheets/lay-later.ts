/** Asks for a job's sheets to be laid, where it prints something else than the file as it stands. */
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../../foundation/db/database.ts';
import { enqueue } from '../../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../../foundation/jobs/job.ts';
import { needsLaying } from './sheets.store.ts';

export const laySheetsJob = defineJob('print.lay_sheets', z.object({ jobId: z.uuid() }), { maxAttempts: 3 });

/** For jobs that have just come into the queue, or are held until somebody comes for them. */
export async function layLater(deps: { readonly clock: Clock }, tx: Tx, jobId: string): Promise<void> {
  if (await needsLaying(tx, jobId)) await enqueue(tx, deps.clock.now(), laySheetsJob, { jobId }, { dedupe: jobId });
}
