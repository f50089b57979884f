/** Our parcel in the words of Shiprocket's create call: names split, phones cut to ten digits, rupees, kilograms and centimetres. */
import type { ParcelAddress, ParcelRequest } from '../couriers.port.ts';
import { istText } from './ist.ts';
import { gramsToKilograms, millimetresToCentimetres, moneyToRupees } from './rupees.ts';

const defaultDimensionsMm = { length: 150, breadth: 120, height: 80 };
/** They charge from half a kilogram; a shop that does not weigh pays that. */
export const defaultWeightGrams = 500;

/** `fallbackEmail`: the field is required there, and not every customer of a chat has one. */
export function parcelBody(request: ParcelRequest, fallbackEmail: string): Readonly<Record<string, unknown>> {
  const dimensions = request.dimensionsMm ?? defaultDimensionsMm;
  return {
    order_id: request.reference.slice(0, 50),
    order_date: istText(request.orderedAt).slice(0, 16),
    pickup_location: request.pickupLocation,
    ...billing(request.to, fallbackEmail),
    shipping_is_billing: true,
    order_items: items(request),
    payment_method: request.cashOnDelivery ? 'COD' : 'Prepaid',
    shipping_charges: moneyToRupees(request.shipping),
    sub_total: moneyToRupees(request.subtotal),
    length: centimetres(dimensions.length),
    breadth: centimetres(dimensions.breadth),
    height: centimetres(dimensions.height),
    weight: gramsToKilograms(request.weightGrams > 0 ? request.weightGrams : defaultWeightGrams),
  };
}

/** The last ten digits: they know no country codes. */
export function tenDigits(phone: string): string {
  return phone.replace(/\D/g, '').slice(-10);
}

function billing(to: ParcelAddress, fallbackEmail: string): Readonly<Record<string, unknown>> {
  const [first = '', ...rest] = to.name.trim().split(/\s+/);
  const line1 = to.line1.slice(0, 190);
  return {
    billing_customer_name: first.slice(0, 50),
    // Sent even when empty: older forms of the call refuse its absence.
    billing_last_name: rest.join(' ').slice(0, 50),
    billing_address: line1,
    billing_address_2: (to.line2 ?? '').slice(0, Math.max(190 - line1.length, 0)),
    billing_city: to.city.slice(0, 30),
    billing_pincode: to.postalCode.replace(/\s/g, ''),
    billing_state: to.state,
    billing_country: countryName(to.country),
    billing_email: to.email ?? fallbackEmail,
    billing_phone: tenDigits(to.phone),
  };
}

/** SKUs must differ within an order. */
function items(request: ParcelRequest): readonly unknown[] {
  const seen = new Map<string, number>();
  return request.items.map((item) => {
    const times = (seen.get(item.sku) ?? 0) + 1;
    seen.set(item.sku, times);
    return {
      name: item.name,
      sku: times === 1 ? item.sku : `${item.sku}-${times}`,
      units: item.quantity,
      selling_price: moneyToRupees(item.unitPrice),
    };
  });
}

/** They refuse half a centimetre and less. */
function centimetres(millimetres: number): number {
  return millimetresToCentimetres(Math.max(millimetres, 6));
}

function countryName(alpha2: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(alpha2.toUpperCase()) ?? alpha2;
}
