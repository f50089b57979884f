/**
 * Shiprocket's SHIPMENT status numbers and what they mean to us. Their ORDER table uses the same numbers for other things (18, 19, 20,
 * 21…): it must never be read here.
 */
import type { ParcelState } from '../couriers.port.ts';

const labels: Readonly<Record<number, readonly [ParcelState, string]>> = {
  1: ['created', 'AWB Assigned'],
  2: ['created', 'Label Generated'],
  3: ['created', 'Pickup Scheduled'],
  4: ['created', 'Pickup Queued'],
  5: ['created', 'Manifest Generated'],
  6: ['in_transit', 'Shipped'],
  7: ['delivered', 'Delivered'],
  8: ['cancelled', 'Cancelled'],
  9: ['returning', 'RTO Initiated'],
  10: ['returned', 'RTO Delivered'],
  11: ['created', 'Pending'],
  12: ['lost', 'Lost'],
  13: ['pickup_problem', 'Pickup Error'],
  14: ['returning', 'RTO Acknowledged'],
  15: ['created', 'Pickup Rescheduled'],
  16: ['cancelled', 'Cancellation Requested'],
  17: ['out_for_delivery', 'Out For Delivery'],
  18: ['in_transit', 'In Transit'],
  19: ['created', 'Out For Pickup'],
  20: ['pickup_problem', 'Pickup Exception'],
  21: ['attempt_failed', 'Undelivered'],
  22: ['in_transit', 'Delayed'],
  23: ['delivered', 'Partial Delivered'],
  24: ['lost', 'Destroyed'],
  25: ['lost', 'Damaged'],
  26: ['delivered', 'Fulfilled'],
  27: ['created', 'Pickup Booked'],
  38: ['in_transit', 'Reached Destination Hub'],
  39: ['in_transit', 'Misrouted'],
  40: ['returning', 'RTO NDR'],
  41: ['returning', 'RTO OFD'],
  42: ['in_transit', 'Picked Up'],
  43: ['delivered', 'Self Fulfilled'],
  44: ['lost', 'Disposed Off'],
  45: ['cancelled', 'Cancelled Before Dispatched'],
  46: ['returning', 'RTO In Transit'],
  47: ['cancelled', 'QC Failed'],
  48: ['in_transit', 'Reached Warehouse'],
  49: ['in_transit', 'Custom Cleared'],
  50: ['in_transit', 'In Flight'],
  51: ['in_transit', 'Handover to Courier'],
  52: ['created', 'Shipment Booked'],
  75: ['returning', 'RTO Lock'],
  76: ['lost', 'Untraceable'],
  77: ['attempt_failed', 'Issue Related to the Recipient'],
  78: ['returning', 'Reached Back at Seller City'],
};

/** Undefined for numbers without a meaning here (54 to 72: warehouse and international steps among them). */
export function parcelStateOf(shipmentStatusId: number): ParcelState | undefined {
  const known = labels[shipmentStatusId];
  if (known) return known[0];
  return shipmentStatusId >= 54 && shipmentStatusId <= 72 ? 'in_transit' : undefined;
}

/** Their words for a number, as the webhook shows them. */
export function statusLabel(shipmentStatusId: number): string {
  return labels[shipmentStatusId]?.[1] ?? `Status ${shipmentStatusId}`;
}

export const shipmentStatusIds: readonly number[] = Object.keys(labels).map(Number);
