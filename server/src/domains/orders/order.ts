/** The noun of orders: what one is, how its states may move, what it weighs. Pure; states only move forward. */
import type { CustomerId, OrderId, ProductId, ThreadId, VariantId } from '@parley/contract/values/id.ts';
import { type Money, sum, times } from '@parley/contract/values/money.ts';
import { hourMs, minuteMs } from '@parley/contract/values/time.ts';
import type { Address } from '../customers/index.ts';

export type OrderStatus = 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled';
export type PaymentStatus = 'unpaid' | 'paid' | 'partially_refunded' | 'refunded';
export type DeliveryMethod = 'pickup' | 'delivery';
export type Channel = 'chat' | 'storefront' | 'api';

/** prepaid: by a payment link, or as staff see to it · cod: cash when it is handed over. */
export type PaymentMethod = 'prepaid' | 'cod';

/** What somebody wants to buy, priced but not taxed yet. */
export interface OrderLineItem {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly name: string;
  readonly options: string;
  readonly sku?: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly weightGrams?: number;
  /** Basis points; absent: the shop's default. */
  readonly taxRateBp?: number;
  readonly hsnCode?: string;
}

export interface OrderItem extends OrderLineItem {
  readonly taxRateBp: number;
  /** In or on the line's price, after the discount. */
  readonly tax: Money;
  /** Its share of the order's discount, in price terms. */
  readonly discount: Money;
  /** Units that have left. */
  readonly fulfilledQuantity: number;
}

/** Who comes for a pickup, or is asked for at the door. */
export interface Contact {
  readonly name: string;
  readonly phone: string;
}

export interface OrderView {
  readonly id: OrderId;
  /** Key of the customer's page /order/{uuid}. */
  readonly publicId: string;
  readonly orderNumber: string;
  readonly customerId: CustomerId;
  readonly threadId?: ThreadId;
  readonly channel: Channel;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly items: readonly OrderItem[];
  readonly itemsTotal: Money;
  readonly deliveryPrice: Money;
  /** In price terms; taken off before tax. */
  readonly discount: Money;
  /** All taxes, delivery's included; part of the prices, or added to them. */
  readonly tax: Money;
  readonly pricesIncludeTax: boolean;
  readonly rounding: Money;
  readonly total: Money;
  readonly paymentMethod: PaymentMethod;
  /** Cash on delivery: when the courier (or the shop itself) got it, and when the courier passed it on. */
  readonly codCollectedAt?: Date;
  readonly codRemittedAt?: Date;
  /** What has certainly gone back to the customer. */
  readonly refunded: Money;
  readonly deliveryMethod: DeliveryMethod;
  readonly address?: Address;
  readonly contact?: Contact;
  readonly placedAt: Date;
  readonly expiresAt?: Date;
  readonly paidAt?: Date;
  readonly closedReason?: string;
  /** What staff wrote down for each other. */
  readonly note?: string;
  /** Grows by one with every change; whoever edits names the one they saw. */
  readonly version: number;
}

/** What is announced upward, for the customer's chat and the live dashboard. */
export type OrderEvent = { readonly orderId: OrderId } & (
  | { readonly name: 'order.placed'; readonly paymentMethod: PaymentMethod }
  /** `late`: by a link that was closed, or for an order that had ended; absent where there was nothing to pay. */
  | { readonly name: 'order.paid'; readonly late?: boolean }
  | {
      readonly name: 'order.confirmed' | 'order.edited' | 'order.cancelled' | 'order.expired' | 'order.shipped' | 'order.delivered';
    }
);

/** Each state and where it may go. Only a late payment revives a cancelled order (settle-order), which is no move of this table. */
export const orderMoves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['processing', 'shipped', 'delivered', 'cancelled'],
  processing: ['shipped', 'delivered', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

export const paymentMoves: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  unpaid: ['paid'],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
};

export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return orderMoves[from].includes(to);
}

/** Why an order was closed that lists no longer show; it stays with its number. */
export const DELETED = 'deleted';

/** By what has gone back of what was paid. */
export function paymentStatusAfter(total: Money, refunded: Money): Exclude<PaymentStatus, 'unpaid'> {
  if (refunded.minor <= 0n) return 'paid';
  return refunded.minor < total.minor ? 'partially_refunded' : 'refunded';
}

/** How long stock is held: half an hour for a payment in the chat, a day for orders that a program or staff placed, or that wait for a yes. */
export function holdMsOf(order: { readonly channel: Channel; readonly paymentMethod: PaymentMethod }): number {
  return order.channel === 'api' || order.paymentMethod === 'cod' ? 24 * hourMs : 30 * minuteMs;
}

const UNKNOWN_GRAMS = 500;

/** Half a kilogram for each unit that nobody weighed. */
export function weightOf(lines: readonly { readonly quantity: number; readonly weightGrams?: number | undefined }[]): number {
  return lines.reduce((grams, line) => grams + line.quantity * (line.weightGrams ?? UNKNOWN_GRAMS), 0);
}

export function itemsTotalOf(items: readonly Pick<OrderItem, 'quantity' | 'unitPrice'>[], currency: string): Money {
  return sum(
    items.map((item) => times(item.unitPrice, item.quantity)),
    currency,
  );
}

/** `2025-03-29` in the merchant's own zone. */
export function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** `ORD-20250329-10001`. */
export function orderNumberOf(day: string, count: number | ''): string {
  return `ORD-${day.replaceAll('-', '')}-${count}`;
}
