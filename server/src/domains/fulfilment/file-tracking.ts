/** Files what the courier said about a parcel. The state is what all news together adds up to, so repeats and wrong order change nothing. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { TrackingEvent } from '../../providers/couriers/couriers.port.ts';
import type { Books } from '../books/index.ts';
import { bookFreight } from './book-freight.ts';
import { type FulfilmentEvent, stateAfter } from './parcel.ts';
import { changeShipment, findShipment, insertNews, lockShipment, newsOf } from './shipment.store.ts';

export interface FileTrackingDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'post'>;
  readonly emit: (tx: Tx, event: FulfilmentEvent) => Promise<void>;
}

/** @returns false when the parcel is not known here (yet). */
export async function fileTracking(deps: FileTrackingDeps, tx: Tx, event: TrackingEvent): Promise<boolean> {
  const found = await findShipment(tx, event);
  const shipment = found && (await lockShipment(tx, found.id));
  if (!shipment) return false;
  const at = deps.clock.now();
  if (!(await insertNews(tx, shipment.id, event, at))) return true;
  // What we cancelled stays cancelled; the news is kept for staff.
  const state = shipment.state === 'cancelled' ? undefined : stateAfter(await newsOf(tx, shipment.id));
  await changeShipment(tx, shipment.id, at, {
    ...(state === undefined ? {} : { state }),
    ...(shipment.awb === undefined ? { awb: event.awb } : {}),
    ...(event.estimatedOn === undefined ? {} : { estimatedOn: event.estimatedOn }),
  });
  if (state !== undefined && state !== shipment.state)
    await deps.emit(tx, { name: 'shipment.moved', shipmentId: shipment.id, orderId: shipment.orderId, state });
  // The way back costs as much again.
  if (state === 'returned' && state !== shipment.state) await bookFreight(deps, tx, shipment, 'return_freight');
  return true;
}
