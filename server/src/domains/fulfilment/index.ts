/** Front door of fulfilment: delivery quotes by postal code, parcels with the courier, tracking. Asks the courier only from jobs. */
import type { MerchantId, OrderId, QuoteId, ShipmentId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { ParcelState, TrackingEvent } from '../../providers/couriers/couriers.port.ts';
import type { Address } from '../customers/index.ts';

export interface DeliveryQuote {
  readonly id: QuoteId;
  readonly postalCode: string;
  /** asked: the answer is on its way · failed: the courier does not answer (asked again on the next request). */
  readonly state: 'asked' | 'served' | 'unserved' | 'failed';
  readonly price?: Money;
  readonly courierId?: string;
  readonly courierName?: string;
  readonly estimatedDays?: number;
}

export interface ShipmentView {
  readonly id: ShipmentId;
  readonly orderId: OrderId;
  readonly state: 'asked' | 'failed' | ParcelState;
  readonly courierName?: string;
  readonly awb?: string;
  readonly trackingUrl?: string;
  readonly estimatedOn?: string;
  readonly labelUrl?: string;
  readonly detail?: string;
}

/** Emitted upward; app.ts wires them to orders and to the bot. */
export type FulfilmentEvent =
  | { readonly name: 'quote.answered'; readonly quoteId: QuoteId; readonly postalCode: string }
  | { readonly name: 'shipment.moved'; readonly shipmentId: ShipmentId; readonly orderId: OrderId; readonly state: ParcelState };

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
}

export interface Fulfilment {
  /**
   * A fresh quote for this place and weight where there is one (good for hours), else a new one in state `asked` and a job.
   * A merchant without a courier: by its own rule (flat, free) at once, or `unserved`. `quote.answered` is emitted when it turns.
   */
  requestQuote(
    tx: Tx,
    input: { readonly postalCode: string; readonly weightGrams: number; readonly value: Money; readonly cashOnDelivery: boolean },
  ): Promise<DeliveryQuote>;
  quote(tx: Tx, id: QuoteId): Promise<DeliveryQuote | undefined>;
  /** Books the parcel (create, AWB, pickup) by jobs; once per order. */
  bookParcel(tx: Tx, input: ParcelInput): Promise<ShipmentView>;
  cancelParcel(tx: Tx, orderId: OrderId): Promise<void>;
  shipmentOf(tx: Tx, orderId: OrderId): Promise<ShipmentView | undefined>;
  /** Files what the courier said; forward only, repeats change nothing. False when the parcel is not known here (yet). */
  fileTracking(tx: Tx, event: TrackingEvent): Promise<boolean>;
  /** Merchant of an AWB or reference, for webhooks without a slug. */
  merchantOf(
    tx: PlatformTx,
    keys: { readonly awbs: readonly string[]; readonly references: readonly string[] },
  ): Promise<MerchantId | undefined>;
  /** City and state for a postal code, from what is known without asking anybody (India: built-in PIN table). */
  placeOf(country: string, postalCode: string): { readonly city?: string; readonly state: string } | undefined;
}
