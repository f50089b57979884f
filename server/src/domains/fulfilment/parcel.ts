/** The noun of parcels: its states, what it may become, and what is announced. Pure: any order of the same news ends in the same state. */
import type { OrderId, QuoteId, ShipmentId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { z } from 'zod';
import type { ParcelState } from '../../providers/couriers/couriers.port.ts';

export type ShipmentState = 'asked' | 'failed' | ParcelState;

export interface ShipmentView {
  readonly id: ShipmentId;
  readonly orderId: OrderId;
  readonly state: ShipmentState;
  readonly courierName?: string;
  readonly awb?: string;
  readonly trackingUrl?: string;
  readonly estimatedOn?: string;
  readonly labelUrl?: string;
  /** For staff: why it failed or what the courier said. */
  readonly detail?: string;
}

/** Emitted upward; app.ts wires them to orders and to the bot. */
export type FulfilmentEvent =
  | { readonly name: 'quote.answered'; readonly quoteId: QuoteId; readonly postalCode: string }
  | { readonly name: 'shipment.moved'; readonly shipmentId: ShipmentId; readonly orderId: OrderId; readonly state: ParcelState }
  /** Booking stopped; staff read `detail` on the shipment and book again. */
  | { readonly name: 'shipment.failed'; readonly shipmentId: ShipmentId; readonly orderId: OrderId; readonly detail: string };

/** Money as it lies in a job's payload. */
const storedMoney = z
  .object({ minor: z.string(), currency: z.string() })
  .transform((value): Money => ({ minor: BigInt(value.minor), currency: value.currency }));

/** What a parcel is made of, as kept in the job that books it. */
export const storedParcel = z.object({
  orderedAt: z.coerce.date(),
  to: z.object({
    name: z.string(),
    phone: z.string(),
    email: z.string().exactOptional(),
    line1: z.string(),
    line2: z.string().exactOptional(),
    city: z.string(),
    state: z.string(),
    postalCode: z.string(),
    country: z.string(),
  }),
  items: z.array(z.object({ name: z.string(), sku: z.string(), quantity: z.number(), unitPrice: storedMoney })),
  subtotal: storedMoney,
  shipping: storedMoney,
  weightGrams: z.number(),
  cashOnDelivery: z.boolean(),
});
export type StoredParcel = z.input<typeof storedParcel>;

const RANK: Record<ParcelState, number> = {
  created: 1,
  pickup_problem: 1,
  in_transit: 2,
  out_for_delivery: 3,
  attempt_failed: 3,
  lost: 4,
  returning: 5,
  delivered: 6,
  returned: 6,
  cancelled: 6,
};

export function isFinal(state: ShipmentState): boolean {
  return state === 'delivered' || state === 'returned' || state === 'cancelled';
}

/** The state that this news adds up to, in the order it happened: never back, never out of an end. */
export function stateAfter(news: readonly { readonly state: ParcelState; readonly at: Date }[]): ParcelState | undefined {
  let state: ParcelState | undefined;
  for (const each of news.toSorted(inOrder)) {
    if (state !== undefined && isFinal(state)) break;
    if (state === undefined || RANK[each.state] >= RANK[state]) state = each.state;
  }
  return state;
}

/** By time, then by how far it is; the name decides what is left, so that every order of arrival ends alike. */
function inOrder(a: { readonly state: ParcelState; readonly at: Date }, b: { readonly state: ParcelState; readonly at: Date }): number {
  return a.at.getTime() - b.at.getTime() || RANK[a.state] - RANK[b.state] || (a.state < b.state ? -1 : Number(a.state !== b.state));
}
