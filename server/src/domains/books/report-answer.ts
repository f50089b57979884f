/** How the API says financial statements, and the tables they become as CSV. Pure. */
import type { balanceSheet, profitLoss, taxSummary } from '@parley/contract/api/reports.ts';
import type { z } from 'zod';
import { decimals, drillPath } from './books-answer.ts';
import type { BalanceSheet, ProfitLoss, Section, TaxSummary } from './index.ts';
import { firstDayOf, lastDayOf } from './period.ts';

interface DayRange {
  readonly from?: string;
  readonly to: string;
}
type Table = string[][];

function sectionAnswer(section: Section, range: DayRange, text: (minor: bigint) => string) {
  return {
    lines: section.lines.map(({ id, code, name, amount }) => ({
      account_id: id,
      code,
      name,
      amount: text(amount),
      drill: drillPath(id, range),
    })),
    total: text(section.total),
  };
}

export function profitLossAnswer(
  found: ProfitLoss,
  range: { readonly from: string; readonly to: string },
  currency: string,
): z.infer<typeof profitLoss> {
  const text = decimals(currency);
  return {
    ...range,
    currency,
    income: sectionAnswer(found.income, range, text),
    cost_of_sales: sectionAnswer(found.costOfSales, range, text),
    gross_profit: text(found.grossProfit),
    expenses: sectionAnswer(found.expenses, range, text),
    net_profit: text(found.netProfit),
    months: found.months.map((each) => ({
      month: each.month,
      income: text(each.income),
      cost_of_sales: text(each.costOfSales),
      expenses: text(each.expenses),
      net_profit: text(each.netProfit),
      drill: `/reports/profit-loss?from=${later(range.from, firstDayOf(each.month))}&to=${earlier(range.to, lastDayOf(each.month))}`,
    })),
  };
}

export function profitLossTable(answer: z.infer<typeof profitLoss>): Table {
  return [
    ['section', 'code', 'name', 'amount', 'currency'],
    ...sectionRows('income', answer.income, answer.currency),
    ...sectionRows('cost_of_sales', answer.cost_of_sales, answer.currency),
    ['gross_profit', '', '', answer.gross_profit, answer.currency],
    ...sectionRows('expenses', answer.expenses, answer.currency),
    ['net_profit', '', '', answer.net_profit, answer.currency],
    ...answer.months.map((each) => ['net_profit', each.month, '', each.net_profit, answer.currency]),
  ];
}

export function balanceSheetAnswer(found: BalanceSheet, at: string, currency: string): z.infer<typeof balanceSheet> {
  const text = decimals(currency);
  const range = { to: at };
  return {
    at,
    currency,
    assets: sectionAnswer(found.assets, range, text),
    liabilities: sectionAnswer(found.liabilities, range, text),
    equity: { ...sectionAnswer(found.equity, range, text), profit_to_date: text(found.profitToDate) },
    balanced: found.isBalanced,
  };
}

export function balanceSheetTable(answer: z.infer<typeof balanceSheet>): Table {
  return [
    ['section', 'code', 'name', 'amount', 'currency'],
    ...sectionRows('assets', answer.assets, answer.currency),
    ...sectionRows('liabilities', answer.liabilities, answer.currency),
    ['equity', '', 'profit_to_date', answer.equity.profit_to_date, answer.currency],
    ...sectionRows('equity', answer.equity, answer.currency),
  ];
}

export function taxSummaryAnswer(
  found: TaxSummary,
  range: { readonly from: string; readonly to: string },
  currency: string,
): z.infer<typeof taxSummary> {
  const text = decimals(currency);
  return {
    ...range,
    currency,
    taxes: found.taxes.map((each) => ({
      account_id: each.id,
      code: each.code,
      name: each.name,
      kind: each.kind,
      charged: text(each.amount),
      given_back: text(each.givenBack),
      net: text(each.net),
      drill: drillPath(each.id, range),
    })),
    output: text(found.output),
    input: text(found.input),
    payable: text(found.payable),
  };
}

export function taxSummaryTable(answer: z.infer<typeof taxSummary>): Table {
  return [
    ['code', 'name', 'charged', 'given_back', 'net', 'currency'],
    ...answer.taxes.map((each) => [each.code, each.name, each.charged, each.given_back, each.net, answer.currency]),
    ['', 'payable', '', '', answer.payable, answer.currency],
  ];
}

function sectionRows(name: string, section: z.infer<typeof profitLoss>['income'], currency: string): Table {
  return [
    ...section.lines.map((line) => [name, line.code, line.name, line.amount, currency]),
    [name, '', 'total', section.total, currency],
  ];
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
