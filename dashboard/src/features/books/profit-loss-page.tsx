/** Profit and loss of any days beside the period before; every figure leads to its entries. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { monthEnd, type Range, rangeBefore } from '../../ui/days.ts';
import { Panel } from '../../ui/page.tsx';
import { useRangeText } from '../../ui/range-bar.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { useMonthName } from './books-months.tsx';
import { type ProfitLoss, profitLossQuery } from './books-queries.ts';
import { rangeIn } from './ledger-search.ts';
import { StatementFrame } from './statement-frame.tsx';
import { type StatementLine, StatementTable } from './statement-table.tsx';
import { statementWords } from './statement-words.ts';

const route = getRouteApi('/shell/books/profit-loss');

export function ProfitLossPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeIn(search, useFormat().day());
  const now = useQuery(profitLossQuery(range));
  const before = useQuery(profitLossQuery(rangeBefore(range)));
  return (
    <StatementFrame
      name="profit_loss"
      path="/reports/profit-loss"
      range={range}
      onRange={(next) => void navigate({ search: next, replace: true })}
    >
      <Panel className="max-w-4xl print:border-0">
        <Loaded query={now} rows={12}>
          {(data) => <Statement now={data} before={before.data} range={range} />}
        </Loaded>
      </Panel>
    </StatementFrame>
  );
}

interface StatementProps {
  readonly now: ProfitLoss;
  readonly before: ProfitLoss | undefined;
  readonly range: Range;
}

function Statement({ now, before, range }: StatementProps) {
  const say = useWords(statementWords);
  const rangeText = useRangeText();
  const linesOf = (part: 'income' | 'cost_of_sales' | 'expenses'): readonly StatementLine[] => {
    const old = before?.[part].lines ?? [];
    const gone = old.filter((each) => !now[part].lines.some(({ code }) => code === each.code));
    return [
      ...now[part].lines.map((line) => ({
        key: line.code,
        name: line.name,
        code: line.code,
        amount: line.amount,
        drill: line.drill,
        before: before && (old.find(({ code }) => code === line.code)?.amount ?? '0'),
        moreIsGood: part === 'income',
      })),
      ...gone.map((line) => ({
        key: line.code,
        name: line.name,
        code: line.code,
        amount: '0',
        before: line.amount,
        moreIsGood: part === 'income',
      })),
    ];
  };
  const total = (name: string, amount: string, old: string | undefined, moreIsGood: boolean): StatementLine => ({
    key: name,
    name,
    amount,
    before: old,
    moreIsGood,
  });
  const isEmpty = [now.income, now.cost_of_sales, now.expenses].every((part) => part.lines.length === 0);
  if (isEmpty) return <Empty title={say('none')} text={say('none_text')} />;
  return (
    <>
      <StatementTable
        label={rangeText(range)}
        columns={before ? [say('period'), rangeText(rangeBefore(range))] : [say('period')]}
        changeLabel={say('change')}
        sections={[
          {
            title: say('income'),
            lines: linesOf('income'),
            total: total(say('income_total'), now.income.total, before?.income.total, true),
          },
          {
            title: say('cost_of_sales'),
            lines: linesOf('cost_of_sales'),
            total: total(say('cost_total'), now.cost_of_sales.total, before?.cost_of_sales.total, false),
            result: total(say('gross_profit'), now.gross_profit, before?.gross_profit, true),
          },
          {
            title: say('expenses'),
            lines: linesOf('expenses'),
            total: total(say('expenses_total'), now.expenses.total, before?.expenses.total, false),
            result: total(say('net_profit'), now.net_profit, before?.net_profit, true),
            isLast: true,
          },
        ]}
      />
      {now.months.length > 1 && <Months months={now.months} />}
    </>
  );
}

function Months({ months }: { readonly months: ProfitLoss['months'] }) {
  const say = useWords(statementWords);
  const nameOf = useMonthName();
  return (
    <div className="mt-8 overflow-x-auto">
      <table className="w-full border-collapse text-right" aria-label={say('months')}>
        <thead>
          <tr className="border-b border-line text-sm text-ink-2">
            <th scope="col" className="py-2 text-left font-medium">
              {say('month')}
            </th>
            <th scope="col" className="py-2 pl-3 font-medium">
              {say('income')}
            </th>
            <th scope="col" className="py-2 pl-3 font-medium max-sm:hidden">
              {say('cost_of_sales')}
            </th>
            <th scope="col" className="py-2 pl-3 font-medium max-sm:hidden">
              {say('expenses')}
            </th>
            <th scope="col" className="py-2 pl-3 font-medium">
              {say('net_profit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((each) => (
            <tr key={each.month} className="border-b border-line last:border-0">
              <th scope="row" className="py-1.5 text-left font-normal">
                <Link
                  to="/books/profit-loss"
                  search={{ from: `${each.month}-01`, to: monthEnd(`${each.month}-01`) }}
                  className="underline decoration-line underline-offset-4 hover:text-leaf"
                >
                  {nameOf(each.month)}
                </Link>
              </th>
              <td className="py-1.5 pl-3">
                <Amount value={each.income} />
              </td>
              <td className="py-1.5 pl-3 max-sm:hidden">
                <Amount value={each.cost_of_sales} />
              </td>
              <td className="py-1.5 pl-3 max-sm:hidden">
                <Amount value={each.expenses} />
              </td>
              <td className="py-1.5 pl-3 font-medium">
                <Amount value={each.net_profit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
