/** A person wants to be forgotten: their files go at once, whatever their time was; that there were some stays. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { dropBlobsJob } from './file-job-kinds.ts';
import { filesOfCustomer, lockContentsOf, markWiped, namelessFrom } from './print-file.store.ts';

const AT_ONCE = 100;

export async function forgetFiles({ clock }: Pick<PrintingDeps, 'clock'>, tx: Tx, customerId: CustomerId): Promise<void> {
  const now = clock.now();
  for (;;) {
    const ids = await filesOfCustomer(tx, customerId, AT_ONCE);
    if (ids.length === 0) break;
    await lockContentsOf(tx, ids);
    const keys = await markWiped(tx, ids, now);
    if (keys.length > 0) await enqueue(tx, now, dropBlobsJob, { keys: [...keys] });
  }
  await namelessFrom(tx, customerId);
}
