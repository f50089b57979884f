/** What conversations tell of a file's bytes: they are here, or they never will be. */
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { enqueueCheck } from './file-job-kinds.ts';
import { filesFrom, markRefused } from './print-file.store.ts';

export async function mediaArrived(deps: Pick<PrintingDeps, 'clock'>, tx: Tx, mediaBlob: string): Promise<void> {
  for (const file of await filesFrom(tx, mediaBlob)) if (file.state === 'arriving') await enqueueCheck(tx, deps.clock.now(), file.id);
}

export async function mediaLost(
  deps: Pick<PrintingDeps, 'clock' | 'emit'>,
  tx: Tx,
  mediaBlob: string,
  why: 'too_large' | 'lost',
): Promise<void> {
  for (const { id: fileId, customerId, threadId } of await filesFrom(tx, mediaBlob))
    if (await markRefused(tx, fileId, why, deps.clock.now()))
      await deps.emit(tx, { name: 'file.checked', fileId, customerId, ...(threadId === undefined ? {} : { threadId }) });
}
