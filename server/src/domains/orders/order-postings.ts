/** What an order's events mean in debits and credits. Pure: from an order as it stands to a posting; the verbs say when. */
import type { Money } from '@parley/contract/values/money.ts';
import { type OrderTax, type TaxName, taxOf } from '@parley/contract/values/tax.ts';
import type { AccountRole, Posting, PostingLine } from '../books/index.ts';
import type { OrderView } from './order.ts';
import { type OrderBalances, taxesOfCredit } from './order-credit.ts';

export type SoldOrder = Pick<
  OrderView,
  'id' | 'orderNumber' | 'items' | 'deliveryPrice' | 'tax' | 'rounding' | 'total' | 'pricesIncludeTax'
> & { readonly taxes: readonly OrderTax[] };

export const accountOfTax: Record<TaxName, AccountRole> = {
  CGST: 'output_cgst',
  SGST: 'output_sgst',
  IGST: 'output_igst',
  VAT: 'output_tax',
};

/**
 * Debit what the customer owes, credit goods (without tax, before the discount), delivery and each tax; the discount, without its tax,
 * stands against the goods. @param revision of an order that was sold, taken back and sold again at another price.
 */
export function salePosting(order: SoldOrder, actor: string, revision?: string): Posting {
  const { goods, discounts } = netOf(order);
  const taxOfDelivery = order.tax.minor - order.items.reduce((sum, item) => sum + item.tax.minor, 0n);
  const delivery = order.pricesIncludeTax ? order.deliveryPrice.minor - taxOfDelivery : order.deliveryPrice.minor;
  return {
    ...frame(order, actor),
    cause: { kind: 'sale', id: revision === undefined ? order.id : `${order.id}:${revision}` },
    description: `Sale of order ${order.orderNumber}`,
    lines: [
      debit('receivable', order.total.minor, `order:${order.id}`),
      debit('discounts', discounts),
      credit('sales', goods),
      credit('shipping_income', delivery),
      ...order.taxes.map((each) => credit(accountOfTax[each.name], each.tax, `tax:${each.name}:${each.rateBp}`)),
      signed('rounding', -order.rounding.minor),
    ],
  };
}

/** Goods before the discount and the discount itself, both without tax; their difference is what the lines were sold for. */
function netOf(order: SoldOrder): { readonly goods: bigint; readonly discounts: bigint } {
  let goods = 0n;
  let discounts = 0n;
  for (const item of order.items) {
    const paid = item.unitPrice.minor * BigInt(item.quantity) - item.discount.minor;
    const net = order.pricesIncludeTax ? paid - item.tax.minor : paid;
    const discount = taxOf(item.discount.minor, item.taxRateBp, { kind: 'vat', inclusive: order.pricesIncludeTax }).net;
    goods += net + discount;
    discounts += discount;
  }
  return { goods, discounts };
}

/** Gives up a part of the sale: its share of each tax, and the rest as a return. @param amount at most what is sold by the balances. */
export function creditPosting(
  order: Pick<OrderView, 'id' | 'orderNumber' | 'total'>,
  balances: OrderBalances,
  of: { readonly amount: bigint; readonly cause: string; readonly reason: string; readonly actor: string },
): Posting {
  const taxes = taxesOfCredit(balances, of.amount);
  const net = taxes.reduce((rest, each) => rest - each.tax, of.amount);
  return {
    ...frame(order, of.actor),
    cause: { kind: 'credit_note', id: of.cause },
    description: `Credit of order ${order.orderNumber}: ${of.reason}`,
    lines: [
      signed('sales_returns', net),
      ...taxes.map((each) => debit(each.role, each.tax)),
      credit('receivable', of.amount, `order:${order.id}`),
    ],
  };
}

type Named = Pick<OrderView, 'id' | 'orderNumber' | 'total'>;

/** Handed over against cash: the courier owes it now, or it lies in the shop's own till. */
export function codCollectedPosting(order: Named, by: 'courier' | 'shop', actor: string): Posting {
  return {
    ...frame(order, actor),
    cause: { kind: 'cod_collected', id: order.id },
    description: `Cash on delivery of order ${order.orderNumber}`,
    lines: [
      debit(by === 'courier' ? 'cod_receivable' : 'cash', order.total.minor, `order:${order.id}`),
      credit('receivable', order.total.minor, `order:${order.id}`),
    ],
  };
}

/** @param sent.fee what the courier kept; with the amount it makes the order's total. */
export function codRemittedPosting(
  order: Named,
  sent: { readonly amount: Money; readonly fee: Money; readonly reference: string; readonly actor: string },
): Posting {
  return {
    ...frame(order, sent.actor),
    cause: { kind: 'cod_remitted', id: order.id },
    description: `Courier passed on the cash of order ${order.orderNumber} (${sent.reference})`,
    lines: [
      debit('bank', sent.amount.minor, `order:${order.id}`),
      debit('shipping_cost', sent.fee.minor, `order:${order.id}`),
      credit('cod_receivable', sent.amount.minor + sent.fee.minor, `order:${order.id}`),
    ],
  };
}

/** Paid back by the shop itself, where no gateway carried the money. */
export function handRefundPosting(order: Named, of: { readonly id: string; readonly amount: bigint; readonly actor: string }): Posting {
  return {
    ...frame(order, of.actor),
    cause: { kind: 'hand_refund', id: of.id },
    description: `Paid back by hand for order ${order.orderNumber}`,
    lines: [debit('receivable', of.amount, `order:${order.id}`), credit('bank', of.amount, `order:${order.id}`)],
  };
}

function frame(order: Named, actor: string) {
  return { currency: order.total.currency, orderId: order.id, actor };
}

function debit(account: AccountRole, minor: bigint, subject?: string): PostingLine {
  return { account, debit: minor, ...(subject === undefined ? {} : { subject }) };
}

function credit(account: AccountRole, minor: bigint, subject?: string): PostingLine {
  return { account, credit: minor, ...(subject === undefined ? {} : { subject }) };
}

/** Debit where positive. */
function signed(account: AccountRole, minor: bigint): PostingLine {
  return minor < 0n ? credit(account, -minor) : debit(account, minor);
}
