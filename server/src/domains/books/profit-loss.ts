/** What was earned and spent, from daily totals. Pure: totals in, statement out, in minor units. */
import { type AccountId, type AccountKind, asShown } from './account.ts';
import type { AccountTotals, MonthTotals } from './day.store.ts';

export interface Figure {
  readonly id: AccountId;
  readonly code: string;
  readonly name: string;
  /** Positive where the account stands on its own side. */
  readonly amount: bigint;
}

export interface Section {
  readonly lines: readonly Figure[];
  readonly total: bigint;
}

export interface MonthResult {
  readonly month: string;
  readonly income: bigint;
  readonly costOfSales: bigint;
  readonly expenses: bigint;
  readonly netProfit: bigint;
}

export interface ProfitLoss {
  readonly income: Section;
  readonly costOfSales: Section;
  readonly grossProfit: bigint;
  readonly expenses: Section;
  readonly netProfit: bigint;
  readonly months: readonly MonthResult[];
}

type Part = 'income' | 'costOfSales' | 'expenses';

/** Codes that begin with 5 are the cost of what was sold (chart.ts). */
function partOf({ kind, code }: { readonly kind: AccountKind; readonly code: string }): Part {
  if (kind === 'income') return 'income';
  return code.startsWith('5') ? 'costOfSales' : 'expenses';
}

/** @param totals of income and expense accounts only. */
export function profitLossOf(totals: readonly MonthTotals[]): ProfitLoss {
  const part = (wanted: Part) => totals.filter((each) => partOf(each) === wanted);
  const income = sectionOf(part('income'));
  const costOfSales = sectionOf(part('costOfSales'));
  const expenses = sectionOf(part('expenses'));
  const grossProfit = income.total - costOfSales.total;
  const byMonth = [...Map.groupBy(totals, (each) => each.month)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    income,
    costOfSales,
    grossProfit,
    expenses,
    netProfit: grossProfit - expenses.total,
    months: byMonth.map(([month, ofMonth]) => monthResult(month, ofMonth)),
  };
}

function monthResult(month: string, totals: readonly MonthTotals[]): MonthResult {
  const total = (wanted: Part) => totals.reduce((sum, each) => (partOf(each) === wanted ? sum + asShown(each.kind, each.net) : sum), 0n);
  const [income, costOfSales, expenses] = [total('income'), total('costOfSales'), total('expenses')];
  return { month, income, costOfSales, expenses, netProfit: income - costOfSales - expenses };
}

/** One line an account, by code; accounts that stand at nothing are left out. */
function sectionOf(totals: readonly (Omit<Figure, 'amount'> & { readonly kind: AccountKind; readonly net: bigint })[]): Section {
  const byAccount = new Map<string, Figure>();
  for (const { id, code, name, kind, net } of totals)
    byAccount.set(id, { id, code, name, amount: (byAccount.get(id)?.amount ?? 0n) + asShown(kind, net) });
  const lines = [...byAccount.values()].filter((each) => each.amount !== 0n).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return { lines, total: lines.reduce((sum, each) => sum + each.amount, 0n) };
}

export interface BalanceSheet {
  readonly assets: Section;
  readonly liabilities: Section;
  /** Its total includes `profitToDate`. */
  readonly equity: Section;
  readonly profitToDate: bigint;
  readonly isBalanced: boolean;
}

/** @param totals of all accounts from the beginning to the day of the sheet. */
export function balanceSheetOf(totals: readonly AccountTotals[]): BalanceSheet {
  const nets = totals.map((each) => ({ ...each, net: each.opening + each.debit - each.credit }));
  const section = (kind: AccountKind) => sectionOf(nets.filter((each) => each.kind === kind));
  const profitToDate = nets.reduce((sum, { kind, net }) => (kind === 'income' || kind === 'expense' ? sum - net : sum), 0n);
  const [assets, liabilities, own] = [section('asset'), section('liability'), section('equity')];
  const equity = { lines: own.lines, total: own.total + profitToDate };
  return { assets, liabilities, equity, profitToDate, isBalanced: assets.total === liabilities.total + equity.total };
}

export interface TaxLine extends Figure {
  readonly kind: AccountKind;
  readonly givenBack: bigint;
  readonly net: bigint;
}

export interface TaxSummary {
  readonly taxes: readonly TaxLine[];
  readonly output: bigint;
  readonly input: bigint;
  readonly payable: bigint;
}

/** Charged on sales and to be claimed on purchases and fees. */
export function taxSummaryOf(totals: readonly AccountTotals[]): TaxSummary {
  const taxes = totals
    .filter((each) => each.role === 'input_tax' || each.role?.startsWith('output_'))
    .map(({ id, code, name, kind, debit, credit }): TaxLine => {
      const [amount, givenBack] = kind === 'asset' ? [debit, credit] : [credit, debit];
      return { id, code, name, kind, amount, givenBack, net: amount - givenBack };
    })
    .filter((each) => each.amount !== 0n || each.givenBack !== 0n);
  const net = (kind: AccountKind) => taxes.reduce((sum, each) => (each.kind === kind ? sum + each.net : sum), 0n);
  const [output, input] = [net('liability'), net('asset')];
  return { taxes, output, input, payable: output - input };
}
