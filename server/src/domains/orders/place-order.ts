/** A checkout becomes an order: once, at today's prices, with its stock held. All of it happens or nothing. */
import type { CheckoutId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { CartView } from '../carts/index.ts';
import type { GatewayName } from '../payments/index.ts';
import { type Checkout, lockCart, lockCheckout, orderOfCart } from './checkout.store.ts';
import { createOrder } from './create-order.ts';
import { orderById, withItems } from './order.store.ts';
import type { OrderLineItem, OrderView } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { priceDelivery } from './price-delivery.ts';
import { addressFor, checkLiving } from './start-checkout.ts';

export interface PlaceInput {
  /** What the customer saw, in minor units of the cart's currency. */
  readonly expectedTotal?: bigint;
  /** The customer's choice where several fit. */
  readonly gateway?: GatewayName;
}

/**
 * The same checkout twice is the same order. Refuses `checkout.not_found`, `checkout.expired`, `cart.empty`, `order.price_changed`,
 * `order.out_of_stock`, `delivery.not_served`, `delivery.quote_missing` (call setDelivery again: it asks), `connection.missing`. A refusal
 * may come after rows were written: it must reach the edge, where it rolls back.
 */
export async function placeOrder(deps: OrdersDeps, tx: Tx, id: CheckoutId, input: PlaceInput): Promise<Result<OrderView>> {
  const living = checkLiving(await lockCheckout(tx, id), deps.clock.now());
  if (!living.ok) return living;
  const checkout = living.value;
  await lockCart(tx, checkout.cartId);
  const orderId = checkout.orderId ?? (await orderOfCart(tx, checkout.customerId, checkout.cartId));
  const known = orderId && (await orderById(tx, orderId));
  if (known) {
    const [view] = await withItems(tx, [known]);
    if (view) return ok(view);
  }
  return place(deps, tx, checkout, input);
}

async function place(deps: OrdersDeps, tx: Tx, checkout: Checkout, input: PlaceInput): Promise<Result<OrderView>> {
  const cart = await deps.carts.viewById(tx, checkout.cartId);
  const items = itemsOfCart(cart);
  if (!items.ok) return items;
  // Nobody is sent anything, and who comes is known.
  const isPickup = checkout.deliveryMethod === 'pickup' && checkout.contact !== undefined;
  const address = isPickup ? checkout.address : await addressFor(deps, tx, checkout);
  const delivery = await priceDelivery(deps, tx, {
    method: checkout.deliveryMethod,
    address,
    items: items.value,
    currency: cart.subtotal.currency,
    cashOnDelivery: checkout.paymentMethod === 'cod',
  });
  if (!delivery.ok) return delivery;
  // Before the order, whose number makes others wait.
  await deps.carts.markOrdered(tx, checkout.cartId);
  return createOrder(deps, tx, {
    channel: checkout.threadId === undefined ? 'storefront' : 'chat',
    customerId: checkout.customerId,
    threadId: checkout.threadId,
    checkoutId: checkout.id,
    items: items.value,
    delivery: { ...delivery.value, address, contact: checkout.contact ?? (address && { name: address.name, phone: address.phone }) },
    paymentMethod: checkout.paymentMethod,
    discount: undefined,
    expectedTotal: input.expectedTotal === undefined ? undefined : money(input.expectedTotal, cart.subtotal.currency),
    gateway: input.gateway,
    actor: 'customer',
    isStranger: checkout.asksAnew,
  });
}

export function itemsOfCart(cart: CartView): Result<readonly OrderLineItem[]> {
  if (cart.lines.length === 0) return refuse('cart.empty');
  const problems = cart.lines.flatMap((line, index): FieldProblem[] =>
    line.problem === undefined
      ? []
      : [{ field: `items.${index}.quantity`, message: line.problem === 'gone' ? 'No longer sold.' : `${line.available ?? 0} left.` }],
  );
  if (problems.length > 0) return refuse('order.out_of_stock', { details: problems });
  return ok(
    cart.lines.map(({ variant, quantity }) => ({
      variantId: variant.variantId,
      productId: variant.productId,
      name: variant.productName,
      options: variant.optionLabel,
      quantity,
      unitPrice: variant.price,
      ...(variant.sku === undefined ? {} : { sku: variant.sku }),
      ...(variant.weightGrams === undefined ? {} : { weightGrams: variant.weightGrams }),
      ...(variant.taxRateBp === undefined ? {} : { taxRateBp: variant.taxRateBp }),
      ...(variant.hsnCode === undefined ? {} : { hsnCode: variant.hsnCode }),
    })),
  );
}
