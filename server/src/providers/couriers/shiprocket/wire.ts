/**
 * Shiprocket's JSON as it really arrives: numbers as text and text as numbers, messages as text or as objects, success told by a
 * field and not by the HTTP status. Nothing beyond this folder may know these field names.
 */
import type { Money } from '@parley/contract/values/money.ts';
import { z } from 'zod';
import type { CourierOption, ParcelState } from '../couriers.port.ts';
import { rupeesToMoney } from './rupees.ts';
import { parcelStateOf } from './states.ts';

const text = z.preprocess((value) => {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}, z.string().optional());
const id = z.union([z.int(), z.string().min(1)]).transform(String);
/** 0, "" and null all mean "none yet". */
const optionalId = z.preprocess(
  (value) => (value === 0 || value === '0' || value === '' || value === null ? undefined : value),
  id.optional(),
);
const flag = z.preprocess((value) => value === true || value === 1 || value === '1', z.boolean());
const number = z.preprocess(
  (value) => (value === null || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value)),
  z.number().optional(),
);
const rupees = z
  .union([z.number(), z.string(), z.object({ rate: z.union([z.number(), z.string()]) }).transform((value) => value.rate)])
  .transform((value) => rupeesToMoney(value))
  .optional()
  .catch(undefined);

function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(item));
}
/** In lists an array, in single answers an object. */
function oneOrMany<S extends z.ZodType>(item: S) {
  return z.preprocess((value) => (Array.isArray(value) ? value : value && typeof value === 'object' ? [value] : []), z.array(item));
}

export const loginWire = z.object({ token: z.string().min(10) });

const companyWire = z.object({
  courier_company_id: id,
  courier_name: z.string(),
  rate: rupees,
  cod: flag,
  blocked: flag,
  estimated_delivery_days: number,
  etd_hours: number,
});

export const serviceabilityWire = z.object({
  status: number,
  message: z.unknown().optional(),
  data: z
    .object({
      available_courier_companies: listOf(companyWire),
      recommended_courier_company_id: optionalId,
      shiprocket_recommended_courier_id: optionalId,
    })
    .optional()
    .catch(undefined),
});

export const createdWire = z.object({
  order_id: optionalId,
  shipment_id: optionalId,
  awb_code: optionalId,
  courier_name: text,
  status: text,
  message: z.unknown().optional(),
});

const shipmentWire = z.object({ id: optionalId, awb: optionalId, courier: text });
export const orderRowWire = z.object({
  id,
  channel_order_id: text,
  status: text,
  status_code: number,
  shipments: oneOrMany(shipmentWire),
});
export const orderListWire = z.object({ data: listOf(orderRowWire) });
export const shipmentShowWire = z.object({
  data: z.object({ id: optionalId, order_id: optionalId, awb: optionalId, awb_code: optionalId, courier: text }),
});

export const awbWire = z.object({
  awb_assign_status: number,
  message: z.unknown().optional(),
  status_code: number,
  response: z
    .object({
      data: z.union([
        z.object({ awb_code: optionalId, order_id: optionalId, courier_name: text, awb_assign_error: text }),
        z.string().transform((words) => ({ awb_code: undefined, order_id: undefined, courier_name: undefined, awb_assign_error: words })),
      ]),
    })
    .optional()
    .catch(undefined),
});

export const pickupWire = z.object({
  pickup_status: number,
  message: z.unknown().optional(),
  response: z.object({ pickup_scheduled_date: text }).optional().catch(undefined),
});
export const labelWire = z.object({
  label_created: number,
  label_url: text,
  response: z.unknown().optional(),
  message: z.unknown().optional(),
});

export const trackWire = z.object({
  tracking_data: z.object({
    track_status: number,
    shipment_status: number,
    shipment_track: listOf(z.object({ awb_code: optionalId, delivered_date: text, pickup_date: text, edd: text, current_status: text })),
    shipment_track_activities: listOf(
      z.object({ date: text, status: text, activity: text, location: text, 'sr-status': text, 'sr-status-label': text }),
    ),
    etd: text,
    error: text,
  }),
});

const place = z.object({ city: text, state: text });
export const postcodeWire = z.object({ success: z.unknown().optional(), postcode_details: place.optional().catch(undefined) });
export const pickupPlacesWire = z.object({
  data: z.object({ shipping_address: listOf(z.object({ pickup_location: z.string(), pin_code: text })) }),
});

export const webhookWire = z.object({
  awb: optionalId,
  current_status: text,
  shipment_status: text,
  shipment_status_id: number,
  current_timestamp: text,
  order_id: text,
  sr_order_id: optionalId,
  etd: text,
  scans: listOf(z.object({ date: text, location: text, 'sr-status': text })),
});
export type WebhookWire = z.infer<typeof webhookWire>;

/** Every family of their error bodies: `message` as text or as fields, with or without `errors`. */
export const errorWire = z.object({ message: z.unknown().optional(), errors: z.unknown().optional(), status_code: number }).partial();

export function toOptions(wire: z.infer<typeof serviceabilityWire>, cashOnDelivery: boolean): readonly CourierOption[] {
  if (!wire.data) return [];
  const recommended = wire.data.recommended_courier_company_id ?? wire.data.shiprocket_recommended_courier_id;
  return wire.data.available_courier_companies.flatMap((company) => {
    const price: Money | undefined = company.rate;
    if (!price || company.blocked || (cashOnDelivery && !company.cod)) return [];
    return [
      {
        courierId: company.courier_company_id,
        courierName: company.courier_name,
        price,
        estimatedDays: daysOf(company),
        recommended: company.courier_company_id === recommended,
      },
    ];
  });
}

function daysOf(company: { readonly estimated_delivery_days?: number | undefined; readonly etd_hours?: number | undefined }): number {
  if (company.estimated_delivery_days !== undefined) return Math.max(0, Math.ceil(company.estimated_delivery_days));
  return company.etd_hours === undefined ? 7 : Math.max(1, Math.ceil(company.etd_hours / 24));
}

/** `"18"` → in_transit; `"NA"` and unknown numbers → undefined. */
export function stateOfText(shipmentStatus: string | undefined): ParcelState | undefined {
  return /^\d{1,3}$/.test(shipmentStatus ?? '') ? parcelStateOf(Number(shipmentStatus)) : undefined;
}

/** A message as one line of text, whatever shape it came in. */
export function messageText(message: unknown): string | undefined {
  if (typeof message === 'string') return message === '' ? undefined : message;
  if (typeof message !== 'object' || message === null) return undefined;
  const parts = fieldMessages(message).map(({ field, message: words }) => `${field}: ${words}`);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** `{field: ["…"]}` and `{field: "…"}` as a flat list. */
export function fieldMessages(errors: unknown): readonly { readonly field: string; readonly message: string }[] {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return [];
  return Object.entries(errors).flatMap(([field, words]: [string, unknown]) =>
    (Array.isArray(words) ? words : [words]).filter((word) => typeof word === 'string').map((word) => ({ field, message: word })),
  );
}
