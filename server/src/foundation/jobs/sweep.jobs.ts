/** Once a night: answers to keyed requests older than a day, and jobs that died three months ago and nobody mended, are forgotten. */
import { after, type Clock, dayMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { sweepIdempotencyKeys } from '../http/idempotency.store.ts';
import { sweepDeadJobs } from './job.store.ts';
import { defineJob, type HandledJob, handle } from './job.ts';
import type { Schedule } from './schedule.ts';

const groundSweep = defineJob('ground.sweep', z.object({}));
const DEAD_KEPT_MS = 90 * dayMs;

export const groundSchedules: readonly Schedule[] = [{ cron: '29 3 * * *', kind: groundSweep }];

export function groundJobs({
  database,
  clock,
}: {
  readonly database: Pick<Database, 'inPlatformTx'>;
  readonly clock: Clock;
}): HandledJob[] {
  return [
    handle(groundSweep, async () => {
      await database.inPlatformTx((tx) => sweepIdempotencyKeys(tx, clock));
      await database.inPlatformTx((tx) => sweepDeadJobs(tx, after(clock.now(), -DEAD_KEPT_MS)));
    }),
  ];
}
