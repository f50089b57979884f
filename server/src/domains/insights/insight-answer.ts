/** How the API says these reports, with the way down from every figure, and the tables they become as CSV. Pure. */
import type { margin, receivables, sales } from '@parley/contract/api/reports.ts';
import { money, moneyToDecimal } from '@parley/contract/values/money.ts';
import type { z } from 'zod';
import {
  AGES,
  type DayRange,
  type Listed,
  type MarginFigures,
  type MarginRow,
  type OwedOrder,
  type OwedSum,
  type SalesFigures,
  type SalesKey,
  type SalesRow,
} from './index.ts';

type Cells = (string | number | null)[][];
const text =
  (currency: string) =>
  (minor: bigint): string =>
    moneyToDecimal(money(minor, currency));

function path(base: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`;
}

/** The orders behind a row; behind an order, its entries. */
function salesDrill(by: SalesKey | 'order', key: string, range: DayRange): string {
  if (by === 'order') return path('/accounting/journal-entries', { order_id: key });
  if (by === 'day') return path('/reports/sales/orders', { from: key, to: key });
  // What stands for no record of its own leads to all orders of the range.
  const id = key === 'delivery' || key === 'none' ? undefined : key;
  const filter = by === 'channel' ? { channel: key } : { [`${by}_id`]: id };
  return path('/reports/sales/orders', { ...filter, ...range });
}

export function salesAnswer(
  by: SalesKey | 'order',
  found: Listed<SalesRow, SalesFigures>,
  range: DayRange,
  currency: string,
): z.infer<typeof sales> {
  const decimal = text(currency);
  const figures = (of: SalesFigures) => ({
    units: of.units,
    units_returned: of.unitsReturned,
    gross: decimal(of.gross),
    discounts: decimal(of.discounts),
    returns: decimal(of.returns),
    net: decimal(of.net),
    tax: decimal(of.tax),
  });
  return {
    ...range,
    currency,
    by,
    rows: found.rows.map((row) => ({ key: row.key, name: row.name, ...figures(row), drill: salesDrill(by, row.key, range) })),
    totals: { ...figures(found.totals), drill: path('/reports/sales/orders', { ...range }) },
  };
}

export function salesTable({ by, rows, totals, currency }: z.infer<typeof sales>): Cells {
  const cells = (of: Omit<z.infer<typeof sales>['totals'], 'drill'>) => [
    of.units,
    of.units_returned,
    of.gross,
    of.discounts,
    of.returns,
    of.net,
    of.tax,
    currency,
  ];
  return [
    [by, 'name', 'units', 'units_returned', 'gross', 'discounts', 'returns', 'net', 'tax', 'currency'],
    ...rows.map((row) => [row.key, row.name, ...cells(row)]),
    ['total', null, ...cells(totals)],
  ];
}

/** Tenths of a percent, half away from nothing; null where there is nothing to be a part of. */
function percentOf(part: bigint, whole: bigint): string | null {
  if (whole <= 0n) return null;
  const [size, sign] = part < 0n ? [-part, '-'] : [part, ''];
  const tenths = (size * 2_000n + whole) / (2n * whole);
  return tenths === 0n ? '0.0' : `${sign}${tenths / 10n}.${tenths % 10n}`;
}

export function marginAnswer(found: Listed<MarginRow, MarginFigures>, range: DayRange, currency: string): z.infer<typeof margin> {
  const decimal = text(currency);
  const figures = (of: MarginFigures) => ({
    net_sales: decimal(of.net),
    cost_of_goods: decimal(of.cost),
    margin: decimal(of.net - of.cost),
    margin_percent: percentOf(of.net - of.cost, of.net),
  });
  return {
    ...range,
    currency,
    rows: found.rows.map((row) => ({
      key: row.key,
      name: row.name,
      units: row.units,
      ...figures(row),
      drill: row.key === 'other' ? path('/accounting/journal-entries', { ...range }) : salesDrill('product', row.key, range),
      cost_drills: row.subjects.map((subject) => path('/accounting/journal-entries', { subject, ...range })),
    })),
    totals: { ...figures(found.totals), drill: path('/reports/profit-loss', { ...range }) },
  };
}

export function marginTable({ rows, totals, currency }: z.infer<typeof margin>): Cells {
  return [
    ['product_id', 'name', 'units', 'net_sales', 'cost_of_goods', 'margin', 'margin_percent', 'currency'],
    ...rows.map((row) => [row.key, row.name, row.units, row.net_sales, row.cost_of_goods, row.margin, row.margin_percent, currency]),
    ['total', null, null, totals.net_sales, totals.cost_of_goods, totals.margin, totals.margin_percent, currency],
  ];
}

export function receivablesAnswer(
  found: { readonly sums: readonly OwedSum[]; readonly orders: readonly OwedOrder[] },
  of: { readonly asOf: string; readonly from?: string | undefined; readonly to?: string | undefined; readonly currency: string },
): z.infer<typeof receivables> {
  const decimal = text(of.currency);
  const owedBy = (sums: readonly OwedSum[]) => {
    const add = (some: readonly OwedSum[]) => ({
      orders: some.reduce((count, each) => count + each.orders, 0),
      minor: some.reduce((total, each) => total + each.minor, 0n),
    });
    const all = add(sums);
    const ages = AGES.map((days, age) => ({ days, ...add(sums.filter((each) => each.age === age)) }));
    return {
      total: decimal(all.minor),
      orders: all.orders,
      ages: ages.map(({ days, orders, minor }) => ({ days, orders, amount: decimal(minor) })),
    };
  };
  const cod = found.sums.filter((each) => each.kind === 'cod');
  const couriers = [...Map.groupBy(cod, (each) => each.courier)].map(([courier, sums]) => ({ courier, ...owedBy(sums) }));
  return {
    as_of: of.asOf,
    from: of.from ?? null,
    to: of.to ?? null,
    currency: of.currency,
    total: owedBy(found.sums).total,
    cash_on_delivery: { ...owedBy(cod), couriers, drill: path('/accounting/journal-entries', { account: '1210' }) },
    unpaid: {
      ...owedBy(found.sums.filter((each) => each.kind === 'unpaid')),
      drill: path('/accounting/journal-entries', { account: '1200' }),
    },
    orders: found.orders.map((order) => ({
      kind: order.kind,
      courier: order.kind === 'cod' ? order.courier : null,
      order_id: order.orderId,
      order_number: order.orderNumber,
      since: order.since,
      days: order.days,
      amount: decimal(order.minor),
      drill: path('/accounting/journal-entries', { order_id: order.orderId }),
    })),
  };
}

export function receivablesTable({ orders, total, currency }: z.infer<typeof receivables>): Cells {
  return [
    ['kind', 'courier', 'order_id', 'order_number', 'since', 'days', 'amount', 'currency'],
    ...orders.map((row) => [row.kind, row.courier, row.order_id, row.order_number, row.since, row.days, row.amount, currency]),
    ['total', null, null, null, null, null, total, currency],
  ];
}
