/**
 * Books a parcel in separate steps, each in three beats and each recorded before the next is enqueued: create, airway bill, pickup.
 * Any step may run again after a crash without a second parcel; what cannot go on is told to staff.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { CourierFailure, ParcelRequest } from '../../providers/couriers/couriers.port.ts';
import { bookFreight } from './book-freight.ts';
import { assignParcelJob, cancelParcelJob, createParcelJob, pickUpParcelJob } from './fulfilment-job-kinds.ts';
import { type StoredParcel, storedParcel } from './parcel.ts';
import { type Courier, type FulfilmentJobDeps, merchantOf } from './quote.jobs.ts';
import { changeShipment, lockShipment, type Shipment, type ShipmentChange } from './shipment.store.ts';

export function parcelJobs(deps: FulfilmentJobDeps): readonly HandledJob[] {
  return [
    handle(createParcelJob, ({ shipmentId, parcel }, job) => create(deps, shipmentId, parcel, job)),
    handle(assignParcelJob, ({ shipmentId }, job) => assign(deps, shipmentId, job)),
    handle(pickUpParcelJob, ({ shipmentId }, job) => pickUp(deps, shipmentId, job)),
    handle(cancelParcelJob, ({ shipmentId }, job) => cancel(deps, shipmentId, job)),
  ];
}

interface Step {
  readonly merchantId: MerchantId;
  readonly job: RunningJob;
  readonly shipment: Shipment;
  readonly courier: Courier;
}

/** First beat: what is booked, and by whom. An answer instead of a step ends the job. */
async function begin(deps: FulfilmentJobDeps, id: Shipment['id'], job: RunningJob): Promise<Step | undefined> {
  const merchantId = merchantOf(job);
  const shipment = await deps.database.inTx(merchantId, (tx) => lockShipment(tx, id));
  if (!shipment) return undefined;
  const courier = await deps.courierFor(merchantId);
  if (courier) return { merchantId, job, shipment, courier };
  await stop(deps, { merchantId, job, shipment }, 'The courier is no longer connected.');
  return undefined;
}

async function create(deps: FulfilmentJobDeps, id: Shipment['id'], stored: StoredParcel, job: RunningJob): Promise<JobAnswer> {
  const step = await begin(deps, id, job);
  if (!step || step.shipment.providerShipmentId !== undefined) return;
  // Cancelled before anything was asked. After a first try something may exist there: then it is found, noted and cancelled.
  if (step.shipment.state === 'cancelled' && job.attempt === 1) return;
  const made = await step.courier.client.createParcel(requestOf(step, stored));
  if (!made.ok) return againOrStop(deps, step, made.refusal);
  const { providerOrderId, providerShipmentId, awb, courierName, trackingUrl } = made.value;
  const given = { ...(awb && { awb }), ...(courierName && { courierName }), ...(trackingUrl && { trackingUrl }) };
  return record(deps, step, { providerOrderId, providerShipmentId, ...given }, async (tx, current) => {
    const next = current.state === 'cancelled' ? cancelParcelJob : assignParcelJob;
    await enqueue(tx, deps.clock.now(), next, { shipmentId: id }, { key: id });
  });
}

function requestOf(step: Step, stored: StoredParcel): ParcelRequest {
  return { ...storedParcel.parse(stored), reference: step.shipment.reference, pickupLocation: step.courier.pickupLocation };
}

async function assign(deps: FulfilmentJobDeps, id: Shipment['id'], job: RunningJob): Promise<JobAnswer> {
  const step = await begin(deps, id, job);
  const { providerShipmentId, courierId, state } = step?.shipment ?? {};
  if (!step || providerShipmentId === undefined || state === 'cancelled') return;
  const made = step.shipment.awb === undefined ? await step.courier.client.assignAwb(providerShipmentId, courierId) : undefined;
  if (made && !made.ok) return againOrStop(deps, step, made.refusal);
  const { awb, courierName, trackingUrl } = made?.value ?? {};
  const given = { ...(awb && { awb }), ...(courierName && { courierName }), ...(trackingUrl && { trackingUrl }) };
  return record(deps, step, { ...given, detail: null }, async (tx, current) => {
    if (current.state === 'cancelled') return;
    if (current.state === 'asked' || current.state === 'failed') {
      await changeShipment(tx, id, deps.clock.now(), { state: 'created' });
      await deps.emit(tx, { name: 'shipment.moved', shipmentId: id, orderId: current.orderId, state: 'created' });
    }
    await enqueue(tx, deps.clock.now(), pickUpParcelJob, { shipmentId: id }, { key: id });
    await bookFreight(deps, tx, current, 'freight');
  });
}

async function pickUp(deps: FulfilmentJobDeps, id: Shipment['id'], job: RunningJob): Promise<JobAnswer> {
  const step = await begin(deps, id, job);
  const { providerShipmentId, state } = step?.shipment ?? {};
  if (!step || providerShipmentId === undefined || state === 'cancelled') return;
  const asked = await step.courier.client.requestPickup(providerShipmentId);
  if (!asked.ok) return againOrStop(deps, step, asked.refusal);
  // The label is a convenience; without it staff print it in the courier's own panel.
  const label = await step.courier.client.label(providerShipmentId);
  return record(deps, step, { detail: null, ...(label.ok ? { labelUrl: label.value.url } : {}) });
}

async function cancel(deps: FulfilmentJobDeps, id: Shipment['id'], job: RunningJob): Promise<JobAnswer> {
  const step = await begin(deps, id, job);
  if (step?.shipment.providerOrderId === undefined) return;
  const said = await step.courier.client.cancelParcel(step.shipment.providerOrderId);
  if (said.ok) return;
  return againOrStop(deps, step, said.refusal);
}

/** Third beat. */
async function record(
  deps: FulfilmentJobDeps,
  step: Step,
  change: ShipmentChange,
  then?: (tx: Tx, current: Shipment) => Promise<void>,
): Promise<void> {
  await deps.database.inTx(step.merchantId, async (tx) => {
    const current = await lockShipment(tx, step.shipment.id);
    if (!current) return;
    await changeShipment(tx, current.id, deps.clock.now(), change);
    await then?.(tx, current);
    await step.job.complete(tx);
  });
}

async function againOrStop(deps: FulfilmentJobDeps, step: Step, failure: CourierFailure): Promise<JobAnswer> {
  const mayPass = failure.kind === 'unavailable' || failure.kind === 'in_doubt' || failure.kind === 'rate_limited';
  if (mayPass && !step.job.isLast)
    return { againAfterMs: failure.afterMs ?? 2_000 * 2 ** step.job.attempt, reason: failure.detail, countsAsTry: true };
  const fields = (failure.fields ?? []).map((each) => `${each.field}: ${each.message}`);
  return stop(deps, step, [failure.detail, ...fields].join(' · '));
}

/** Staff see why on the order and can book again, which goes on from here. */
async function stop(deps: FulfilmentJobDeps, step: Omit<Step, 'courier'>, detail: string): Promise<void> {
  await deps.database.inTx(step.merchantId, async (tx) => {
    const current = await lockShipment(tx, step.shipment.id);
    if (!current) return;
    const stopped = current.state === 'asked' ? 'failed' : current.state === 'created' ? 'pickup_problem' : current.state;
    await changeShipment(tx, current.id, deps.clock.now(), { state: stopped, detail });
    await deps.emit(tx, { name: 'shipment.failed', shipmentId: current.id, orderId: current.orderId, detail });
    await step.job.complete(tx);
  });
}
