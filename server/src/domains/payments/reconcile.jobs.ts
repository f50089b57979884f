/** The reconciler: each minute, links whose webhooks may have been missed are looked at, at most three at once for each merchant. */

import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { checkLinkJob, reconcileJob } from './payment-job-kinds.ts';
import { type PaymentJobDeps, paymentLinkJobs } from './payment-link.jobs.ts';
import { linksToCheck } from './payment-link.store.ts';
import { refundJobs } from './refund.jobs.ts';

const AT_ONCE = 500;
const LANES = 3;

export const paymentSchedules: readonly Schedule[] = [{ cron: '* * * * *', kind: reconcileJob }];

/** Every job of payments. */
export function paymentJobs(deps: PaymentJobDeps): readonly HandledJob[] {
  return [...paymentLinkJobs(deps), ...refundJobs(deps), handle(reconcileJob, () => reconcile(deps))];
}

async function reconcile(deps: PaymentJobDeps): Promise<void> {
  await deps.database.inPlatformTx(async (tx) => {
    const now = deps.clock.now();
    for (const { merchantId, id } of await linksToCheck(tx, now, AT_ONCE)) {
      const lane = Number.parseInt(id.slice(-2), 16) % LANES;
      await enqueue(tx, now, checkLinkJob, { linkId: id }, { merchantId, key: `${merchantId}:${lane}`, dedupe: id });
    }
  });
}
