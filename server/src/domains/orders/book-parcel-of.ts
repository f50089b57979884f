/** Says to fulfilment what the parcel of an order is. Called when it is paid or confirmed, and again by staff after a failed booking. */
import type { Tx } from '../../foundation/db/database.ts';
import type { ShipmentView } from '../fulfilment/index.ts';
import { itemsOf, type OrderHead } from './order.store.ts';
import { weightOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** Undefined when there is nothing to send. */
export async function bookParcelOf(
  deps: Pick<OrdersDeps, 'fulfilment' | 'customers'>,
  tx: Tx,
  order: OrderHead,
): Promise<ShipmentView | undefined> {
  if (order.deliveryMethod !== 'delivery' || !order.address) return undefined;
  const items = await itemsOf(tx, order);
  const quote = order.quoteId && (await deps.fulfilment.quote(tx, order.quoteId));
  const customer = await deps.customers.get(tx, order.customerId);
  return deps.fulfilment.bookParcel(tx, {
    orderId: order.id,
    orderNumber: order.orderNumber,
    orderedAt: order.placedAt,
    to: order.address,
    items: items.map((item) => ({
      name: item.options === '' ? item.name : `${item.name} (${item.options})`,
      sku: item.sku ?? item.variantId,
      quantity: item.quantity,
      unitPrice: item.unitPrice,
    })),
    subtotal: order.itemsTotal,
    shipping: order.deliveryPrice,
    weightGrams: weightOf(items),
    cashOnDelivery: false,
    ...(customer?.email === undefined ? {} : { email: customer.email }),
    ...(quote?.courierId === undefined ? {} : { courierId: quote.courierId }),
  });
}
