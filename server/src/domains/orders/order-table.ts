/** Orders as a table for a CSV file: one row an order. Pure. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';

const columns = [
  'order_number',
  'placed_at',
  'status',
  'payment_status',
  'payment_method',
  'channel',
  'total_amount',
  'items_amount',
  'delivery_amount',
  'discount_amount',
  'tax_amount',
  'refunded_amount',
  'currency',
  'paid_at',
  'note',
] as const satisfies readonly (keyof OrderAnswer)[];

export function orderTable(orders: readonly OrderAnswer[]): (string | number | null)[][] {
  const rest = (order: OrderAnswer) => [
    order.customer.name,
    order.customer.phone,
    order.delivery.method,
    order.delivery.address?.city ?? null,
    order.delivery.address?.postal_code ?? null,
    order.items.map(({ quantity, name, options }) => `${quantity} × ${[name, options].filter(Boolean).join(' ')}`).join('; '),
  ];
  return [
    [...columns, 'customer_name', 'customer_phone', 'delivery_method', 'city', 'postal_code', 'items'],
    ...orders.map((order) => [...columns.map((column) => order[column]), ...rest(order)]),
  ];
}
