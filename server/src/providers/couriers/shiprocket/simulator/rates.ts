/** What the stand-in's couriers charge and how long they take: zones by distance, slabs of half a kilogram, all in paise. */
import { districtOf, type PinDistrict } from './pin-table.ts';

export const zones = ['z_a', 'z_b', 'z_c', 'z_d', 'z_e'] as const;
export type Zone = (typeof zones)[number];

const metros = new Set(['110', '400', '500', '560', '600', '700']);
const hardToReach = new Set([
  'Jammu and Kashmir',
  'Ladakh',
  'Sikkim',
  'Assam',
  'Arunachal Pradesh',
  'Meghalaya',
  'Manipur',
  'Mizoram',
  'Nagaland',
  'Tripura',
  'Andaman and Nicobar Islands',
  'Lakshadweep',
]);

/** a: one city · b: one state · c: between metros · d: the rest · e: far corners. */
export function zoneBetween(from: PinDistrict, to: PinDistrict): Zone {
  if (hardToReach.has(from.state) !== hardToReach.has(to.state)) return 'z_e';
  if (from.city === to.city) return 'z_a';
  if (from.state === to.state) return 'z_b';
  return metros.has(from.prefix) && metros.has(to.prefix) ? 'z_c' : 'z_d';
}

/** Paise for the first half kilogram and for each further one. */
const slabs: Readonly<Record<Zone, readonly [number, number]>> = {
  z_a: [3_900, 3_200],
  z_b: [4_850, 4_100],
  z_c: [6_120, 5_300],
  z_d: [6_990, 6_150],
  z_e: [9_475, 8_400],
};

export interface CourierCompany {
  readonly id: number;
  readonly name: string;
  /** Percent of the slab price. */
  readonly factor: number;
  readonly days: Readonly<Record<Zone, number>>;
  readonly surface: boolean;
  readonly cod: boolean;
  readonly rating: number;
}

const days = (a: number, b: number, c: number, d: number, e: number) => ({ z_a: a, z_b: b, z_c: c, z_d: d, z_e: e });

export const courierCompanies: readonly CourierCompany[] = [
  { id: 43, name: 'Delhivery Surface', factor: 100, days: days(2, 3, 4, 5, 7), surface: true, cod: true, rating: 4.2 },
  { id: 51, name: 'Xpressbees Surface', factor: 104, days: days(2, 3, 4, 5, 8), surface: true, cod: true, rating: 4.1 },
  { id: 6, name: 'DTDC Surface', factor: 112, days: days(2, 4, 5, 6, 8), surface: true, cod: true, rating: 3.9 },
  { id: 1, name: 'Blue Dart Air', factor: 158, days: days(1, 2, 2, 3, 4), surface: false, cod: true, rating: 4.6 },
  { id: 225, name: 'India Post Speed Post', factor: 121, days: days(2, 3, 4, 5, 6), surface: false, cod: false, rating: 3.8 },
];

export interface ParcelMeasure {
  readonly weightGrams: number;
  /** Centimetres. */
  readonly length?: number;
  readonly breadth?: number;
  readonly height?: number;
  readonly cashOnDelivery: boolean;
  readonly declaredPaise: number;
}

export interface CourierPrice {
  readonly company: CourierCompany;
  readonly zone: Zone;
  readonly days: number;
  readonly chargeGrams: number;
  readonly freightPaise: number;
  readonly codPaise: number;
  /** Freight and cash-on-delivery charge together. */
  readonly totalPaise: number;
}

/** Cheapest first; undefined where one end is no PIN. */
export function pricesBetween(pickupPin: string, deliveryPin: string, measure: ParcelMeasure): readonly CourierPrice[] | undefined {
  const from = districtOf(pickupPin);
  const to = districtOf(deliveryPin);
  if (!from || !to) return undefined;
  const zone = zoneBetween(from, to);
  const chargeGrams = Math.max(measure.weightGrams, volumetricGrams(measure));
  const steps = Math.max(Math.ceil(chargeGrams / 500), 1);
  const [first, further] = slabs[zone];
  return courierCompanies
    .filter((company) => company.cod || !measure.cashOnDelivery)
    .map((company) => {
      const freightPaise = Math.round(((first + further * (steps - 1)) * company.factor) / 100);
      // The larger of a fixed sum and 2 % of what is collected.
      const codPaise = measure.cashOnDelivery ? Math.max(3_000, Math.round(measure.declaredPaise / 50)) : 0;
      return {
        company,
        zone,
        days: company.days[zone],
        chargeGrams: steps * 500,
        freightPaise,
        codPaise,
        totalPaise: freightPaise + codPaise,
      };
    })
    .toSorted((a, b) => a.totalPaise - b.totalPaise);
}

/** L × B × H / 5000 kilograms. */
function volumetricGrams({ length = 0, breadth = 0, height = 0 }: ParcelMeasure): number {
  return Math.ceil((length * breadth * height) / 5);
}
