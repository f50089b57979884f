/** Says to fulfilment what the parcel of an order is. Called when it is paid or confirmed, and again by staff after a failed booking. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { subtract } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { ShipmentView } from '../fulfilment/index.ts';
import { itemsOf, lockOrder, type OrderHead } from './order.store.ts';
import { weightOf } from './order.ts';
import type { OrdersDeps } from './orders-deps.ts';

/** By staff, after a failed booking. Refuses `order.not_found`, `order.wrong_state`, `shipment.not_found` for a pickup. */
export async function bookParcelAgain(deps: OrdersDeps, tx: Tx, id: OrderId): Promise<Result<ShipmentView>> {
  const order = await lockOrder(tx, id);
  if (!order) return refuse('order.not_found');
  if (order.status !== 'confirmed' && order.status !== 'processing') return refuse('order.wrong_state');
  const shipment = await bookParcelOf(deps, tx, order);
  return shipment ? ok(shipment) : refuse('shipment.not_found');
}

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
    // With discount, rounding and added tax: it and the shipping are what is paid, and at the door collected.
    subtotal: subtract(order.total, order.deliveryPrice),
    shipping: order.deliveryPrice,
    weightGrams: weightOf(items),
    cashOnDelivery: order.paymentMethod === 'cod',
    ...(quote?.cost === undefined ? {} : { freight: quote.cost }),
    ...(customer?.email === undefined ? {} : { email: customer.email }),
    ...(quote?.courierId === undefined ? {} : { courierId: quote.courierId }),
  });
}
