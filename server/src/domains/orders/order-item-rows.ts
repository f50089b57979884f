/** The lines of an order as rows, in the order in which they are shown. */
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OrderItem } from './order.ts';

export function itemRows(tx: Tx, orderId: OrderId, items: readonly OrderItem[]) {
  return items.map((item, position) => ({
    merchant_id: tx.merchantId,
    order_id: orderId,
    variant_id: item.variantId,
    product_id: item.productId,
    name: item.name,
    options: item.options,
    sku: item.sku ?? null,
    quantity: item.quantity,
    unit_price_minor: item.unitPrice.minor,
    weight_grams: item.weightGrams ?? null,
    position,
    tax_rate_bp: item.taxRateBp,
    tax_minor: item.tax.minor,
    discount_minor: item.discount.minor,
    hsn_code: item.hsnCode ?? null,
    fulfilled_quantity: item.fulfilledQuantity,
  }));
}
