/** Front door of orders: checkout links, placing, the one completion path, cancelling, the timeline. States only move forward. */
import type { CartId, CheckoutId, CustomerId, OrderId, ProductId, QuoteId, ThreadId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CartView } from '../carts/index.ts';
import type { Address } from '../customers/index.ts';
import type { DeliveryQuote, FulfilmentEvent, ShipmentView } from '../fulfilment/index.ts';
import type { PaymentEvent, PaymentLinkView, SettleOrder } from '../payments/index.ts';

export type OrderStatus = 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled';
export type PaymentStatus = 'unpaid' | 'paid' | 'partially_refunded' | 'refunded';

export interface OrderItem {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly name: string;
  readonly options: string;
  readonly sku?: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

export interface OrderView {
  readonly id: OrderId;
  /** Key of the customer's page /order/{uuid}. */
  readonly publicId: string;
  readonly orderNumber: string;
  readonly customerId: CustomerId;
  readonly threadId?: ThreadId;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly items: readonly OrderItem[];
  readonly itemsTotal: Money;
  readonly deliveryPrice: Money;
  readonly total: Money;
  readonly deliveryMethod: 'pickup' | 'delivery';
  readonly address?: Address;
  readonly placedAt: Date;
  readonly expiresAt?: Date;
  readonly paidAt?: Date;
  readonly closedReason?: string;
}

export interface OrderDetail extends OrderView {
  readonly timeline: readonly {
    readonly kind: string;
    readonly at: Date;
    readonly actor: string;
    readonly detail: Readonly<Record<string, unknown>>;
  }[];
  readonly paymentLink?: PaymentLinkView;
  readonly shipment?: ShipmentView;
}

export interface CheckoutView {
  readonly id: CheckoutId;
  readonly state: 'open' | 'ordered' | 'expired';
  readonly customerId: CustomerId;
  readonly cart: CartView;
  readonly cartId: CartId;
  readonly deliveryMethod?: 'pickup' | 'delivery';
  readonly postalCode?: string;
  /** As typed so far, or the customer's last one. */
  readonly address?: Address;
  readonly quote?: DeliveryQuote;
  readonly orderId?: OrderId;
  readonly expiresAt: Date;
}

/** What is announced upward, for the customer's chat and the live dashboard. */
export type OrderEvent = {
  readonly name: 'order.placed' | 'order.paid' | 'order.cancelled' | 'order.expired' | 'order.shipped' | 'order.delivered';
  readonly orderId: OrderId;
};

export interface Orders {
  /** A new link over the customer's open cart (an open one of the same cart is used again); refuses `cart.empty`. */
  startCheckout(
    tx: Tx,
    input: {
      readonly customerId: CustomerId;
      readonly threadId?: ThreadId;
      readonly postalCode?: string;
      readonly quoteId?: QuoteId;
      readonly deliveryMethod?: 'pickup' | 'delivery';
    },
  ): Promise<Result<{ readonly checkoutId: CheckoutId; readonly url: string; readonly expiresAt: Date }>>;
  /** Refuses `checkout.not_found`, `checkout.expired`. */
  checkout(tx: Tx, id: CheckoutId): Promise<Result<CheckoutView>>;
  /** Stores the address and asks for the delivery price of its postal code; the quote may still be `asked`. */
  setDelivery(
    tx: Tx,
    id: CheckoutId,
    input: {
      readonly method: 'pickup' | 'delivery';
      readonly address?: Address;
      readonly contact?: { readonly name: string; readonly phone: string };
    },
  ): Promise<Result<CheckoutView>>;
  /**
   * Turns the checkout into an order: re-prices, holds the stock, asks for a payment link. The same checkout twice is the same order.
   * `expectedTotal` is what the customer saw; refuses `order.price_changed`, `order.out_of_stock`, `delivery.not_served`, `delivery.quote_missing`.
   */
  place(tx: Tx, id: CheckoutId, input: { readonly expectedTotal?: Money }): Promise<Result<OrderView>>;
  /** For the API: straight from lines. */
  placeFor(
    tx: Tx,
    input: {
      readonly customerId: CustomerId;
      readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number; readonly unitPrice?: Money }[];
      readonly deliveryMethod: 'pickup' | 'delivery';
      readonly address?: Address;
      readonly quoteId?: QuoteId;
      readonly actor: string;
    },
  ): Promise<Result<OrderView>>;
  get(tx: Tx, id: OrderId): Promise<Result<OrderDetail>>;
  byPublicId(tx: Tx, publicId: string): Promise<Result<OrderDetail>>;
  list(
    tx: Tx,
    query: {
      readonly status?: OrderStatus;
      readonly paymentStatus?: PaymentStatus;
      readonly customerId?: CustomerId;
      readonly search?: string;
      readonly page: number;
      readonly limit: number;
    },
  ): Promise<{ readonly items: readonly OrderView[]; readonly total: number }>;
  /** Unpaid: lets stock go and closes the link. Paid and not shipped: puts stock back, refunds in full, cancels the parcel. */
  cancel(tx: Tx, id: OrderId, input: { readonly reason: string; readonly actor: string }): Promise<Result<OrderView>>;
  /** A new payment link for an unpaid, living order. */
  renewPaymentLink(tx: Tx, id: OrderId): Promise<Result<PaymentLinkView>>;
  /** The completion path, handed to payments. */
  readonly settle: SettleOrder;
  onPaymentEvent(tx: Tx, event: PaymentEvent): Promise<void>;
  onFulfilmentEvent(tx: Tx, event: FulfilmentEvent): Promise<void>;
}
