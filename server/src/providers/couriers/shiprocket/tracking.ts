/** A parcel's steps, from Shiprocket's webhooks and from its tracking answers, told alike so that one step has one key. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { TrackingEvent } from '../couriers.port.ts';
import { istDay, readIst } from './ist.ts';
import { parcelStateOf, statusLabel } from './states.ts';
import { stateOfText, type trackWire, type WebhookWire } from './wire.ts';

type TrackingData = z.infer<typeof trackWire>['tracking_data'];

/** Their events carry no id: a step is its AWB, its status number and its time (as an instant, whatever the layout). */
export function stepKey(awb: string, statusId: string, time: string | undefined): string {
  const instant = readIst(time)?.toISOString() ?? time ?? '';
  return createHash('sha256').update(`${awb}|${statusId}|${instant}`).digest('hex');
}

/** Oldest first (they list the newest first, and several may share a second); steps without a status of their own are left out. */
export function trackingEvents(awb: string, data: TrackingData): readonly TrackingEvent[] {
  const estimated = estimatedOn(data.etd ?? data.shipment_track[0]?.edd);
  const steps = data.shipment_track_activities.toReversed().flatMap((activity): TrackingEvent[] => {
    const statusId = activity['sr-status'];
    const state = stateOfText(statusId);
    const at = readIst(activity.date);
    if (!state || !at || statusId === undefined) return [];
    return [
      {
        awb,
        state,
        providerStatus: `${statusId} ${activity['sr-status-label'] ?? activity.activity ?? activity.status ?? statusLabel(Number(statusId))}`,
        ...(activity.location === undefined ? {} : { place: activity.location }),
        at,
        ...estimated,
        dedupeKey: stepKey(awb, statusId, activity.date),
      },
    ];
  });
  if (steps.length > 0) return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return summaryEvent(awb, data, estimated);
}

/** From a webhook; empty when it names no parcel or a status that means nothing to us. */
export function webhookEvents(wire: WebhookWire): readonly TrackingEvent[] {
  const statusId = wire.shipment_status_id;
  const state = statusId === undefined ? undefined : parcelStateOf(statusId);
  const latest = wire.scans.toSorted((a, b) => (readIst(b.date)?.getTime() ?? 0) - (readIst(a.date)?.getTime() ?? 0))[0];
  const at = readIst(wire.current_timestamp) ?? readIst(latest?.date);
  if (wire.awb === undefined || statusId === undefined || !state || !at) return [];
  const place = latest?.location;
  return [
    {
      awb: wire.awb,
      ...(wire.order_id === undefined ? {} : { reference: wire.order_id }),
      state,
      providerStatus: `${statusId} ${wire.shipment_status ?? wire.current_status ?? statusLabel(statusId)}`,
      ...(place === undefined ? {} : { place }),
      at,
      ...estimatedOn(wire.etd),
      dedupeKey: stepKey(wire.awb, String(statusId), wire.current_timestamp),
    },
  ];
}

/** Some couriers report no steps, only where the parcel stands; it is told once per state, at a time they do name. */
function summaryEvent(awb: string, data: TrackingData, estimated: Pick<TrackingEvent, 'estimatedOn'>): readonly TrackingEvent[] {
  const statusId = data.shipment_status;
  const state = statusId === undefined ? undefined : parcelStateOf(statusId);
  const summary = data.shipment_track[0];
  const time = state === 'delivered' ? summary?.delivered_date : summary?.pickup_date;
  const at = readIst(time);
  if (data.track_status !== 1 || !state || !at || statusId === undefined) return [];
  const providerStatus = `${statusId} ${summary?.current_status ?? statusLabel(statusId)}`;
  return [{ awb, state, providerStatus, at, ...estimated, dedupeKey: stepKey(awb, String(statusId), time) }];
}

function estimatedOn(text: string | undefined): Pick<TrackingEvent, 'estimatedOn'> {
  const at = readIst(text);
  return at ? { estimatedOn: istDay(at) } : {};
}
