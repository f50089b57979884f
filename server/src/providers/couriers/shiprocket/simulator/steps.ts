/** A parcel's way, step by step: kept as activities, answered to those who ask, and told as webhooks with both of their status tables. */
import { istText } from '../ist.ts';
import { statusLabel } from '../states.ts';
import type { CourierAccount, ParcelRecord } from './ledger.ts';
import { districtOf } from './pin-table.ts';
import { type Reply, reply } from './replies.ts';

/** Where a parcel is scanned when nobody names a place. */
function placeOf(parcel: ParcelRecord, statusId: number): string {
  const isNear = [7, 17, 21, 23, 26, 38, 77].includes(statusId);
  const pin = isNear ? parcel.to.pincode : parcel.pickup.postcode;
  return (districtOf(pin)?.city ?? 'Hub').toUpperCase();
}

export function record(parcel: ParcelRecord, statusId: number, now: Date, place?: string): void {
  parcel.statusId = statusId;
  parcel.activities.push({ date: istText(now), statusId, location: place ?? placeOf(parcel, statusId) });
}

/** The ORDER table numbers the same things differently; that is how the classic bug is met. */
const orderStatusIds: Readonly<Record<number, number>> = {
  1: 3,
  3: 4,
  6: 6,
  7: 7,
  8: 5,
  9: 15,
  10: 16,
  13: 12,
  17: 19,
  18: 20,
  19: 27,
  21: 36,
  38: 20,
  42: 51,
  46: 46,
};

export function webhookBody(parcel: ParcelRecord, account: CourierAccount): string {
  const latest = parcel.activities.at(-1);
  const label = statusLabel(parcel.statusId);
  const [day = '', time = ''] = (latest?.date ?? '').split(' ');
  return JSON.stringify({
    awb: parcel.awb,
    courier_name: parcel.courierName,
    current_status: label.toUpperCase(),
    current_status_id: orderStatusIds[parcel.statusId] ?? 20,
    shipment_status: label.toUpperCase(),
    shipment_status_id: parcel.statusId,
    current_timestamp: `${day.split('-').toReversed().join(' ')} ${time}`,
    order_id: parcel.reference,
    sr_order_id: parcel.orderId,
    awb_assigned_date: parcel.activities[0]?.date ?? '',
    pickup_scheduled_date: parcel.pickupDate,
    etd: parcel.etd,
    scans: parcel.activities.map((activity) => ({
      date: activity.date,
      status: `X-${activity.statusId}`,
      activity: statusLabel(activity.statusId),
      location: activity.location,
      'sr-status': String(activity.statusId),
      'sr-status-label': statusLabel(activity.statusId).toUpperCase(),
    })),
    is_return: 0,
    channel_id: 4_512_345,
    company_id: account.companyId,
    pod_status: parcel.statusId === 7 ? 'OTP Based Delivery' : '',
    pod: 'Not Available',
  });
}

export function trackReply(parcel: ParcelRecord | undefined): Reply {
  if (!parcel || parcel.statusId < 2) {
    const error = 'Aahh! There is no activities found in our DB. Please have some patience it will be updated soon.';
    return reply({ tracking_data: { track_status: 0, shipment_status: 0, shipment_track: [], shipment_track_activities: null, error } });
  }
  return reply({
    tracking_data: {
      track_status: 1,
      shipment_status: parcel.statusId,
      shipment_track: [
        {
          id: parcel.shipmentId,
          awb_code: parcel.awb,
          courier_company_id: parcel.courierId,
          shipment_id: parcel.shipmentId,
          order_id: parcel.orderId,
          pickup_date: parcel.activities.find((activity) => activity.statusId === 42)?.date ?? null,
          delivered_date: parcel.activities.find((activity) => activity.statusId === 7)?.date ?? '',
          weight: String(parcel.weightGrams / 1000),
          packages: 1,
          current_status: statusLabel(parcel.statusId),
          delivered_to: parcel.to.city,
          destination: parcel.to.city,
          consignee_name: parcel.to.name,
          origin: districtOf(parcel.pickup.postcode)?.city ?? '',
          courier_name: parcel.courierName,
          edd: null,
          pod: '',
          pod_status: '',
        },
      ],
      shipment_track_activities: parcel.activities.toReversed().map((activity) => ({
        date: activity.date,
        status: `X-${activity.statusId}`,
        activity: statusLabel(activity.statusId),
        location: activity.location,
        'sr-status': String(activity.statusId),
        'sr-status-label': statusLabel(activity.statusId).toUpperCase(),
      })),
      track_url: `https://shiprocket.co/tracking/${parcel.awb}`,
      etd: parcel.etd,
      qc_response: { qc_image: '', qc_failed_reason: '' },
    },
  });
}
