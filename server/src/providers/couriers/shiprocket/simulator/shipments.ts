/** What costs money at the courier service: an AWB paid from the wallet, the pickup, the label, and cancelling it all. */
import { z } from 'zod';
import { istDay, istText } from '../ist.ts';
import { type CourierAccount, indexParcel, type ParcelRecord } from './ledger.ts';
import type { OrderDesk } from './orders.ts';
import { pricesBetween } from './rates.ts';
import { invalidFields, nonObject, type Reply, refusal, reply } from './replies.ts';
import { etdText, isServed } from './serviceability.ts';
import { record } from './steps.ts';

export interface ShipmentDesk extends OrderDesk {
  /** Takes one switched-on failure of the next AWB. */
  readonly takeAwbFailure: () => 'wallet' | 'unserviceable' | undefined;
  readonly publicUrl: () => string;
  /** Tells the account of a step. */
  readonly tell: (parcel: ParcelRecord) => void;
}

const numberLike = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(Number);
const awbBody = z.object({ shipment_id: numberLike, courier_id: numberLike.optional(), status: z.string().optional() });

export function assignAwb(desk: ShipmentDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = awbBody.safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Oops! Invalid Data.', sent);
  const parcel = ownShipment(desk, account, parsed.data.shipment_id);
  if (!parcel) return nonObject;
  if (parcel.orderStatus === 'CANCELED') return refusal(400, 'Order has been cancelled, AWB cannot be assigned');
  if (parcel.awb !== '') {
    return parsed.data.status === 'reassign'
      ? refusal(400, 'Oops! Cannot reassign courier for this shipment.')
      : failedAwb(`AWB is already assigned for this shipment: ${parcel.awb}`);
  }
  const failure = desk.takeAwbFailure();
  const choice = failure === 'unserviceable' ? undefined : courierFor(desk, parcel, parsed.data.courier_id);
  if (!choice) return failedAwb('Courier is not serviceable for the given pickup and delivery postcodes.');
  const balance = desk.ledger.walletPaise.get(account.email) ?? 0;
  if (failure === 'wallet' || balance < choice.totalPaise) {
    const message = 'Please recharge your ShipRocket wallet. The minimum required balance is Rs 100';
    return reply({ awb_assign_status: 0, message, status_code: 350 });
  }
  desk.ledger.walletPaise.set(account.email, balance - choice.totalPaise);
  Object.assign(parcel, {
    awb: `19041${String(Math.floor(desk.random() * 1e9)).padStart(9, '0')}`,
    courierId: choice.company.id,
    courierName: choice.company.name,
    chargedPaise: choice.totalPaise,
    etd: etdText(desk.clock.now(), choice.days),
    orderStatus: 'READY TO SHIP',
  });
  indexParcel(desk.ledger, parcel);
  record(parcel, 1, desk.clock.now());
  desk.ledger.changed();
  return assignedAwb(desk, account, parcel);
}

function courierFor(desk: ShipmentDesk, parcel: ParcelRecord, wanted: number | undefined) {
  if (!isServed(desk.ledger, parcel.pickup.postcode) || !isServed(desk.ledger, parcel.to.pincode)) return undefined;
  const prices = pricesBetween(parcel.pickup.postcode, parcel.to.pincode, {
    weightGrams: parcel.weightGrams,
    ...parcel.size,
    cashOnDelivery: parcel.cashOnDelivery,
    declaredPaise: Math.round(Number(parcel.subTotal) * 100),
  });
  return wanted === undefined ? prices?.[0] : prices?.find((price) => price.company.id === wanted);
}

function failedAwb(error: string): Reply {
  return reply({ awb_assign_status: 0, response: { data: { awb_assign_error: error } } });
}

function assignedAwb(desk: ShipmentDesk, account: CourierAccount, parcel: ParcelRecord): Reply {
  const now = istText(desk.clock.now());
  return reply({
    awb_assign_status: 1,
    response: {
      data: {
        courier_company_id: parcel.courierId,
        awb_code: parcel.awb,
        cod: parcel.cashOnDelivery ? 1 : 0,
        order_id: parcel.orderId,
        shipment_id: parcel.shipmentId,
        awb_code_status: 1,
        assigned_date_time: { date: `${now}.000000`, timezone_type: 3, timezone: 'Asia/Kolkata' },
        applied_weight: parcel.weightGrams / 1000,
        company_id: account.companyId,
        courier_name: parcel.courierName,
        child_courier_name: null,
        pickup_scheduled_date: `${pickupDay(desk.clock.now())} 14:00:00`,
        routing_code: '',
        rto_routing_code: '',
        invoice_no: `Retail${parcel.orderId}`,
        transporter_id: '',
        transporter_name: '',
        shipped_by: { shipper_company_name: parcel.pickup.nickname, shipper_postcode: parcel.pickup.postcode },
      },
    },
  });
}

const idsBody = z.object({ shipment_id: z.union([z.array(numberLike), numberLike.transform((id) => [id])]) });

export function requestPickup(desk: ShipmentDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = idsBody.safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Oops! Invalid Data.', sent);
  const parcel = ownShipment(desk, account, parsed.data.shipment_id[0]);
  if (!parcel || parcel.awb === '') return refusal(400, 'Invalid shipment id');
  if (parcel.pickupDate !== '') return refusal(400, 'Already in Pickup Queue.');
  parcel.pickupDate = `${pickupDay(desk.clock.now())} 14:00:00`;
  parcel.orderStatus = 'PICKUP SCHEDULED';
  record(parcel, 3, desk.clock.now());
  desk.ledger.changed();
  desk.tell(parcel);
  return reply({
    pickup_status: 1,
    response: {
      pickup_scheduled_date: parcel.pickupDate,
      pickup_token_number: `Reference No: ${parcel.shipmentId}_BIGFOOT`,
      status: 3,
      others: JSON.stringify({ tier_id: 5, etd_zone: 'z_d', etd_hours: {} }),
      pickup_generated_date: { date: `${istText(desk.clock.now())}.000000`, timezone_type: 3, timezone: 'Asia/Kolkata' },
      data: `Pickup is confirmed by ${parcel.courierName} For AWB :- ${parcel.awb}`,
    },
  });
}

export function generateLabel(desk: ShipmentDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = z.object({ shipment_id: z.array(numberLike) }).safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'The given data was invalid.', sent);
  const ids = parsed.data.shipment_id;
  const parcel = ownShipment(desk, account, ids[0]);
  if (!parcel || parcel.awb === '') {
    return reply({ label_created: 0, response: 'Label could not be created for the given shipment id.', not_created: ids });
  }
  const label_url = `${desk.publicUrl().replace(/\/+$/, '')}/labels/${parcel.shipmentId}-${parcel.awb}.pdf`;
  return reply({ label_created: 1, label_url, response: 'Label has been created and uploaded successfully!', not_created: [] });
}

export function generateManifest(desk: ShipmentDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = idsBody.safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Oops! Invalid Data.', sent);
  const parcel = ownShipment(desk, account, parsed.data.shipment_id[0]);
  if (!parcel || parcel.awb === '') return refusal(400, 'Invalid shipment id');
  if (parcel.manifested) {
    const message = 'Manifest already generated.';
    return reply({ message, already_manifested_shipment_ids: [parcel.shipmentId], status_code: 400 }, 400);
  }
  parcel.manifested = true;
  desk.ledger.changed();
  return reply({ status: 1, manifest_url: `${desk.publicUrl().replace(/\/+$/, '')}/labels/${parcel.shipmentId}-${parcel.awb}.pdf` });
}

/** By their order ids; the charge returns to the wallet. Too late once the parcel is on its way. */
export function cancelOrders(desk: ShipmentDesk, account: CourierAccount, sent: unknown): Reply {
  const parsed = z.object({ ids: z.array(numberLike).min(1) }).safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Oops! Invalid Data.', sent);
  const parcels = parsed.data.ids.map((id) => desk.ledger.parcels.get(id)).filter((parcel) => parcel?.owner === account.email);
  const [parcel] = parcels;
  if (!parcel || parcels.length < parsed.data.ids.length) return nonObject;
  if (parcel.orderStatus === 'CANCELED') return refusal(400, 'Order is already cancelled.');
  if (![0, 1, 2, 3, 4, 5, 11, 13, 15, 20, 27].includes(parcel.statusId)) {
    return refusal(400, 'Cannot cancel order at this stage. The shipment has been picked up.');
  }
  for (const each of parcels) if (each) cancel(desk, account, each);
  return { status: 204, body: undefined };
}

function cancel(desk: ShipmentDesk, account: CourierAccount, parcel: ParcelRecord): void {
  parcel.orderStatus = 'CANCELED';
  desk.ledger.walletPaise.set(account.email, (desk.ledger.walletPaise.get(account.email) ?? 0) + parcel.chargedPaise);
  parcel.chargedPaise = 0;
  if (parcel.awb !== '') {
    record(parcel, 8, desk.clock.now());
    desk.tell(parcel);
  }
  desk.ledger.changed();
}

export function ownShipment(desk: OrderDesk, account: CourierAccount, shipmentId: number | undefined): ParcelRecord | undefined {
  const parcel = shipmentId === undefined ? undefined : desk.ledger.byShipment.get(shipmentId);
  return parcel?.owner === account.email ? parcel : undefined;
}

/** Tomorrow; a Sunday rolls forward. */
function pickupDay(now: Date): string {
  const tomorrow = istDay(new Date(now.getTime() + 24 * 60 * 60_000));
  const isSunday = new Date(`${tomorrow}T00:00:00Z`).getUTCDay() === 0;
  return isSunday ? istDay(new Date(now.getTime() + 48 * 60 * 60_000)) : tomorrow;
}
