/** What Parley needs of a courier service, in our words. Types only. */
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';

export interface CourierFailure {
  readonly kind: 'unavailable' | 'in_doubt' | 'rejected' | 'bad_credentials' | 'rate_limited' | 'no_balance' | 'not_found';
  readonly detail: string;
  /** Fields the courier named, in their words, for staff. */
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly afterMs?: number;
}

export interface QuoteRequest {
  readonly pickupPostcode: string;
  readonly deliveryPostcode: string;
  readonly weightGrams: number;
  readonly cashOnDelivery: boolean;
  readonly declaredValue: Money;
}

export interface CourierOption {
  readonly courierId: string;
  readonly courierName: string;
  readonly price: Money;
  readonly estimatedDays: number;
  readonly recommended: boolean;
}

export interface ParcelAddress {
  readonly name: string;
  readonly phone: string;
  readonly email?: string;
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface ParcelRequest {
  /** Our order number; the courier's lookup key (≤ 50 characters). */
  readonly reference: string;
  readonly orderedAt: Date;
  readonly pickupLocation: string;
  readonly to: ParcelAddress;
  readonly items: readonly { readonly name: string; readonly sku: string; readonly quantity: number; readonly unitPrice: Money }[];
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly cashOnDelivery: boolean;
  readonly weightGrams: number;
  /** Millimetres; the client has a default for shops that do not measure. */
  readonly dimensionsMm?: { readonly length: number; readonly breadth: number; readonly height: number };
}

export interface Parcel {
  readonly providerOrderId: string;
  readonly providerShipmentId: string;
  readonly awb?: string;
  readonly courierName?: string;
  readonly trackingUrl?: string;
}

export type ParcelState =
  | 'created'
  | 'pickup_problem'
  | 'in_transit'
  | 'out_for_delivery'
  | 'attempt_failed'
  | 'delivered'
  | 'returning'
  | 'returned'
  | 'cancelled'
  | 'lost';

export interface TrackingEvent {
  readonly awb: string;
  readonly reference?: string;
  readonly state: ParcelState;
  /** Their own number and words, kept for staff. */
  readonly providerStatus: string;
  readonly place?: string;
  readonly at: Date;
  readonly estimatedOn?: string;
  /** Hash of what makes this event itself. */
  readonly dedupeKey: string;
}

export interface CourierClient {
  /** Empty list = not served. Prices in the courier's currency. */
  quote(request: QuoteRequest): Promise<Result<readonly CourierOption[], CourierFailure>>;
  /** Idempotent on `reference`: looks before it creates again. */
  createParcel(request: ParcelRequest): Promise<Result<Parcel, CourierFailure>>;
  assignAwb(providerShipmentId: string, courierId?: string): Promise<Result<Parcel, CourierFailure>>;
  requestPickup(providerShipmentId: string): Promise<Result<{ readonly scheduledFor?: string }, CourierFailure>>;
  label(providerShipmentId: string): Promise<Result<{ readonly url: string }, CourierFailure>>;
  cancelParcel(providerOrderId: string): Promise<Result<void, CourierFailure>>;
  track(awb: string): Promise<Result<readonly TrackingEvent[], CourierFailure>>;
  /** City and state of a postal code, where the service knows. */
  lookUpPostcode(postcode: string): Promise<Result<{ readonly city: string; readonly state: string } | undefined, CourierFailure>>;
  probe(): Promise<Result<void, CourierFailure>>;
}

export interface CourierWebhooks {
  verify(headers: Readonly<Record<string, string | undefined>>, token: string): boolean;
  peek(body: Uint8Array): { readonly awbs: readonly string[]; readonly references: readonly string[] };
  dedupeKey(body: Uint8Array): string;
  read(body: Uint8Array): readonly TrackingEvent[];
}

export interface ShiprocketCredentials {
  readonly email: string;
  readonly password: string;
  readonly pickupLocation: string;
  readonly pickupPostcode: string;
  readonly webhookToken: string;
}

/** Where a login token outlives the process (encrypted by the caller). */
export interface TokenStore {
  load(): Promise<{ readonly token: string; readonly expiresAt: Date } | undefined>;
  save(token: { readonly token: string; readonly expiresAt: Date }): Promise<void>;
}
