/** What lines cost that are picked up, tax and all, before anybody orders them. Pure; the same arithmetic as an order's. */
import { type Money, times } from '@parley/contract/values/money.ts';
import { taxOrder } from '@parley/contract/values/tax.ts';
import { taxKindOf } from '@parley/contract/values/tax-region.ts';
import type { TaxSettings } from './price-order.ts';

export interface LineToPrice {
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Basis points; absent: the shop's default. */
  readonly taxRateBp?: number | undefined;
}

export interface LinesPrice {
  /** Within the total, or added to the lines where the shop's prices are without tax. */
  readonly tax: Money;
  readonly isTaxAdded: boolean;
  readonly total: Money;
}

export function priceLines(shop: TaxSettings, lines: readonly LineToPrice[]): LinesPrice {
  const { currency, country, taxRegion: region, pricesIncludeTax } = shop;
  const taxed = taxOrder(
    {
      lines: lines.map((line) => ({
        amount: times(line.unitPrice, line.quantity).minor,
        rateBp: line.taxRateBp ?? shop.defaultTaxRateBp,
      })),
      discount: 0n,
      delivery: 0n,
    },
    { kind: taxKindOf({ country, region }, undefined), inclusive: pricesIncludeTax },
  );
  return { tax: { minor: taxed.tax, currency }, isTaxAdded: !pricesIncludeTax, total: { minor: taxed.total, currency } };
}
