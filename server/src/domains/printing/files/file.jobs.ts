/** What happens to files later: they are looked at, and wiped when their time is over, with a record that they were there. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Database, PlatformTx, Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, handleInTx } from '../../../foundation/jobs/job.ts';
import type { Schedule } from '../../../foundation/jobs/schedule.ts';
import type { PrintFileId } from '../printing.ts';
import { settingsOf } from '../settings.store.ts';
import { awaitFile, type CheckFileDeps, checkFile, drop } from './check-file.ts';
import { awaitFileJob, checkFileJob, dropBlobsJob, wipeFilesJob, wipeShopFilesJob } from './file-job-kinds.ts';
import { filesToWipe, markWiped, shopsToWipe } from './print-file.store.ts';

export interface FileJobDeps extends CheckFileDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
}

const AT_ONCE = 100;

export const printFileSchedules: readonly Schedule[] = [{ cron: '*/10 * * * *', kind: wipeFilesJob }];

export function printFileJobs(deps: FileJobDeps): readonly HandledJob[] {
  const { database, clock } = deps;
  return [
    handle(checkFileJob, ({ fileId }, job) => checkFile(deps, fileId as PrintFileId, job)),
    handle(awaitFileJob, ({ fileId }, job) => awaitFile(deps, fileId as PrintFileId, job)),
    handle(dropBlobsJob, ({ keys }) => drop(deps, keys)),
    handle(wipeFilesJob, () =>
      database.inPlatformTx(async (tx: PlatformTx) => {
        const shops: readonly MerchantId[] = await shopsToWipe(tx, clock.now());
        for (const merchantId of shops) await enqueue(tx, clock.now(), wipeShopFilesJob, {}, { merchantId, dedupe: merchantId });
      }),
    ),
    handleInTx(database.inTx, wipeShopFilesJob, (tx) => wipe(deps, tx)),
  ];
}

/** The rows say so first; the blobs go by a job of the same transaction. */
async function wipe({ clock }: FileJobDeps, tx: Tx): Promise<void> {
  const now = clock.now();
  const ids = await filesToWipe(tx, now, (await settingsOf(tx)).keep_hours, AT_ONCE);
  if (ids.length === 0) return;
  const keys = await markWiped(tx, ids, now);
  if (keys.length > 0) await enqueue(tx, now, dropBlobsJob, { keys: [...keys] });
  if (ids.length === AT_ONCE) await enqueue(tx, now, wipeShopFilesJob, {});
}
