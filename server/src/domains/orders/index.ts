/** Front door of orders: checkout links, placing, the one completion path, cancelling, the timeline. States only move forward. */
import type { CheckoutId, CustomerId, MerchantId, OrderId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { FulfilmentEvent, ShipmentView } from '../fulfilment/index.ts';
import type { PaymentEvent, PaymentLinkView, SettleOrder } from '../payments/index.ts';
import { merchantOfPublicLink, moveToCustomer } from './checkout.store.ts';
import { type CancelInput, cancelOrder } from './close-order.ts';
import { followFulfilment, followPayment } from './follow-events.ts';
import { bookParcelAgain, confirmOrder, deliverOrder, refundOrder, shipOrder } from './move-order.ts';
import { type OrderHead, orderById, orderByPublicId, type TimelineEntry, timelineOf, withItems } from './order.store.ts';
import type { OrderView } from './order.ts';
import { listOrders, type OrderQuery } from './order-list.store.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { type PlaceForInput, placeFor } from './place-for.ts';
import { type PlaceInput, placeOrder } from './place-order.ts';
import { renewPaymentLink } from './renew-payment-link.ts';
import { type SetDeliveryInput, setDelivery } from './set-delivery.ts';
import { settleOrder } from './settle-order.ts';
import { type CheckoutStarted, type CheckoutView, type StartCheckoutInput, startCheckout, viewCheckout } from './start-checkout.ts';

export type { Contact, OrderEvent, OrderItem, OrderStatus, OrderView, PaymentStatus } from './order.ts';
export type { OrdersDeps, Shop } from './orders-deps.ts';
export type { CheckoutView } from './start-checkout.ts';

export interface OrderDetail extends OrderView {
  readonly timeline: readonly TimelineEntry[];
  readonly paymentLink?: PaymentLinkView;
  readonly shipment?: ShipmentView;
}

export interface Orders {
  /** A new link over the customer's open cart (an open one of the same cart is used again); refuses `cart.empty`. */
  startCheckout(tx: Tx, input: StartCheckoutInput): Promise<Result<CheckoutStarted>>;
  /** Refuses `checkout.not_found`, `checkout.expired`. */
  checkout(tx: Tx, id: CheckoutId): Promise<Result<CheckoutView>>;
  /** Stores the address and asks for the delivery price of its postal code; the quote may still be `asked`. */
  setDelivery(tx: Tx, id: CheckoutId, input: SetDeliveryInput): Promise<Result<CheckoutView>>;
  /**
   * Turns the checkout into an order: re-prices, holds the stock, asks for a payment link. The same checkout twice is the same order.
   * `expectedTotal` is what the customer saw; refuses `order.price_changed`, `order.out_of_stock`, `delivery.not_served`,
   * `delivery.quote_missing` (call setDelivery again: it asks), `connection.missing` (the shop cannot take payments yet).
   */
  place(tx: Tx, id: CheckoutId, input: PlaceInput): Promise<Result<OrderView>>;
  /** For the API: straight from lines. */
  placeFor(tx: Tx, input: PlaceForInput): Promise<Result<OrderView>>;
  get(tx: Tx, id: OrderId): Promise<Result<OrderDetail>>;
  byPublicId(tx: Tx, publicId: string): Promise<Result<OrderDetail>>;
  list(tx: Tx, query: OrderQuery): Promise<{ readonly items: readonly OrderView[]; readonly total: number }>;
  /** Unpaid: lets stock go and closes the link. Paid and not shipped: puts stock back, refunds in full, cancels the parcel. */
  cancel(tx: Tx, id: OrderId, input: CancelInput): Promise<Result<OrderView>>;
  /** By staff, who answer for it: an unpaid order goes ahead without a payment and stays unpaid. */
  confirm(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  ship(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  deliver(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  /** Without an amount: all that is left. */
  refund(
    tx: Tx,
    id: OrderId,
    input: { readonly amount?: Money; readonly reason: string; readonly actor: string },
  ): Promise<Result<OrderView>>;
  /** After a failed booking; goes on where that stopped. */
  bookParcelAgain(tx: Tx, id: OrderId): Promise<Result<ShipmentView>>;
  /** A new payment link for an unpaid, living order. */
  renewPaymentLink(tx: Tx, id: OrderId): Promise<Result<PaymentLinkView>>;
  /** The completion path, handed to payments. */
  readonly settle: SettleOrder;
  onPaymentEvent(tx: Tx, event: PaymentEvent): Promise<void>;
  onFulfilmentEvent(tx: Tx, event: FulfilmentEvent): Promise<void>;
  /** Merchant of a checkout's id or an order's public id. */
  merchantOfLink(tx: PlatformTx, id: string): Promise<MerchantId | undefined>;
  /** For `onMerged` of customers: orders and checkouts follow the person. */
  moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void>;
}

export function createOrders(deps: OrdersDeps): Orders {
  return {
    startCheckout: (tx, input) => startCheckout(deps, tx, input),
    checkout: (tx, id) => viewCheckout(deps, tx, id),
    setDelivery: (tx, id, input) => setDelivery(deps, tx, id, input),
    place: (tx, id, input) => placeOrder(deps, tx, id, input),
    placeFor: (tx, input) => placeFor(deps, tx, input),
    get: async (tx, id) => detailOf(deps, tx, await orderById(tx, id)),
    byPublicId: async (tx, publicId) => detailOf(deps, tx, await orderByPublicId(tx, publicId)),
    list: listOrders,
    cancel: (tx, id, input) => cancelOrder(deps, tx, id, input),
    confirm: (tx, id, actor) => confirmOrder(deps, tx, id, actor),
    ship: (tx, id, actor) => shipOrder(deps, tx, id, actor),
    deliver: (tx, id, actor) => deliverOrder(deps, tx, id, actor),
    refund: (tx, id, input) => refundOrder(deps, tx, id, input),
    bookParcelAgain: (tx, id) => bookParcelAgain(deps, tx, id),
    renewPaymentLink: (tx, id) => renewPaymentLink(deps, tx, id),
    settle: (tx, payment) => settleOrder(deps, tx, payment),
    onPaymentEvent: (tx, event) => followPayment(deps, tx, event),
    onFulfilmentEvent: (tx, event) => followFulfilment(deps, tx, event),
    merchantOfLink: merchantOfPublicLink,
    moveToCustomer,
  };
}

async function detailOf(deps: OrdersDeps, tx: Tx, head: OrderHead | undefined): Promise<Result<OrderDetail>> {
  const [view] = head ? await withItems(tx, [head]) : [];
  if (!view) return refuse('order.not_found');
  const timeline = await timelineOf(tx, view.id);
  const paymentLink = await deps.payments.linkOf(tx, view.id);
  const shipment = await deps.fulfilment.shipmentOf(tx, view.id);
  return ok({ ...view, timeline, ...(paymentLink ? { paymentLink } : {}), ...(shipment ? { shipment } : {}) });
}
