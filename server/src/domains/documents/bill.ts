/**
 * From an order to the lines of its invoice: what each was worth without tax, the taxes in it, and what they add up to. Pure; whatever
 * does not add up to the order's own total is a bug and is thrown, never printed.
 */
import type { Money } from '@parley/contract/values/money.ts';
import type { OrderTax } from '@parley/contract/values/tax.ts';
import { type ContentLine, type DocumentContent, textOf } from './document-content.ts';

export interface BilledItem {
  readonly variantId: string;
  readonly name: string;
  readonly options: string;
  readonly sku?: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Its share of the order's discount, in price terms. */
  readonly discount: Money;
  readonly tax: Money;
  /** Of the goods: both halves of a GST together. */
  readonly taxRateBp: number;
  /** HSN or SAC. */
  readonly hsnCode?: string;
}

export interface BilledSums {
  readonly items: readonly BilledItem[];
  readonly deliveryPrice: Money;
  readonly total: Money;
  readonly rounding: Money;
  readonly pricesIncludeTax: boolean;
  /** Delivery's included. */
  readonly taxes: readonly OrderTax[];
}

export type Bill = Pick<DocumentContent, 'currency' | 'prices_include_tax' | 'lines' | 'taxes' | 'taxable' | 'tax' | 'rounding' | 'total'>;

interface TaxPart {
  readonly name: string;
  readonly rateBp: number;
  readonly minor: bigint;
}

/** A line while it is still reckoned with. */
interface Reckoned extends Omit<ContentLine, 'position' | 'unit_price' | 'discount' | 'taxable' | 'taxes' | 'total'> {
  readonly unitPrice: bigint;
  readonly discount: bigint;
  readonly taxes: readonly TaxPart[];
  readonly total: bigint;
}

/** @throws when the lines do not add up to the order. */
export function billOf(order: BilledSums): Bill {
  const { currency } = order.total;
  const { pricesIncludeTax: inclusive, taxes } = order;
  const names = [...new Set(taxes.map((tax) => tax.name))];
  const items = order.items.map((item) => itemLine(item, names, inclusive));
  const lines = [...items, ...deliveryLine(order, items, inclusive)];
  const rounding = order.rounding.minor;
  const total = sum(lines.map((line) => line.total)) + rounding;
  if (total !== order.total.minor) throw new Error('the lines of an invoice do not add up to its order');
  const tax = sum(lines.flatMap((line) => line.taxes.map((part) => part.minor)));
  return {
    currency,
    prices_include_tax: inclusive,
    lines: lines.map((line, position) => written(line, position, currency)),
    taxes: taxes.map((each) => ({
      name: each.name,
      rate_bp: each.rateBp,
      taxable: textOf(each.taxable, currency),
      amount: textOf(each.tax, currency),
    })),
    taxable: textOf(total - rounding - tax, currency),
    tax: textOf(tax, currency),
    rounding: textOf(rounding, currency),
    total: textOf(total, currency),
  };
}

function itemLine(item: BilledItem, names: readonly string[], inclusive: boolean): Reckoned {
  const discount = item.discount.minor;
  const tax = item.tax.minor;
  const price = item.unitPrice.minor * BigInt(item.quantity) - discount;
  return {
    kind: 'item',
    variant_id: item.variantId,
    name: item.name,
    detail: item.options,
    ...(item.sku === undefined ? {} : { sku: item.sku }),
    ...(item.hsnCode === undefined ? {} : { code: item.hsnCode }),
    quantity: item.quantity,
    unitPrice: item.unitPrice.minor,
    discount,
    taxes: partsOf(tax, item.taxRateBp, names),
    total: inclusive ? price : price + tax,
  };
}

/** A tax in as many equal parts as the order's taxes have names: CGST and SGST, or one. */
function partsOf(tax: bigint, rateBp: number, names: readonly string[]): readonly TaxPart[] {
  if (names.length === 0 || rateBp === 0) {
    if (tax !== 0n) throw new Error('an item has a tax that its order does not name');
    return [];
  }
  const parts = BigInt(names.length);
  if (tax % parts !== 0n) throw new Error('the parts of a tax are not equal');
  return names.map((name) => ({ name, rateBp: Math.floor(rateBp / names.length), minor: tax / parts }));
}

/** What the order's taxes are beyond those of its items is the tax of the delivery. */
function deliveryLine(order: BilledSums, items: readonly Reckoned[], inclusive: boolean): readonly Reckoned[] {
  const taxes = order.taxes.map(({ name, rateBp, tax }) => ({
    name,
    rateBp,
    minor:
      tax -
      sum(items.flatMap((item) => item.taxes.filter((part) => part.name === name && part.rateBp === rateBp).map((part) => part.minor))),
  }));
  const price = order.deliveryPrice.minor;
  if (price === 0n) {
    if (taxes.some((tax) => tax.minor !== 0n)) throw new Error('the taxes of an order are not those of its items');
    return [];
  }
  const total = inclusive ? price : price + sum(taxes.map((tax) => tax.minor));
  const base = { kind: 'delivery', name: '', detail: '', quantity: 1, unitPrice: price, discount: 0n, total } as const;
  return [{ ...base, taxes: taxes.filter((tax) => tax.minor !== 0n) }];
}

function written(line: Reckoned, position: number, currency: string): ContentLine {
  const { unitPrice, discount, taxes, total, ...words } = line;
  return {
    ...words,
    position,
    unit_price: textOf(unitPrice, currency),
    discount: textOf(discount, currency),
    taxable: textOf(total - sum(taxes.map((tax) => tax.minor)), currency),
    taxes: taxes.map((tax) => ({ name: tax.name, rate_bp: tax.rateBp, amount: textOf(tax.minor, currency) })),
    total: textOf(total, currency),
  };
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => a + b, 0n);
}
