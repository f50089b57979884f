/** How a line of an order was sold: what was paid for all its units, tax in and discount off, and the taxes in it. Pure. */
import type { AccountRole } from '../books/index.ts';
import type { OrderDetail, OrderItem } from '../orders/index.ts';
import type { SoldLine, SoldTax } from './credit.ts';

/** Debit − credit by role, over the entries of one order: whose taxes these were is what the books say. */
export type OrderBalances = ReadonlyMap<AccountRole, bigint>;

/** Taxes as they stand on credit notes, with the account that owes them. */
export const taxAccounts = { CGST: 'output_cgst', SGST: 'output_sgst', IGST: 'output_igst', VAT: 'output_tax' } as const satisfies Record<
  string,
  AccountRole
>;
export type ReturnTaxName = keyof typeof taxAccounts;

export function soldLineOf(order: Pick<OrderDetail, 'total' | 'pricesIncludeTax'>, item: OrderItem, balances: OrderBalances): SoldLine {
  const price = item.unitPrice.minor * BigInt(item.quantity) - item.discount.minor;
  return {
    quantity: item.quantity,
    paid: { minor: order.pricesIncludeTax ? price : price + item.tax.minor, currency: order.total.currency },
    taxes: taxesIn(item, balances),
  };
}

/** Halves where the sale had halves; what the books know nothing of is the general tax. */
function taxesIn(item: OrderItem, balances: OrderBalances): readonly SoldTax[] {
  const tax = item.tax.minor;
  if (tax === 0n) return [];
  const owes = (name: ReturnTaxName) => (balances.get(taxAccounts[name]) ?? 0n) !== 0n;
  if (!owes('CGST')) return [{ name: owes('IGST') ? 'IGST' : 'VAT', rateBp: item.taxRateBp, minor: tax }];
  const half = { rateBp: Math.floor(item.taxRateBp / 2), minor: tax / 2n };
  return [
    { name: 'CGST', ...half },
    { name: 'SGST', ...half },
  ];
}
