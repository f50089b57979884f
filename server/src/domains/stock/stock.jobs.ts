/** What stock does on a schedule: letting expired holds go, as a net under the orders that release their own. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Database } from '../../foundation/db/database.ts';
import { defineJob, type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { merchantsWithExpired } from './hold.store.ts';
import { releaseExpired } from './release-stock.ts';

export const releaseExpiredJob = defineJob('stock.release-expired', z.strictObject({}), { maxAttempts: 3 });

export const stockSchedules: readonly Schedule[] = [{ cron: '*/15 * * * * *', kind: releaseExpiredJob }];

export function stockJobs(deps: { readonly database: Database; readonly clock: Clock }): HandledJob[] {
  return [
    handle(releaseExpiredJob, async () => {
      const now = deps.clock.now();
      const merchants = await deps.database.inPlatformTx((tx) => merchantsWithExpired(tx, now));
      for (const merchantId of merchants) {
        let released = 1;
        while (released > 0) released = await deps.database.inTx(merchantId as MerchantId, (tx) => releaseExpired(tx, now));
      }
    }),
  ];
}
