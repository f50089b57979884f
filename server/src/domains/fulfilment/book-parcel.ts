/** Books parcels and takes bookings back. Rows and jobs only; a second booking of one order finds the first, a failed one goes on where it stopped. */
import type { OrderId, ShipmentId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { Books } from '../books/index.ts';
import type { Address } from '../customers/index.ts';
import { assignParcelJob, cancelParcelJob, createParcelJob, pickUpParcelJob } from './fulfilment-job-kinds.ts';
import { isFinal, type ShipmentView, type StoredParcel } from './parcel.ts';
import { changeShipment, insertShipment, type Shipment, shipmentsOf } from './shipment.store.ts';

export interface ParcelInput {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly orderedAt: Date;
  readonly to: Address;
  readonly email?: string;
  readonly items: readonly { readonly name: string; readonly sku: string; readonly quantity: number; readonly unitPrice: Money }[];
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly weightGrams: number;
  readonly cashOnDelivery: boolean;
  readonly courierId?: string;
  /** What the courier asks of the shop, by its quote. */
  readonly freight?: Money;
}

export interface BookParcelDeps {
  readonly clock: Clock;
  readonly courierSetup: (tx: Tx) => Promise<{ readonly pickupPostcode: string } | undefined>;
}

export interface CancelParcelDeps {
  readonly clock: Clock;
  readonly books: Pick<Books, 'reverse'>;
}

/** The shop brings it itself: no courier is asked, staff move it. */
const OWN = 'own';
/** Name of the connected service in the rows. */
const COURIER = 'shiprocket';

export async function bookParcel(deps: BookParcelDeps, tx: Tx, input: ParcelInput): Promise<ShipmentView> {
  const at = deps.clock.now();
  const all = await shipmentsOf(tx, input.orderId);
  const [latest] = all;
  if (latest && latest.state !== 'failed' && latest.state !== 'pickup_problem' && latest.state !== 'cancelled') return latest;
  if (latest && latest.state !== 'cancelled') return goOn(tx, at, latest, input);
  const courier = (await deps.courierSetup(tx)) ? COURIER : OWN;
  const shipment = await insertShipment(tx, {
    id: newId<ShipmentId>(),
    orderId: input.orderId,
    courier,
    state: courier === OWN ? 'created' : 'asked',
    // A courier never takes the number of a cancelled parcel again.
    reference: all.length === 0 ? input.orderNumber : `${input.orderNumber}-${all.length + 1}`,
    courierId: input.courierId,
    freight: courier === OWN ? undefined : input.freight,
    at,
  });
  if (courier !== OWN) await askCreate(tx, at, shipment, input);
  return shipment;
}

async function goOn(tx: Tx, at: Date, shipment: Shipment, input: ParcelInput): Promise<ShipmentView> {
  const state = shipment.state === 'failed' ? 'asked' : shipment.state;
  await changeShipment(tx, shipment.id, at, { state, detail: null });
  if (shipment.providerShipmentId === undefined) await askCreate(tx, at, shipment, input);
  else
    await enqueue(
      tx,
      at,
      shipment.awb === undefined ? assignParcelJob : pickUpParcelJob,
      { shipmentId: shipment.id },
      { key: shipment.id },
    );
  const { detail: _, ...rest } = shipment;
  return { ...rest, state };
}

async function askCreate(tx: Tx, at: Date, shipment: Shipment, input: ParcelInput): Promise<void> {
  const { to } = input;
  const street = to.landmark === undefined ? to.line2 : [to.line2, to.landmark].filter(Boolean).join(', ');
  const stored = (money: Money) => ({ minor: `${money.minor}`, currency: money.currency });
  const parcel: StoredParcel = {
    orderedAt: input.orderedAt.toISOString(),
    to: {
      name: to.name,
      phone: to.phone,
      line1: to.line1,
      ...(street ? { line2: street } : {}),
      city: to.city,
      state: to.state,
      postalCode: to.postalCode,
      country: to.country,
      ...(input.email === undefined ? {} : { email: input.email }),
    },
    items: input.items.map((item) => ({ ...item, unitPrice: stored(item.unitPrice) })),
    subtotal: stored(input.subtotal),
    shipping: stored(input.shipping),
    weightGrams: input.weightGrams,
    cashOnDelivery: input.cashOnDelivery,
  };
  await enqueue(tx, at, createParcelJob, { shipmentId: shipment.id, parcel }, { key: shipment.id });
}

/** Takes the booking back; what the courier knows of it is cancelled by a job. */
export async function cancelParcel(deps: CancelParcelDeps, tx: Tx, orderId: OrderId): Promise<void> {
  const [latest] = await shipmentsOf(tx, orderId);
  if (!latest || isFinal(latest.state)) return;
  const at = deps.clock.now();
  await changeShipment(tx, latest.id, at, { state: 'cancelled' });
  if (latest.courier !== OWN && latest.providerOrderId !== undefined)
    await enqueue(tx, at, cancelParcelJob, { shipmentId: latest.id }, { key: latest.id });
  // A way bill that was never used is not charged.
  const by = {
    cause: { kind: 'freight_cancelled', id: latest.id },
    description: `Parcel ${latest.reference} was cancelled`,
    actor: 'system',
  };
  await deps.books.reverse(tx, { kind: 'freight', id: latest.id }, by);
}
