/** An order straight from lines, for staff and programs. Prices come from the catalogue unless the caller was allowed to name others. */
import type { CustomerId, QuoteId, ThreadId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import { type FieldProblem, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { VariantForSale } from '../catalog/index.ts';
import type { Address } from '../customers/index.ts';
import { createOrder } from './create-order.ts';
import type { DeliveryMethod, OrderLineItem, OrderView, PaymentMethod } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { priceDelivery } from './price-delivery.ts';

export interface OrderLine {
  readonly variantId: VariantId;
  readonly quantity: number;
  /** In the shop's currency; differs from the catalogue only with the right to. */
  readonly unitPrice?: Money;
  /** Of a service: what the line is called in the customer's language; absent: as in the catalogue. */
  readonly said?: { readonly name: string; readonly options: string };
}

export interface PlaceForInput {
  readonly customerId: CustomerId;
  readonly lines: readonly OrderLine[];
  readonly deliveryMethod: DeliveryMethod;
  readonly address?: Address;
  readonly quoteId?: QuoteId;
  readonly paymentMethod?: PaymentMethod;
  /** In price terms, at most the price of the goods; only with the right to. */
  readonly discount?: Money;
  readonly actor: string;
  /** Placed in a chat by the customer: the payment link goes there, and the time to pay is a customer's. */
  readonly chat?: { readonly threadId: ThreadId };
  /** What the customer saw; another total is refused with `order.price_changed`. */
  readonly expectedTotal?: Money;
  /** The lines are a service's own: hidden products, each at the price that is named. */
  readonly isService?: boolean;
}

/**
 * Refuses `variant.not_found`, `order.out_of_stock`, `delivery.not_served`, `delivery.quote_missing`, `request.invalid`; in a chat also
 * `order.price_changed` and `connection.missing`.
 */
export async function placeFor(deps: OrdersDeps, tx: Tx, input: PlaceForInput): Promise<Result<OrderView>> {
  return tx.attempt(async () => {
    const items = await itemsFrom(deps, tx, input.lines, input.isService);
    if (!items.ok) return items;
    const shop = await deps.shop(tx);
    const paymentMethod = input.paymentMethod ?? 'prepaid';
    const priced = {
      method: input.deliveryMethod,
      address: input.address,
      items: items.value,
      currency: shop.currency,
      cashOnDelivery: paymentMethod === 'cod',
    };
    const delivery = await priceDelivery(deps, tx, priced);
    if (!delivery.ok) return delivery;
    return createOrder(deps, tx, {
      channel: input.chat ? 'chat' : 'api',
      customerId: input.customerId,
      threadId: input.chat?.threadId,
      checkoutId: undefined,
      items: items.value,
      delivery: { ...delivery.value, address: input.address, contact: undefined },
      paymentMethod,
      discount: input.discount,
      expectedTotal: input.expectedTotal,
      actor: input.actor,
    });
  });
}

/** What these lines are in the catalogue now; each variant stands in an order once. */
export async function itemsFrom(
  deps: Pick<OrdersDeps, 'catalog'>,
  tx: Tx,
  lines: readonly OrderLine[],
  isService = false,
): Promise<Result<readonly OrderLineItem[]>> {
  const found = await deps.catalog.variants(
    tx,
    lines.map((line) => line.variantId),
  );
  const variants = new Map(found.map((variant) => [variant.variantId, variant]));
  const items = new Map<VariantId, OrderLineItem>();
  for (const [index, line] of lines.entries()) {
    const variant = variants.get(line.variantId);
    if (!variant || !(isService ? variant.isHidden && line.unitPrice : variant.isForSale))
      return refuse('variant.not_found', problemAt(`items.${index}`, 'This is not sold here.'));
    if (!variant.isTracked && !variant.inStock) return refuse('order.out_of_stock', problemAt(`items.${index}.quantity`, '0 left.'));
    const unitPrice = line.unitPrice ?? variant.price;
    const before = items.get(line.variantId);
    if (before && before.unitPrice.minor !== unitPrice.minor)
      return refuse('request.invalid', problemAt(`items.${index}.price`, 'The same thing stands in another line at another price.'));
    const item = itemOf(variant, line.quantity + (before?.quantity ?? 0), unitPrice);
    items.set(line.variantId, isService ? { ...item, ...line.said } : item);
  }
  return ok([...items.values()]);
}

function itemOf(variant: VariantForSale, quantity: number, unitPrice: Money): OrderLineItem {
  return {
    variantId: variant.variantId,
    productId: variant.productId,
    name: variant.productName,
    options: variant.optionLabel,
    quantity,
    unitPrice,
    ...(variant.sku === undefined ? {} : { sku: variant.sku }),
    ...(variant.weightGrams === undefined ? {} : { weightGrams: variant.weightGrams }),
    ...(variant.taxRateBp === undefined ? {} : { taxRateBp: variant.taxRateBp }),
    ...(variant.hsnCode === undefined ? {} : { hsnCode: variant.hsnCode }),
  };
}

function problemAt(field: string, message: string): { readonly details: readonly FieldProblem[] } {
  return { details: [{ field, message }] };
}
