/** Front door of fulfilment: delivery quotes by postal code, parcels with the courier, tracking. Asks the courier only from jobs. */
import type { MerchantId, OrderId, QuoteId } from '@parley/contract/values/id.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { TrackingEvent } from '../../providers/couriers/couriers.port.ts';
import type { Books } from '../books/index.ts';
import { type BookParcelDeps, bookParcel, cancelParcel, type ParcelInput } from './book-parcel.ts';
import { type FileTrackingDeps, fileTracking } from './file-tracking.ts';
import type { ShipmentView } from './parcel.ts';
import { type Place, placeOf } from './place-of.ts';
import { quoteById } from './quote.store.ts';
import type { DeliveryQuote } from './quote.ts';
import { type QuoteInput, type RequestQuoteDeps, requestQuote } from './request-quote.ts';
import { merchantOfShipments, shipmentsOf } from './shipment.store.ts';

export type { ParcelInput } from './book-parcel.ts';
export type { FulfilmentEvent, ShipmentView } from './parcel.ts';
export type { DeliveryQuote, DeliveryRule } from './quote.ts';
export { tidyPostalCode } from './quote.ts';

export interface Fulfilment {
  /**
   * A fresh quote for this place and weight where there is one (good for hours), else a new one in state `asked` and a job.
   * A merchant without a courier: by its own rule (flat, free) at once, or `unserved`. `quote.answered` is emitted when it turns.
   */
  requestQuote(tx: Tx, input: QuoteInput): Promise<DeliveryQuote>;
  quote(tx: Tx, id: QuoteId): Promise<DeliveryQuote | undefined>;
  /** Books the parcel (create, AWB, pickup) by jobs; once per order. On a failed booking it goes on where that stopped. */
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
  placeOf(country: string, postalCode: string): Place | undefined;
}

export interface FulfilmentDeps extends RequestQuoteDeps, BookParcelDeps, FileTrackingDeps {
  readonly books: Pick<Books, 'post' | 'reverse'>;
}

export function createFulfilment(deps: FulfilmentDeps): Fulfilment {
  return {
    requestQuote: (tx, input) => requestQuote(deps, tx, input),
    quote: quoteById,
    bookParcel: (tx, input) => bookParcel(deps, tx, input),
    cancelParcel: (tx, orderId) => cancelParcel(deps, tx, orderId),
    async shipmentOf(tx, orderId) {
      const [latest] = await shipmentsOf(tx, orderId);
      return latest;
    },
    fileTracking: (tx, event) => fileTracking(deps, tx, event),
    merchantOf: merchantOfShipments,
    placeOf,
  };
}
