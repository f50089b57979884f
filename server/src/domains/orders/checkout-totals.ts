/** What a checkout would cost now, as its page shows it before anything is placed. Reads only; placing prices it again. */
import type { Money } from '@parley/contract/values/money.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { mayPayOnDelivery } from './create-order.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { type OrderPrice, priceOrder } from './price-order.ts';
import type { CheckoutView } from './start-checkout.ts';

export interface CheckoutTotals extends Pick<OrderPrice, 'total' | 'tax' | 'pricesIncludeTax'> {
  readonly mayPayOnDelivery: boolean;
}

export async function totalsOf(
  deps: Pick<OrdersDeps, 'shop'>,
  tx: Tx,
  view: Pick<CheckoutView, 'cart' | 'deliveryMethod' | 'address'>,
  delivery: Money,
): Promise<CheckoutTotals> {
  const shop = await deps.shop(tx);
  const { total, tax, pricesIncludeTax } = priceOrder(shop, {
    items: view.cart.lines.map(({ variant, quantity }) => ({
      variantId: variant.variantId,
      productId: variant.productId,
      name: variant.productName,
      options: variant.optionLabel,
      quantity,
      unitPrice: variant.price,
      ...(variant.taxRateBp === undefined ? {} : { taxRateBp: variant.taxRateBp }),
    })),
    delivery,
    placeOfSupply: view.deliveryMethod === 'pickup' ? undefined : view.address?.state,
  });
  return { total, tax, pricesIncludeTax, mayPayOnDelivery: mayPayOnDelivery(shop, total) };
}
