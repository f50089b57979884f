/** Once a night: ways in that ended three months ago are forgotten, with the devices and addresses they name. */
import { after, type Clock, dayMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Database } from '../../../foundation/db/database.ts';
import { defineJob, type HandledJob, handle } from '../../../foundation/jobs/job.ts';
import type { Schedule } from '../../../foundation/jobs/schedule.ts';
import { allMerchants } from '../all-merchants.store.ts';
import { forgetEnded } from './access-sweep.store.ts';

const accessSweep = defineJob('access.sweep', z.object({}));
const KEPT_MS = 90 * dayMs;

export const accessSchedules: readonly Schedule[] = [{ cron: '41 3 * * *', kind: accessSweep }];

export function accessSweepJobs({ database, clock }: { readonly database: Database; readonly clock: Clock }): HandledJob[] {
  return [
    handle(accessSweep, async () => {
      const before = after(clock.now(), -KEPT_MS);
      for (const merchantId of await database.inPlatformTx(allMerchants)) await database.inTx(merchantId, (tx) => forgetEnded(tx, before));
    }),
  ];
}
