/** Everything the courier stand-in remembers, found by id, owner and reference, and kept between starts. No rules live here. */
import { loadKept } from '../../../simulation/records.ts';
import type { SimulatorState } from '../../../simulation/simulator.port.ts';

export interface PickupPlace {
  /** Matched exactly, case and blanks included. */
  readonly nickname: string;
  readonly postcode: string;
  readonly address?: string;
  readonly phone?: string;
}

export interface CourierAccount {
  readonly email: string;
  readonly password: string;
  readonly pickupPlaces: readonly PickupPlace[];
  /** Empty: no webhooks. */
  readonly webhookUrl: string;
  readonly webhookToken: string;
  readonly companyId: number;
}

export interface ParcelActivity {
  /** `2026-11-20 14:03:00`, IST. */
  readonly date: string;
  readonly statusId: number;
  readonly location: string;
}

export interface ParcelRecord {
  readonly owner: string;
  readonly orderId: number;
  readonly shipmentId: number;
  readonly reference: string;
  readonly createdAt: string;
  readonly pickup: PickupPlace;
  readonly to: {
    readonly name: string;
    readonly phone: string;
    readonly address: string;
    readonly city: string;
    readonly state: string;
    readonly pincode: string;
  };
  readonly cashOnDelivery: boolean;
  readonly subTotal: string;
  readonly weightGrams: number;
  /** Centimetres. */
  readonly size: { readonly length: number; readonly breadth: number; readonly height: number };
  readonly products: readonly { readonly name: string; readonly sku: string; readonly quantity: number; readonly price: string }[];
  orderStatus: 'NEW' | 'READY TO SHIP' | 'PICKUP SCHEDULED' | 'CANCELED';
  /** SHIPMENT table; 0 before an AWB. */
  statusId: number;
  awb: string;
  courierId: number;
  courierName: string;
  chargedPaise: number;
  etd: string;
  pickupDate: string;
  manifested: boolean;
  /** Failed attempts at the door. */
  attempts: number;
  /** Oldest first. */
  activities: ParcelActivity[];
}

export interface CourierLedger {
  /** Not saved: whoever starts the stand-in registers again. */
  readonly accounts: Map<string, CourierAccount>;
  readonly tokens: Map<string, { readonly email: string; readonly expiresAt: number }>;
  readonly parcels: Map<number, ParcelRecord>;
  readonly byShipment: Map<number, ParcelRecord>;
  readonly byAwb: Map<string, ParcelRecord>;
  /** `email|reference` → parcel. */
  readonly byReference: Map<string, ParcelRecord>;
  readonly walletPaise: Map<string, number>;
  /** Prefix of PIN codes → served or not; the longest prefix decides. */
  readonly served: Map<string, boolean>;
  nextId(): number;
  changed(): void;
}

interface SavedCourierLedger {
  readonly version: 1;
  readonly count: number;
  readonly tokens: readonly (readonly [string, { readonly email: string; readonly expiresAt: number }])[];
  readonly parcels: readonly ParcelRecord[];
  readonly walletPaise: readonly (readonly [string, number])[];
  readonly served: readonly (readonly [string, boolean])[];
}

export async function openCourierLedger(state: SimulatorState | undefined): Promise<CourierLedger> {
  const saved = await loadKept<SavedCourierLedger>(state);
  let count = saved?.count ?? 0;
  const ledger: CourierLedger = {
    accounts: new Map(),
    tokens: new Map(saved?.tokens),
    parcels: new Map(),
    byShipment: new Map(),
    byAwb: new Map(),
    byReference: new Map(),
    walletPaise: new Map(saved?.walletPaise),
    served: new Map(saved?.served),
    nextId: () => {
      count += 1;
      return count;
    },
    changed: () => state?.save(document),
  };
  const document = {
    toJSON: (): SavedCourierLedger => ({
      version: 1,
      count,
      // Only the newest are kept on disk, so that saving stays quick however long a stand-in runs.
      tokens: [...ledger.tokens].slice(-200),
      parcels: [...ledger.parcels.values()].slice(-2_000),
      walletPaise: [...ledger.walletPaise],
      served: [...ledger.served],
    }),
  };
  for (const parcel of saved?.parcels ?? []) indexParcel(ledger, parcel);
  return ledger;
}

export function indexParcel(ledger: CourierLedger, parcel: ParcelRecord): void {
  ledger.parcels.set(parcel.orderId, parcel);
  ledger.byShipment.set(parcel.shipmentId, parcel);
  ledger.byReference.set(`${parcel.owner}|${parcel.reference}`, parcel);
  if (parcel.awb !== '') ledger.byAwb.set(parcel.awb, parcel);
}
