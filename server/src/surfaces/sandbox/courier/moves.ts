/** Which steps a person may press for a parcel, by the step it is at. The stand-in itself would take any. */
import { parcelStateOf } from '../../../providers/couriers/shiprocket/states.ts';

export interface Move {
  /** SHIPMENT table number. */
  readonly status: number;
  readonly title: string;
}

const picked = { status: 42, title: 'Picked up' };
const transit = { status: 18, title: 'In transit' };
const out = { status: 17, title: 'Out for delivery' };
const delivered = { status: 7, title: 'Delivered' };
const failed = { status: 21, title: 'Attempt failed' };
const back = { status: 9, title: 'Send back' };
const lost = { status: 12, title: 'Lost' };

/** The likely next step first. */
export function movesOf(statusId: number): readonly Move[] {
  if (statusId === 42) return [transit, out, back, lost];
  switch (parcelStateOf(statusId)) {
    case 'in_transit':
      return [out, delivered, failed, back, lost];
    case 'out_for_delivery':
      return [delivered, failed, lost];
    case 'attempt_failed':
      return [out, delivered, failed, back];
    case 'returning':
      return [{ status: 10, title: 'Back at the shop' }, lost];
    case 'delivered':
    case 'returned':
    case 'lost':
    case 'cancelled':
      return [];
    case 'pickup_problem':
      return [picked, { status: 15, title: 'Pickup again' }];
    case 'created':
    case undefined:
    default:
      return [picked, { status: 20, title: 'Pickup failed' }, transit, lost];
  }
}
