/** What an order costs: goods, discount, delivery and the taxes in or on them. Pure; the one place where totals are made. */
import { type Money, times } from '@parley/contract/values/money.ts';
import { type OrderTax, taxOrder } from '@parley/contract/values/tax.ts';
import { taxKindOf } from '@parley/contract/values/tax-region.ts';
import { itemsTotalOf, type OrderItem, type OrderLineItem, type OrderView } from './order.ts';
import type { Shop } from './orders-deps.ts';

export type TaxSettings = Pick<Shop, 'currency' | 'country' | 'pricesIncludeTax' | 'defaultTaxRateBp' | 'taxRegion'>;

export interface OrderPrice
  extends Pick<OrderView, 'itemsTotal' | 'deliveryPrice' | 'discount' | 'tax' | 'pricesIncludeTax' | 'rounding' | 'total'> {
  readonly items: readonly OrderItem[];
  readonly taxes: readonly OrderTax[];
}

/**
 * @param input.discount at most the price of the goods, else it throws (refuse it before)
 * @param input.placeOfSupply the state it is delivered to; undefined for a pickup
 */
export function priceOrder(
  shop: TaxSettings,
  input: {
    readonly items: readonly OrderLineItem[];
    readonly delivery: Money;
    readonly discount?: Money | undefined;
    readonly placeOfSupply?: string | undefined;
  },
): OrderPrice {
  const { currency, country, taxRegion: region, pricesIncludeTax } = shop;
  const money = (minor: bigint): Money => ({ minor, currency });
  const lines = input.items.map((item) => ({
    amount: times(item.unitPrice, item.quantity).minor,
    rateBp: item.taxRateBp ?? shop.defaultTaxRateBp,
  }));
  const taxed = taxOrder(
    { lines, discount: input.discount?.minor ?? 0n, delivery: input.delivery.minor },
    { kind: taxKindOf({ country, region }, input.placeOfSupply), inclusive: pricesIncludeTax },
  );
  return {
    items: input.items.map((item, index) => {
      const line = taxed.lines[index];
      if (!line) throw new Error('a line was not taxed');
      return { ...item, taxRateBp: line.rateBp, tax: money(line.tax), discount: money(line.discount), fulfilledQuantity: 0 };
    }),
    taxes: taxed.taxes,
    itemsTotal: itemsTotalOf(input.items, currency),
    deliveryPrice: input.delivery,
    discount: money(taxed.discount),
    tax: money(taxed.tax),
    pricesIncludeTax,
    rounding: money(0n),
    total: money(taxed.total),
  };
}
