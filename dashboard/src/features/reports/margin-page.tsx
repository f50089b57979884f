/** What products earned: net sales less what they cost when they left the shelf, most first. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { localeOf, useReader, useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Change } from '../../ui/change.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { rangeBefore } from '../../ui/days.ts';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { RangeBar, useRangeText } from '../../ui/range-bar.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { Drill } from '../books/drill.tsx';
import { rangeIn } from '../books/ledger-search.ts';
import { type Margin, marginQuery } from './reports-queries.ts';
import { ReportsTabs } from './reports-tabs.tsx';
import { reportsWords } from './reports-words.ts';
import { useRowName } from './sold-table.tsx';

const route = getRouteApi('/shell/reports/margin');

export function MarginPage() {
  const say = useWords(reportsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rangeText = useRangeText();
  const range = rangeIn(search, useFormat().day());
  const { data, error, refetch } = useQuery(marginQuery(range, search.page));
  const before = useQuery(marginQuery(rangeBefore(range), undefined));
  const columns = useColumns();
  return (
    <Page
      title={say('margin')}
      about={`${rangeText(range)} · ${say('margin_about')}`}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf('/reports/margin', { ...range, format: 'csv' })} />
        </>
      }
    >
      <ReportsTabs />
      <PaperHead text={`${say('margin')} · ${rangeText(range)}`} />
      <div className="mb-4">
        <RangeBar range={range} onChange={(next) => void navigate({ search: next, replace: true })} />
      </div>
      {!data ? (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={8} />}</Panel>
      ) : data.data.rows.length === 0 ? (
        <Panel>
          <Empty title={say('empty')} text={say('empty_text')} />
        </Panel>
      ) : (
        <div className="flex flex-col gap-4">
          <Totals totals={data.data.totals} before={before.data?.data.totals} />
          <Panel flush>
            <DataTable label={say('margin')} columns={columns} rows={data.data.rows} idOf={(row) => row.key} />
            <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })} />
          </Panel>
        </div>
      )}
    </Page>
  );
}

function Totals({ totals, before }: { readonly totals: Margin['totals']; readonly before: Margin['totals'] | undefined }) {
  const say = useWords(reportsWords);
  const figures = [
    ['net_sales', 'net', true],
    ['cost_of_goods', 'cost', false],
    ['margin', 'earned', true],
  ] as const;
  return (
    <Panel>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {figures.map(([field, word, moreIsGood]) => (
          <Figure
            key={field}
            label={say(word)}
            note={before && <Change now={totals[field]} before={before[field]} moreIsGood={moreIsGood} />}
          >
            <Amount value={totals[field]} />
          </Figure>
        ))}
        <Figure label={say('percent')}>
          <Percent value={totals.margin_percent} />
        </Figure>
      </div>
    </Panel>
  );
}

function Percent({ value }: { readonly value: string | null }) {
  const { language, country } = useReader();
  // Always one place, so that the column lines up.
  const format = new Intl.NumberFormat(localeOf(language, country), {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return <span className="whitespace-nowrap tabular-nums">{value === null ? '–' : format.format(Number(value) / 100)}</span>;
}

function useColumns(): readonly Column<Margin['rows'][number]>[] {
  const say = useWords(reportsWords);
  const format = useFormat();
  const nameOf = useRowName();
  return [
    { key: 'name', label: say('product'), place: 'title', cell: (row) => <span className="font-medium">{nameOf('product', row)}</span> },
    {
      key: 'units',
      label: say('units'),
      align: 'right',
      wideOnly: true,
      cell: (row) => <span className="tabular-nums">{format.number(row.units)}</span>,
    },
    {
      key: 'net',
      label: say('net'),
      align: 'right',
      wideOnly: true,
      cell: (row) => (
        <Drill path={row.drill}>
          <Amount value={row.net_sales} />
        </Drill>
      ),
    },
    {
      key: 'cost',
      label: say('cost'),
      align: 'right',
      wideOnly: true,
      cell: (row) =>
        row.cost_drills.length === 1 && row.cost_drills[0] !== undefined ? (
          <Drill path={row.cost_drills[0]}>
            <Amount value={row.cost_of_goods} />
          </Drill>
        ) : (
          <Amount value={row.cost_of_goods} />
        ),
    },
    { key: 'percent', label: say('percent'), align: 'right', cell: (row) => <Percent value={row.margin_percent} /> },
    {
      key: 'margin',
      label: say('earned'),
      align: 'right',
      place: 'end',
      cell: (row) => <Amount value={row.margin} className="font-medium" />,
    },
  ];
}
