/**
 * The true Shiprocket client. A write without an answer is looked up before anything is said about it, and never repeated blindly:
 * every parcel here costs the merchant money.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { CourierClient, CourierFailure, Parcel, ShiprocketCredentials, TokenStore } from '../couriers.port.ts';
import type { RawCall } from './call.ts';
import { fail, failureOfWords, isTaken } from './failures.ts';
import { defaultWeightGrams, parcelBody } from './parcel-body.ts';
import { gramsToKilograms, moneyToRupees } from './rupees.ts';
import { createSession } from './session.ts';
import { trackingEvents } from './tracking.ts';
import {
  awbWire,
  createdWire,
  labelWire,
  messageText,
  orderListWire,
  pickupPlacesWire,
  pickupWire,
  postcodeWire,
  serviceabilityWire,
  shipmentShowWire,
  toOptions,
  trackWire,
} from './wire.ts';

export interface ShiprocketClientOptions {
  /** Origin only, e.g. `https://apiv2.shiprocket.in`; the client adds `/v1/external/…`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
  readonly credentials: Pick<ShiprocketCredentials, 'email' | 'password' | 'pickupLocation'>;
  readonly tokens: TokenStore;
  /** Page where a customer follows a parcel; their public one when absent. */
  readonly trackingUrl?: (awb: string) => string;
  /** How long an answer is waited for; 20 s when absent. */
  readonly timeoutMs?: number;
}

type Outcome<T> = Result<T, CourierFailure>;

export function createShiprocketClient(options: ShiprocketClientOptions): CourierClient {
  const call = createSession(options);
  const trackingUrl = options.trackingUrl ?? ((awb) => `https://shiprocket.co/tracking/${encodeURIComponent(awb)}`);
  const parcel = (ids: ParcelIds): Parcel => ({
    providerOrderId: ids.orderId,
    providerShipmentId: ids.shipmentId,
    ...(ids.awb === undefined ? {} : { awb: ids.awb, trackingUrl: trackingUrl(ids.awb) }),
    ...(ids.courierName === undefined ? {} : { courierName: ids.courierName }),
  });
  return {
    ...askingVerbs(call, options),
    ...parcelVerbs(call, options, parcel),
    ...shipmentVerbs(call, parcel),
  };
}

interface ParcelIds {
  readonly orderId: string;
  readonly shipmentId: string;
  readonly awb?: string | undefined;
  readonly courierName?: string | undefined;
}
type ToParcel = (ids: ParcelIds) => Parcel;

function askingVerbs(call: RawCall, options: ShiprocketClientOptions): Pick<CourierClient, 'quote' | 'track' | 'lookUpPostcode' | 'probe'> {
  return {
    async quote({ pickupPostcode, deliveryPostcode, weightGrams, cashOnDelivery, declaredValue }) {
      const query = {
        pickup_postcode: pickupPostcode,
        delivery_postcode: deliveryPostcode,
        cod: cashOnDelivery ? '1' : '0',
        weight: String(gramsToKilograms(weightGrams > 0 ? weightGrams : defaultWeightGrams)),
        declared_value: String(moneyToRupees(declaredValue)),
      };
      const answer = await call('read', 'GET', '/courier/serviceability/', serviceabilityWire, { query });
      if (answer.ok) return ok(toOptions(answer.value, cashOnDelivery));
      // "No courier" has also been seen as a true 404 with words; a 404 without is a wrong address.
      const isUnserved = answer.refusal.kind === 'not_found' && !/404 Not Found$|no message$/.test(answer.refusal.detail);
      return isUnserved ? ok([]) : answer;
    },
    async track(awb) {
      const answer = await call('read', 'GET', `/courier/track/awb/${encodeURIComponent(awb)}`, trackWire);
      return answer.ok ? ok(trackingEvents(awb, answer.value.tracking_data)) : answer;
    },
    async lookUpPostcode(postcode) {
      const answer = await call('read', 'GET', '/open/postcode/details', postcodeWire, { query: { postcode } });
      if (!answer.ok) return answer.refusal.kind === 'not_found' || answer.refusal.kind === 'rejected' ? ok(undefined) : answer;
      const { city, state } = answer.value.postcode_details ?? {};
      return ok(city === undefined || state === undefined ? undefined : { city, state });
    },
    async probe() {
      const places = await call('read', 'GET', '/settings/company/pickup', pickupPlacesWire);
      if (!places.ok) return places;
      const names = places.value.data.shipping_address.map((place) => place.pickup_location);
      if (names.includes(options.credentials.pickupLocation)) return ok(undefined);
      return fail('rejected', `no pickup place "${options.credentials.pickupLocation}"; there are: ${names.join(', ') || 'none'}`);
    },
  };
}

function parcelVerbs(
  call: RawCall,
  options: ShiprocketClientOptions,
  parcel: ToParcel,
): Pick<CourierClient, 'createParcel' | 'cancelParcel'> {
  /** The living order with this reference; undefined when there is none. */
  const find = async (reference: string): Promise<Outcome<Parcel | undefined>> => {
    const answer = await call('read', 'GET', '/orders', orderListWire, { query: { search: reference, per_page: '50' } });
    if (!answer.ok) return answer;
    const rows = answer.value.data.filter((row) => row.channel_order_id === reference);
    const row = rows.find((each) => !/cancel/i.test(each.status ?? ''));
    const shipment = row?.shipments[0];
    if (row && shipment?.id !== undefined) {
      return ok(parcel({ orderId: row.id, shipmentId: shipment.id, awb: shipment.awb, courierName: shipment.courier }));
    }
    return rows.length > 0 && !row ? fail('rejected', `reference ${reference} belongs to a cancelled parcel`) : ok(undefined);
  };

  return {
    async createParcel(request) {
      const body = parcelBody(request, options.credentials.email);
      const made = await call('write', 'POST', '/orders/create/adhoc', createdWire, { body });
      if (made.ok) {
        const { order_id: orderId, shipment_id: shipmentId, awb_code: awb, courier_name: courierName, status } = made.value;
        if (/cancel/i.test(status ?? '')) return fail('rejected', `reference ${request.reference} belongs to a cancelled parcel`);
        if (orderId !== undefined && shipmentId !== undefined) return ok(parcel({ orderId, shipmentId, awb, courierName }));
        return failureOfWords(messageText(made.value.message));
      }
      if (made.refusal.kind !== 'in_doubt' && !isTaken(made.refusal)) return made;
      const found = await find(request.reference);
      if (!found.ok) return found.refusal.kind === 'rejected' ? found : made;
      return found.value ? ok(found.value) : made;
    },
    async cancelParcel(providerOrderId) {
      const answer = await call('write', 'POST', '/orders/cancel', z.unknown(), { body: { ids: [Number(providerOrderId)] } });
      if (answer.ok || /already.*cancel/i.test(answer.refusal.detail)) return ok(undefined);
      return answer;
    },
  };
}

function shipmentVerbs(call: RawCall, parcel: ToParcel): Pick<CourierClient, 'assignAwb' | 'requestPickup' | 'label'> {
  /** What is known of a shipment now; undefined while it has no AWB. */
  const assigned = async (shipmentId: string): Promise<Parcel | undefined> => {
    const answer = await call('read', 'GET', `/shipments/${encodeURIComponent(shipmentId)}`, shipmentShowWire);
    if (!answer.ok) return undefined;
    const { order_id: orderId, awb, awb_code: awbCode, courier: courierName } = answer.value.data;
    const number = awb ?? awbCode;
    return orderId === undefined || number === undefined ? undefined : parcel({ orderId, shipmentId, awb: number, courierName });
  };

  return {
    async assignAwb(shipmentId, courierId) {
      const body = { shipment_id: Number(shipmentId), ...(courierId === undefined ? {} : { courier_id: Number(courierId) }) };
      const answer = await call('write', 'POST', '/courier/assign/awb', awbWire, { body });
      const data = answer.ok ? answer.value.response?.data : undefined;
      if (answer.ok && answer.value.awb_assign_status === 1 && data?.awb_code !== undefined && data.order_id !== undefined) {
        return ok(parcel({ orderId: data.order_id, shipmentId, awb: data.awb_code, courierName: data.courier_name }));
      }
      const refused = answer.ok
        ? failureOfWords(data?.awb_assign_error ?? messageText(answer.value.message), answer.value.status_code)
        : answer;
      const mayBeDone = refused.refusal.kind === 'in_doubt' || /already|reassign/i.test(refused.refusal.detail) || data?.awb_code;
      const known = mayBeDone ? await assigned(shipmentId) : undefined;
      return known ? ok(known) : refused;
    },
    async requestPickup(shipmentId) {
      const body = { shipment_id: [Number(shipmentId)] };
      const answer = await call('write', 'POST', '/courier/generate/pickup', pickupWire, { body });
      if (!answer.ok) return /already/i.test(answer.refusal.detail) ? ok({}) : answer;
      if (answer.value.pickup_status !== 1) return failureOfWords(messageText(answer.value.message));
      const scheduledFor = answer.value.response?.pickup_scheduled_date;
      return ok(scheduledFor === undefined ? {} : { scheduledFor });
    },
    async label(shipmentId) {
      // Making a label again changes nothing, so that a silence may be asked again.
      const answer = await call('read', 'POST', '/courier/generate/label', labelWire, { body: { shipment_id: [Number(shipmentId)] } });
      if (!answer.ok) return answer;
      const { label_created: created, label_url: url, response, message } = answer.value;
      return created === 1 && url !== undefined ? ok({ url }) : failureOfWords(messageText(response) ?? messageText(message));
    },
  };
}
