/** Financial statements as the API says them; every figure carries the address of the entries behind it. */
import { z } from 'zod';
import { accountKind, day, formatQuery, month } from './accounting.ts';
import { decimal, pageQuery } from './envelope.ts';

const figure = z.object({
  account_id: z.uuid(),
  code: z.string(),
  name: z.string(),
  amount: decimal,
  drill: z.string().meta({ description: 'Where the entries behind this figure are listed.' }),
});
const section = z.object({ lines: z.array(figure), total: decimal });

export const profitLoss = z.object({
  from: day,
  to: day,
  currency: z.string(),
  income: section,
  cost_of_sales: section,
  gross_profit: decimal,
  expenses: section,
  net_profit: decimal,
  months: z.array(z.object({ month, income: decimal, cost_of_sales: decimal, expenses: decimal, net_profit: decimal, drill: z.string() })),
});

export const balanceSheetQuery = z.strictObject({ at: day.optional(), ...formatQuery });
export const balanceSheet = z.object({
  at: day,
  currency: z.string(),
  assets: section,
  liabilities: section,
  equity: section.extend({ profit_to_date: decimal.meta({ description: 'Income − expenses since the beginning; part of the total.' }) }),
  balanced: z.boolean(),
});

export const taxSummary = z.object({
  from: day,
  to: day,
  currency: z.string(),
  taxes: z.array(
    z.object({
      account_id: z.uuid(),
      code: z.string(),
      name: z.string(),
      kind: accountKind,
      charged: decimal.meta({ description: 'On sales; for input tax: what can be claimed.' }),
      given_back: decimal,
      net: decimal,
      drill: z.string(),
    }),
  ),
  output: decimal,
  input: decimal,
  payable: decimal.meta({ description: 'Output − input; negative: to be claimed.' }),
});

const rangeFields = { from: day.optional(), to: day.optional(), ...formatQuery } as const;
const inOrder = (range: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean =>
  range.from === undefined || range.to === undefined || range.from <= range.to;
const backwards = { path: ['to'], message: 'The last day is before the first.' };
const channel = z.enum(['chat', 'storefront', 'api']);

/** Absent days: this month so far. Days are those of the shop's time zone. */
export const salesQuery = z
  .strictObject({ ...pageQuery, ...rangeFields, by: z.enum(['product', 'category', 'customer', 'channel', 'day']).default('product') })
  .refine(inOrder, backwards);
export const soldOrdersQuery = z
  .strictObject({
    ...pageQuery,
    ...rangeFields,
    product_id: z.uuid().optional(),
    category_id: z.uuid().optional(),
    customer_id: z.uuid().optional(),
    channel: channel.optional(),
  })
  .refine(inOrder, backwards);
export const marginQuery = z.strictObject({ ...pageQuery, ...rangeFields }).refine(inOrder, backwards);
/** Absent days: everything that is owed; given ones: what became due on them. */
export const receivablesQuery = z.strictObject({ ...pageQuery, ...rangeFields }).refine(inOrder, backwards);

const soldFigures = {
  units: z.number().int().meta({ description: 'Sold and not cancelled.' }),
  units_returned: z.number().int(),
  gross: decimal.meta({ description: 'Without tax, before discounts.' }),
  discounts: decimal,
  returns: decimal.meta({ description: 'Credited for returns and refunds, without tax.' }),
  net: decimal.meta({ description: 'Gross − discounts − returns.' }),
  tax: decimal.meta({ description: 'Charged − given back.' }),
};
const drill = z.string().meta({ description: 'Where what is behind this figure is listed.' });
const between = { from: day, to: day, currency: z.string() };

export const sales = z.object({
  ...between,
  by: z.string(),
  rows: z.array(z.object({ key: z.string(), name: z.string(), ...soldFigures, drill })),
  totals: z.object({ ...soldFigures, drill }),
});
export const margin = z.object({
  ...between,
  rows: z.array(
    z.object({
      key: z.string().meta({ description: 'A product’s id; `other`: cost written by hand.' }),
      name: z.string(),
      units: z.number().int().meta({ description: 'Sold − returned.' }),
      net_sales: decimal,
      cost_of_goods: decimal,
      margin: decimal,
      margin_percent: z.string().nullable().meta({ description: 'Of net sales, one place; null where nothing was sold.' }),
      drill,
      cost_drills: z.array(z.string()),
    }),
  ),
  totals: z.object({ net_sales: decimal, cost_of_goods: decimal, margin: decimal, margin_percent: z.string().nullable(), drill }),
});

const owedBy = {
  total: decimal,
  orders: z.number().int(),
  ages: z.array(z.object({ days: z.string(), orders: z.number().int(), amount: decimal })),
};
export const receivables = z.object({
  as_of: day,
  from: day.nullable(),
  to: day.nullable(),
  currency: z.string(),
  total: decimal,
  cash_on_delivery: z.object({ ...owedBy, couriers: z.array(z.object({ courier: z.string(), ...owedBy })), drill }),
  unpaid: z.object({ ...owedBy, drill }),
  orders: z.array(
    z.object({
      kind: z.enum(['cod', 'unpaid']),
      courier: z.string().nullable(),
      order_id: z.uuid(),
      order_number: z.string(),
      since: day,
      days: z.number().int(),
      amount: decimal,
      drill,
    }),
  ),
});
