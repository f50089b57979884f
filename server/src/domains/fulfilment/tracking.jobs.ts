/** The net under tracking webhooks: parcels under way that were quiet for an hour are asked after, one at a time for each merchant. */
import { after, hourMs } from '@parley/contract/values/time.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { fileTracking } from './file-tracking.ts';
import { pollParcelsJob, trackParcelJob } from './fulfilment-job-kinds.ts';
import { parcelJobs } from './parcel.jobs.ts';
import { type FulfilmentJobDeps, merchantOf, quoteJobs } from './quote.jobs.ts';
import { changeShipment, lockShipment, movingShipments, type Shipment } from './shipment.store.ts';

const AT_ONCE = 1_000;

export const fulfilmentSchedules: readonly Schedule[] = [{ cron: '7 * * * *', kind: pollParcelsJob }];

/** Every job of fulfilment. */
export function fulfilmentJobs(deps: FulfilmentJobDeps): readonly HandledJob[] {
  return [
    ...quoteJobs(deps),
    ...parcelJobs(deps),
    handle(trackParcelJob, ({ shipmentId }, job) => track(deps, shipmentId, job)),
    handle(pollParcelsJob, () => poll(deps)),
  ];
}

async function poll(deps: FulfilmentJobDeps): Promise<void> {
  await deps.database.inPlatformTx(async (tx) => {
    const now = deps.clock.now();
    for (const { merchantId, id } of await movingShipments(tx, after(now, -hourMs), AT_ONCE))
      await enqueue(tx, now, trackParcelJob, { shipmentId: id }, { merchantId, key: merchantId, dedupe: id });
  });
}

async function track(deps: FulfilmentJobDeps, id: Shipment['id'], job: RunningJob): Promise<JobAnswer> {
  const merchantId = merchantOf(job);
  const shipment = await deps.database.inTx(merchantId, (tx) => lockShipment(tx, id));
  const courier = await deps.courierFor(merchantId);
  if (shipment?.awb === undefined || !courier) return;
  const said = await courier.client.track(shipment.awb);
  if (!said.ok) {
    if (job.isLast) return;
    return { againAfterMs: said.refusal.afterMs ?? 10_000 * job.attempt, reason: said.refusal.detail, countsAsTry: true };
  }
  await deps.database.inTx(merchantId, async (tx) => {
    for (const event of said.value) await fileTracking(deps, tx, event);
    await changeShipment(tx, id, deps.clock.now(), {});
    await job.complete(tx);
  });
}
