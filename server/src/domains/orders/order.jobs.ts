/** Lets orders end that nobody paid: a job for each at its hour, and a sweep as the net under them. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Database, PlatformTx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, handleInTx } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { expireOrder } from './close-order.ts';
import { overdueOrders } from './order.store.ts';
import { expireOrderJob, sweepOrdersJob, sweepShopJob } from './order-job-kinds.ts';
import type { OrdersDeps } from './orders-deps.ts';

export interface OrderJobDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clock: Clock;
  readonly orders: OrdersDeps;
  readonly merchantIds: (tx: PlatformTx) => Promise<readonly MerchantId[]>;
}

const AT_ONCE = 200;

export const orderSchedules: readonly Schedule[] = [{ cron: '*/10 * * * *', kind: sweepOrdersJob }];

export function orderJobs(deps: OrderJobDeps): readonly HandledJob[] {
  const { database, clock, orders } = deps;
  return [
    handleInTx(database.inTx, expireOrderJob, async (tx, { orderId }) => {
      await expireOrder(orders, tx, orderId);
    }),
    handle(sweepOrdersJob, () =>
      database.inPlatformTx(async (tx) => {
        for (const merchantId of await deps.merchantIds(tx))
          await enqueue(tx, clock.now(), sweepShopJob, {}, { merchantId, dedupe: merchantId });
      }),
    ),
    handleInTx(database.inTx, sweepShopJob, async (tx) => {
      for (const id of await overdueOrders(tx, clock.now(), AT_ONCE)) await expireOrder(orders, tx, id);
    }),
  ];
}
