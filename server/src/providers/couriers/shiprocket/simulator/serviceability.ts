/** Who delivers between two PIN codes and at what price, in the service's long-winded shape. */
import { z } from 'zod';
import type { CourierLedger } from './ledger.ts';
import { districtOf, unservedPrefixes } from './pin-table.ts';
import { type CourierPrice, pricesBetween } from './rates.ts';
import { invalidFields, type Reply, reply } from './replies.ts';

const query = z.object({
  pickup_postcode: z.string().min(1),
  delivery_postcode: z.string().min(1),
  cod: z.enum(['0', '1']),
  weight: z.coerce.number().positive(),
  length: z.coerce.number().optional(),
  breadth: z.coerce.number().optional(),
  height: z.coerce.number().optional(),
  declared_value: z.coerce.number().optional(),
});

/** Looked up with the longest prefix that was ever decided for this PIN. */
export function isServed(ledger: CourierLedger, pin: string): boolean {
  if (!districtOf(pin)) return false;
  for (let length = pin.length; length > 0; length -= 1) {
    const prefix = pin.slice(0, length);
    const decided = ledger.served.get(prefix);
    if (decided !== undefined) return decided;
    if (unservedPrefixes.includes(prefix)) return false;
  }
  return true;
}

/** Says "nobody" in either of the two ways that were seen; which one depends on the PIN, so that both are met. */
export function serviceability(ledger: CourierLedger, now: Date, asked: URLSearchParams): Reply {
  const sent = Object.fromEntries(asked);
  const parsed = query.safeParse(sent);
  if (!parsed.success) return invalidFields(parsed.error, 'Required field missing', sent);
  const { pickup_postcode: from, delivery_postcode: to, weight, cod, declared_value: declared } = parsed.data;
  const prices = pricesBetween(from, to, {
    weightGrams: Math.round(weight * 1000),
    ...sizeOf(parsed.data),
    cashOnDelivery: cod === '1',
    declaredPaise: Math.round((declared ?? 0) * 100),
  });
  if (!prices || !isServed(ledger, from) || !isServed(ledger, to)) return nobody(to);
  const items = prices.map((price) => courierItem(price, to, now));
  const best = prices[0]?.company.id ?? null;
  return reply({
    company_auto_shipment_insurance_setting: false,
    covid_zones: { delivery_zone: null, pickup_zone: null },
    currency: 'INR',
    data: {
      available_courier_companies: items,
      blocked_courier_companies: [],
      child_courier_id: null,
      is_recommendation_enabled: 1,
      recommended_by: { id: 6, title: 'Recommendation By Shiprocket' },
      recommended_courier_company_id: best,
      shiprocket_recommended_courier_id: best,
    },
    dg_courier: 0,
    eligible_for_insurance: 0,
    insurace_opted_at_order_creation: false,
    is_allow_templatized_pricing: true,
    is_latlong: 0,
    is_old_zone_opted: false,
    label_generate_type: 0,
    status: 200,
  });
}

function nobody(pin: string): Reply {
  if (Number(pin.slice(-1)) % 2 === 0) return reply({ message: 'Delivery postcode is not serviceable', status: 404 });
  return reply({
    currency: 'INR',
    data: { available_courier_companies: [], blocked_courier_companies: [], recommended_courier_company_id: null },
    status: 200,
  });
}

function sizeOf(size: {
  readonly length?: number | undefined;
  readonly breadth?: number | undefined;
  readonly height?: number | undefined;
}) {
  const { length = 0, breadth = 0, height = 0 } = size;
  return { length, breadth, height };
}

/** Numbers as text and text as numbers, as there. */
function courierItem(price: CourierPrice, to: string, now: Date): unknown {
  const district = districtOf(to);
  const { company } = price;
  return {
    air_max_weight: '5.00',
    base_weight: '',
    blocked: 0,
    charge_weight: price.chargeGrams / 1000,
    city: district?.city ?? '',
    cod: company.cod ? 1 : 0,
    cod_charges: price.codPaise / 100,
    cod_multiplier: 0,
    courier_company_id: company.id,
    courier_name: company.name,
    coverage_charges: 0,
    cutoff_time: '14:00',
    delivery_performance: company.rating,
    edd: '',
    entry_tax: 0,
    estimated_delivery_days: String(price.days),
    etd: etdText(now, price.days),
    etd_hours: price.days * 24,
    freight_charge: price.freightPaise / 100,
    is_hyperlocal: false,
    is_surface: company.surface,
    metro: price.zone === 'z_c' ? 1 : 0,
    min_weight: 0.5,
    mode: company.surface ? 0 : 1,
    odablock: false,
    other_charges: 0,
    pickup_availability: '0',
    pickup_performance: company.rating,
    postcode: to,
    rate: price.totalPaise / 100,
    rating: company.rating,
    realtime_tracking: 'Real Time',
    rto_charges: price.freightPaise / 100,
    state: district?.state ?? '',
    suppression_dates: null,
    surface_max_weight: '20.00',
    zone: price.zone,
  };
}

/** `Nov 23, 2026`. */
export function etdText(now: Date, days: number): string {
  const format = new Intl.DateTimeFormat('en-US', { month: 'short', day: '2-digit', year: 'numeric', timeZone: 'Asia/Kolkata' });
  return format.format(new Date(now.getTime() + days * 24 * 60 * 60_000));
}
