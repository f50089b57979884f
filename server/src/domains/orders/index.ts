/** Front door of orders: checkout links, placing, the one completion path, cancelling, the timeline. States only move forward. */
import type { CheckoutId, CustomerId, MerchantId, OrderId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { OrderTax } from '@parley/contract/values/tax.ts';
import type { PlatformTx, Tx } from '../../foundation/db/database.ts';
import type { FulfilmentEvent, ShipmentView } from '../fulfilment/index.ts';
import type { GatewayName, PaymentEvent, PaymentLinkView, SettleOrder } from '../payments/index.ts';
import { type PayableOrder, payerOf } from './ask-for-payment.ts';
import { beginOrder } from './begin-order.ts';
import { bookParcelAgain } from './book-parcel-of.ts';
import { type CodRemitted, confirmCod, remitCod } from './cash-on-delivery.ts';
import { merchantOfPublicLink, moveToCustomer } from './checkout.store.ts';
import { type CheckoutTotals, totalsOf } from './checkout-totals.ts';
import { type CancelInput, cancelOrder } from './close-order.ts';
import { confirmOrder } from './confirm-order.ts';
import { deleteOrder } from './delete-order.ts';
import { deliverOrder } from './deliver-order.ts';
import { type Edited, editOrder, quoteForEdit } from './edit-order.ts';
import type { EditInput } from './edit-order-plan.ts';
import { followFulfilment, followPayment } from './follow-events.ts';
import { forgetCustomer } from './forget-customer.ts';
import { shipOrder } from './move-order.ts';
import { type OrderHead, orderById, orderByPublicId, type TimelineEntry, timelineOf, withItems } from './order.store.ts';
import type { OrderView } from './order.ts';
import { listOrders, type OrderQuery } from './order-list.store.ts';
import { taxesOf } from './order-tax.store.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { type PlaceForInput, placeFor } from './place-for.ts';
import { type PlaceInput, placeOrder } from './place-order.ts';
import { type LinesPrice, type LineToPrice, priceLines } from './price-lines.ts';
import { refundOrder } from './refund-order.ts';
import { renewPaymentLink } from './renew-payment-link.ts';
import { type SetDeliveryInput, setDelivery } from './set-delivery.ts';
import { settleOrder } from './settle-order.ts';
import { type ShippedLine, shipPart } from './ship-part.ts';
import { type CheckoutStarted, type CheckoutView, type StartCheckoutInput, startCheckout, viewCheckout } from './start-checkout.ts';

export type { CheckoutTotals } from './checkout-totals.ts';
export type { OrderHead } from './order.store.ts';
export type { Contact, OrderEvent, OrderItem, OrderStatus, OrderView, PaymentStatus } from './order.ts';
export type { OrdersDeps, Shop } from './orders-deps.ts';
export type { CheckoutView } from './start-checkout.ts';

export interface SoldOrder extends OrderView {
  /** By name and rate; they add up to `tax`. */
  readonly taxes: readonly OrderTax[];
}

export interface OrderDetail extends SoldOrder {
  readonly timeline: readonly TimelineEntry[];
  readonly paymentLink?: PaymentLinkView;
  readonly shipment?: ShipmentView;
}

export interface Orders {
  /** A new link over the customer's open cart (an open one of the same cart is used again); refuses `cart.empty`. */
  startCheckout(tx: Tx, input: StartCheckoutInput): Promise<Result<CheckoutStarted>>;
  /** Refuses `checkout.not_found`, `checkout.expired`. */
  checkout(tx: Tx, id: CheckoutId): Promise<Result<CheckoutView>>;
  /** Stores the address and asks for the delivery price of its postal code; look at the checkout for the quote, which may still be `asked`. */
  setDelivery(tx: Tx, id: CheckoutId, input: SetDeliveryInput): Promise<Result<void>>;
  /**
   * Turns the checkout into an order: re-prices, holds the stock, asks for a payment link. The same checkout twice is the same order.
   * `expectedTotal` is what the customer saw; refuses `order.price_changed`, `order.out_of_stock`, `delivery.not_served`,
   * `delivery.quote_missing` (call setDelivery again: it asks), `connection.missing` (the shop cannot take payments yet).
   */
  place(tx: Tx, id: CheckoutId, input: PlaceInput): Promise<Result<OrderView>>;
  /** For the API and for services in the chat: straight from lines. */
  placeFor(tx: Tx, input: PlaceForInput): Promise<Result<OrderView>>;
  /** What lines cost that are picked up: what `placeFor` would ask for them. */
  priceOf(tx: Tx, lines: readonly LineToPrice[]): Promise<LinesPrice>;
  get(tx: Tx, id: OrderId): Promise<Result<OrderDetail>>;
  /** Without lines and history, for whoever only asks how it stands. */
  head(tx: Tx, id: OrderId): Promise<Result<OrderHead>>;
  /** With lines and taxes, without history: what a bill is made of. */
  sold(tx: Tx, id: OrderId): Promise<Result<SoldOrder>>;
  byPublicId(tx: Tx, publicId: string): Promise<Result<OrderDetail>>;
  list(tx: Tx, query: OrderQuery): Promise<{ readonly items: readonly OrderView[]; readonly total: number }>;
  /** Unpaid: lets stock go and closes the link. Paid and not shipped: puts stock back, refunds in full, cancels the parcel. */
  cancel(tx: Tx, id: OrderId, input: CancelInput): Promise<Result<OrderView>>;
  /**
   * For people who have shown their second factor. Open (nobody paid or confirmed): lines and address, stock held anew and the link
   * replaced. Sold and not sent: lines may shrink (stock back, credit, refund) and the address may change. Refuses `order.not_found`,
   * `request.conflict` for another version, `order.wrong_state`, `order.out_of_stock`, `delivery.not_served`, `delivery.quote_missing`.
   */
  edit(tx: Tx, id: OrderId, input: EditInput): Promise<Result<Edited>>;
  /** Has the delivery price asked that the edit needs; false while it is not answered. */
  quoteForEdit(tx: Tx, id: OrderId, input: EditInput): Promise<Result<boolean>>;
  /** An order that was never sold is cancelled and left out of lists; nothing is removed. Refuses `order.wrong_state` for a sold one. */
  delete(tx: Tx, id: OrderId, input: { readonly version?: number; readonly actor: string }): Promise<Result<OrderView>>;
  /** By staff, who answer for it: an unpaid order goes ahead without a payment and stays unpaid. */
  confirm(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  /** Work on it has begun: a confirmed order is processed from now on, a later one stays. Refuses `order.wrong_state` while pending, or cancelled. */
  begin(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  /** All that has not left, or the lines that are named; shipped when all have left. */
  ship(tx: Tx, id: OrderId, actor: string, lines?: readonly ShippedLine[]): Promise<Result<OrderView>>;
  deliver(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  /** The customer's yes to cash on delivery. Refuses `order.not_found`, `order.wrong_state`, `order.out_of_stock`. */
  confirmCod(tx: Tx, id: OrderId, actor: string): Promise<Result<OrderView>>;
  /** The courier passed on what it collected. */
  codRemitted(tx: Tx, id: OrderId, input: CodRemitted): Promise<Result<OrderView>>;
  /** What a checkout costs with this price of delivery, tax and all, and whether cash on delivery is offered for it. Changes nothing. */
  totalsOf(tx: Tx, view: CheckoutView, delivery: Money): Promise<CheckoutTotals>;
  /** Without an amount: all that is left. */
  refund(
    tx: Tx,
    id: OrderId,
    input: { readonly amount?: Money; readonly reason: string; readonly actor: string },
  ): Promise<Result<OrderView>>;
  /** After a failed booking; goes on where that stopped. */
  bookParcelAgain(tx: Tx, id: OrderId): Promise<Result<ShipmentView>>;
  /** A new payment link for an unpaid, living order. */
  renewPaymentLink(tx: Tx, id: OrderId, gateway?: GatewayName): Promise<Result<PaymentLinkView>>;
  /** The gateways its customer may choose from. */
  gatewaysOf(tx: Tx, order: PayableOrder): Promise<readonly GatewayName[]>;
  /** The completion path, handed to payments. */
  readonly settle: SettleOrder;
  onPaymentEvent(tx: Tx, event: PaymentEvent): Promise<void>;
  onFulfilmentEvent(tx: Tx, event: FulfilmentEvent): Promise<void>;
  /** Merchant of a checkout's id or an order's public id. */
  merchantOfLink(tx: PlatformTx, id: string): Promise<MerchantId | undefined>;
  /** For `onMerged` of customers: orders and checkouts follow the person. */
  moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void>;
  /** For `onErased` of customers. Refuses `customer.has_open_orders`. */
  forgetCustomer(tx: Tx, id: CustomerId): Promise<Result<void>>;
}

export function createOrders(deps: OrdersDeps): Orders {
  return {
    startCheckout: (tx, input) => startCheckout(deps, tx, input),
    checkout: (tx, id) => viewCheckout(deps, tx, id),
    setDelivery: (tx, id, input) => setDelivery(deps, tx, id, input),
    place: (tx, id, input) => placeOrder(deps, tx, id, input),
    placeFor: (tx, input) => placeFor(deps, tx, input),
    priceOf: async (tx, lines) => priceLines(await deps.shop(tx), lines),
    get: async (tx, id) => detailOf(deps, tx, await orderById(tx, id)),
    head: async (tx, id) => orNotFound(await orderById(tx, id)),
    sold: async (tx, id) => soldOf(tx, await orderById(tx, id)),
    byPublicId: async (tx, publicId) => detailOf(deps, tx, await orderByPublicId(tx, publicId)),
    list: listOrders,
    cancel: (tx, id, input) => cancelOrder(deps, tx, id, input),
    edit: (tx, id, input) => editOrder(deps, tx, id, input),
    quoteForEdit: (tx, id, input) => quoteForEdit(deps, tx, id, input),
    delete: (tx, id, input) => deleteOrder(deps, tx, id, input),
    confirm: (tx, id, actor) => confirmOrder(deps, tx, id, actor),
    begin: (tx, id, actor) => beginOrder(deps, tx, id, actor),
    ship: (tx, id, actor, lines) => (lines ? shipPart(deps, tx, id, { lines, actor }) : shipOrder(deps, tx, id, actor)),
    confirmCod: (tx, id, actor) => confirmCod(deps, tx, id, actor),
    codRemitted: (tx, id, input) => remitCod(deps, tx, id, input),
    totalsOf: (tx, view, delivery) => totalsOf(deps, tx, view, delivery),
    deliver: (tx, id, actor) => deliverOrder(deps, tx, id, actor),
    refund: (tx, id, input) => refundOrder(deps, tx, id, input),
    bookParcelAgain: (tx, id) => bookParcelAgain(deps, tx, id),
    renewPaymentLink: (tx, id, gateway) => renewPaymentLink(deps, tx, id, gateway),
    gatewaysOf: async (tx, order) => deps.payments.choices(tx, await payerOf(deps, tx, order)),
    settle: (tx, payment) => settleOrder(deps, tx, payment),
    onPaymentEvent: (tx, event) => followPayment(deps, tx, event),
    onFulfilmentEvent: (tx, event) => followFulfilment(deps, tx, event),
    merchantOfLink: merchantOfPublicLink,
    moveToCustomer,
    forgetCustomer,
  };
}

function orNotFound<T>(found: T | undefined): Result<T> {
  return found === undefined ? refuse('order.not_found') : ok(found);
}

async function soldOf(tx: Tx, head: OrderHead | undefined): Promise<Result<SoldOrder>> {
  const [view] = head ? await withItems(tx, [head]) : [];
  return orNotFound(view && { ...view, taxes: await taxesOf(tx, view.id) });
}

async function detailOf(deps: OrdersDeps, tx: Tx, head: OrderHead | undefined): Promise<Result<OrderDetail>> {
  const sold = await soldOf(tx, head);
  if (!sold.ok) return sold;
  const view = sold.value;
  const timeline = await timelineOf(tx, view.id);
  const paymentLink = await deps.payments.linkOf(tx, view.id);
  const shipment = await deps.fulfilment.shipmentOf(tx, view.id);
  return ok({ ...view, timeline, ...(paymentLink ? { paymentLink } : {}), ...(shipment ? { shipment } : {}) });
}
