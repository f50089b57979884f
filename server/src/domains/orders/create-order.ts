/** The steps that every new order takes, wherever it comes from: hold, number, rows, payment link, its end if nobody pays. */
import type { CheckoutId, CustomerId, OrderId, ThreadId } from '@parley/contract/values/id.ts';
import { newId, newSecretId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { after } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { Address } from '../customers/index.ts';
import type { GatewayName } from '../payments/index.ts';
import { askForPayment } from './ask-for-payment.ts';
import { insertOrder } from './new-order.store.ts';
import { changeOrder, type OrderHead } from './order.store.ts';
import {
  type Channel,
  type Contact,
  holdMsOf,
  itemsTotalOf,
  localDay,
  type OrderItem,
  type OrderLineItem,
  type OrderView,
  type PaymentMethod,
} from './order.ts';
import { expireOrderJob } from './order-job-kinds.ts';
import { salePosting } from './order-postings.ts';
import type { OrdersDeps, Shop } from './orders-deps.ts';
import type { PricedDelivery } from './price-delivery.ts';
import { priceOrder } from './price-order.ts';

export interface NewOrder {
  readonly channel: Channel;
  readonly customerId: CustomerId;
  readonly threadId: ThreadId | undefined;
  readonly checkoutId: CheckoutId | undefined;
  readonly items: readonly OrderLineItem[];
  readonly paymentMethod: PaymentMethod;
  /** In price terms. */
  readonly discount: Money | undefined;
  readonly delivery: PricedDelivery & { readonly address: Address | undefined; readonly contact: Contact | undefined };
  readonly expectedTotal: Money | undefined;
  readonly gateway?: GatewayName | undefined;
  readonly actor: string;
  /** Nobody has proved to be the customer: nothing typed is kept for them. */
  readonly isStranger?: boolean;
}

/** Leaves nothing behind when it refuses only if the caller runs it under `tx.attempt`. */
export async function createOrder(deps: OrdersDeps, tx: Tx, input: NewOrder): Promise<Result<OrderView>> {
  const shop = await deps.shop(tx);
  const now = deps.clock.now();
  const { expectedTotal, paymentMethod, delivery } = input;
  if (input.discount && input.discount.minor > itemsTotalOf(input.items, shop.currency).minor) return discountTooLarge();
  const { items, taxes, ...price } = priceOrder(shop, {
    items: input.items,
    delivery: delivery.price,
    discount: input.discount,
    placeOfSupply: delivery.method === 'delivery' ? delivery.address?.state : undefined,
  });
  const { total } = price;
  if (expectedTotal && (expectedTotal.minor !== total.minor || expectedTotal.currency !== total.currency))
    return refuse('order.price_changed');
  if (paymentMethod === 'cod' && !mayPayOnDelivery(shop, total)) return refuse('order.cod_not_offered');
  const id = newId<OrderId>();
  const expiresAt = after(now, holdMsOf(input));
  const held = await deps.stock.hold(tx, { orderId: id, lines: items, expiresAt, isNew: true });
  if (!held.ok) return outOfStock(held.refusal.details);
  const unnumbered: Omit<OrderHead, 'orderNumber'> = {
    id,
    publicId: newSecretId(),
    customerId: input.customerId,
    channel: input.channel,
    version: 1,
    status: 'pending',
    paymentStatus: 'unpaid',
    ...price,
    paymentMethod,
    refunded: { minor: 0n, currency: total.currency },
    deliveryMethod: input.delivery.method,
    placedAt: now,
    expiresAt,
    ...(input.threadId === undefined ? {} : { threadId: input.threadId }),
    ...(input.delivery.quoteId === undefined ? {} : { quoteId: input.delivery.quoteId }),
    ...(input.delivery.address && input.delivery.method === 'delivery' ? { address: input.delivery.address } : {}),
    ...(input.delivery.contact === undefined ? {} : { contact: input.delivery.contact }),
  };
  const entry = { kind: 'order.placed', at: now, actor: input.actor, detail: { channel: input.channel } };
  const day = localDay(now, shop.timeZone);
  const orderNumber = await insertOrder(tx, { head: unnumbered, day, checkoutId: input.checkoutId, items, taxes, entry });
  const head: OrderHead = { ...unnumbered, orderNumber };
  if (head.address && input.isStranger !== true) await deps.customers.rememberAddress(tx, input.customerId, head.address);
  const opened =
    total.minor === 0n ? await nothingToPay(deps, tx, head, items) : await openPayment(deps, tx, head, shop.name, input.gateway);
  if (!opened.ok) return opened;
  await deps.emit(tx, { name: 'order.placed', orderId: id, paymentMethod });
  if (opened.value.status === 'confirmed') await deps.books.post(tx, salePosting({ ...head, items, taxes }, input.actor));
  return ok({ ...head, ...opened.value, items });
}

/** The shop takes cash for this much. */
export function mayPayOnDelivery({ cod }: Pick<Shop, 'cod'>, total: Money): boolean {
  return cod.offered && (cod.max === undefined || total.minor <= cod.max.minor);
}

function discountTooLarge(): Result<never> {
  return refuse('request.invalid', { details: [{ field: 'discount', message: 'Not more than the price of the goods.' }] });
}

export function outOfStock(details: NonNullable<Parameters<typeof refuse>[1]>['details']): Result<never> {
  return refuse('order.out_of_stock', details === undefined ? {} : { details });
}

async function openPayment(
  deps: OrdersDeps,
  tx: Tx,
  head: OrderHead,
  shopName: string,
  gateway: GatewayName | undefined,
): Promise<Result<Partial<OrderView>>> {
  if (head.expiresAt) await enqueue(tx, head.placedAt, expireOrderJob, { orderId: head.id }, { runAt: head.expiresAt });
  if (head.paymentMethod === 'cod') return ok({});
  const link = await askForPayment(deps, tx, head, shopName, { gateway, isFirst: true });
  // Staff and programs may take an order before the shop can take money online; a customer must be told at once.
  return !link.ok && !(head.channel === 'api' && link.refusal.code === 'connection.missing') ? link : ok({});
}

/** A gift needs no gateway. */
async function nothingToPay(deps: OrdersDeps, tx: Tx, head: OrderHead, items: readonly OrderItem[]): Promise<Result<Partial<OrderView>>> {
  const issued = await deps.stock.issueForOrder(tx, { orderId: head.id, lines: items });
  if (!issued.ok) return outOfStock(issued.refusal.details);
  const paid = { status: 'confirmed', paymentStatus: 'paid', paidAt: head.placedAt } as const;
  const entry = { kind: 'order.confirmed', at: head.placedAt, actor: 'system', detail: { reason: 'nothing to pay' } };
  await changeOrder(tx, head.id, { ...paid, expiresAt: null }, entry);
  await deps.emit(tx, { name: 'order.paid', orderId: head.id });
  return ok(paid);
}
