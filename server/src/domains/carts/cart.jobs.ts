/** What carts do on a schedule: visitors' carts that nobody came back to go, and links that were opened and have ended are forgotten. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { before, type Clock, dayMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Database, PlatformTx } from '../../foundation/db/database.ts';
import { defineJob, type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { sweepVisitorCarts } from './cart.store.ts';
import { sweepUsedHandoffs } from './handoff.store.ts';

/** As long as a visitor's cookie. */
export const VISITOR_CART_DAYS = 30;

export const sweepCartsJob = defineJob('carts.sweep', z.strictObject({}), { maxAttempts: 3 });

export const cartSchedules: readonly Schedule[] = [{ cron: '0 23 3 * * *', kind: sweepCartsJob }];

export function cartJobs(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly merchantIds: (tx: PlatformTx) => Promise<readonly MerchantId[]>;
}): HandledJob[] {
  return [
    handle(sweepCartsJob, async () => {
      const now = deps.clock.now();
      for (const merchantId of await deps.database.inPlatformTx(deps.merchantIds))
        await deps.database.inTx(merchantId, async (tx) => {
          await sweepVisitorCarts(tx, before(now, VISITOR_CART_DAYS * dayMs));
          await sweepUsedHandoffs(tx, now);
        });
    }),
  ];
}
