/** Financial statements as the API says them; every figure carries the address of the entries behind it. */
import { z } from 'zod';
import { accountKind, day, formatQuery, month } from './accounting.ts';
import { decimal } from './envelope.ts';

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
