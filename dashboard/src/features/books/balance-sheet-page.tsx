/** The balance sheet of one day: what there is against what is owed and owned; every figure leads to its entries. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { isDay } from '../../ui/days.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { type BalanceSheet, balanceSheetQuery } from './books-queries.ts';
import { BooksTabs } from './books-tabs.tsx';
import { booksWords } from './books-words.ts';
import { sum, unscaled } from './decimals.ts';
import { type StatementLine, StatementTable } from './statement-table.tsx';
import { statementWords } from './statement-words.ts';

const route = getRouteApi('/shell/books/balance-sheet');

export function BalanceSheetPage() {
  const say = useWords(booksWords);
  const word = useWords(statementWords);
  const format = useFormat();
  const { at: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const at = asked ?? format.day();
  const { data, error, refetch } = useQuery(balanceSheetQuery(at));
  const day = format.date(`${at}T12:00:00Z`);
  return (
    <Page
      title={say('balance_sheet')}
      about={day}
      marks={data && <StatusChip tone={data.balanced ? 'good' : 'bad'}>{word(data.balanced ? 'balanced' : 'unbalanced')}</StatusChip>}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf('/reports/balance-sheet', { at, format: 'csv' })} />
        </>
      }
    >
      <BooksTabs />
      <PaperHead text={`${say('balance_sheet')} · ${day}`} />
      <label className="mb-4 inline-flex items-center gap-2 text-sm text-ink-2 print:hidden">
        {word('at')}
        <input
          type="date"
          value={at}
          className="min-h-9 rounded-lg border border-line bg-surface px-2 text-sm text-ink tabular-nums"
          onChange={({ target }) => isDay(target.value) && void navigate({ search: { at: target.value }, replace: true })}
        />
      </label>
      <Panel className="max-w-3xl print:border-0">
        {data ? <Sheet sheet={data} day={day} /> : error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={12} />}
      </Panel>
    </Page>
  );
}

function Sheet({ sheet, day }: { readonly sheet: BalanceSheet; readonly day: string }) {
  const say = useWords(statementWords);
  const linesOf = (part: BalanceSheet['assets']): readonly StatementLine[] =>
    part.lines.map((line) => ({ key: line.code, name: line.name, code: line.code, amount: line.amount, drill: line.drill }));
  const total = (name: string, amount: string): StatementLine => ({ key: name, name, amount });
  return (
    <StatementTable
      label={say('at')}
      columns={[day]}
      sections={[
        { title: say('assets'), lines: linesOf(sheet.assets), result: total(say('assets_total'), sheet.assets.total), isLast: true },
        { title: say('liabilities'), lines: linesOf(sheet.liabilities), total: total(say('liabilities_total'), sheet.liabilities.total) },
        {
          title: say('equity'),
          lines: [
            ...linesOf(sheet.equity),
            {
              key: 'profit',
              name: say('profit_to_date'),
              amount: sheet.equity.profit_to_date,
              drill: `/reports/profit-loss?from=2000-01-01&to=${sheet.at}`,
            },
          ],
          total: total(say('equity_total'), sheet.equity.total),
          result: total(say('both_total'), unscaled(sum([sheet.liabilities.total, sheet.equity.total]))),
          isLast: true,
        },
      ]}
    />
  );
}
