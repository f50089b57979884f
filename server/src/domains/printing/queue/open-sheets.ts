/** Whether a signed link opens something now. A job's sheets open only for the lease that holds it, and no longer than it does. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database } from '../../../foundation/db/database.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import { openedBy } from './job-links.ts';
import { jobById } from './print-job.store.ts';
import { fileBlob, sheetsOf } from './sheets/sheets.store.ts';

export type Wanted = { readonly what: 'job' | 'preview' | 'pages'; readonly id: string };

/** The key of the blob; undefined for a link that is forged, foreign, too old, of another thing, or whose lease or file is gone. */
export async function openSheets(
  deps: { readonly clock: Clock; readonly secrets: Pick<Secrets, 'verifyToken'>; readonly database: Pick<Database, 'inTx'> },
  token: string,
  wanted: Wanted,
): Promise<string | undefined> {
  const now = deps.clock.now();
  const opens = openedBy(deps.secrets, token, now);
  if (opens?.what !== wanted.what) return undefined;
  const merchantId: MerchantId = opens.merchantId;
  if (opens.what === 'job') {
    if (opens.jobId !== wanted.id) return undefined;
    return deps.database.inTx(merchantId, async (tx) => {
      const job = await jobById(tx, wanted.id);
      const holds = job?.state === 'printing' && job.leaseId === opens.lease && job.leasedUntil !== undefined && job.leasedUntil > now;
      return holds ? (await sheetsOf(tx, job))?.blob : undefined;
    });
  }
  if (opens.fileId !== wanted.id) return undefined;
  return deps.database.inTx(merchantId, (tx) => fileBlob(tx, wanted.id, opens.what));
}
