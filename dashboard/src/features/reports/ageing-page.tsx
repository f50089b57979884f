/** How long the goods on the shelf have been there, by value; each leads to its movements. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { isNothing } from '../books/decimals.ts';
import { Drill } from '../books/drill.tsx';
import { AgeBars } from './age-bars.tsx';
import { type Ageing, ageingQuery } from './reports-queries.ts';
import { ReportsTabs } from './reports-tabs.tsx';
import { reportsWords } from './reports-words.ts';

const route = getRouteApi('/shell/reports/stock-ageing');

export function AgeingPage() {
  const say = useWords(reportsWords);
  const format = useFormat();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(ageingQuery(page));
  const columns = useColumns();
  return (
    <Page
      title={say('ageing')}
      about={data && say('stock_about', { day: format.date(`${data.data.as_of}T12:00:00Z`) })}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf('/reports/stock-aging', { format: 'csv' })} />
        </>
      }
    >
      <ReportsTabs />
      <PaperHead text={say('ageing')} />
      {!data ? (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={8} />}</Panel>
      ) : data.data.variants.length === 0 ? (
        <Panel>
          <Empty title={say('stock_empty')} text={say('stock_empty_text')} />
        </Panel>
      ) : (
        <div className="flex flex-col gap-4">
          <Panel>
            <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
              <div className="flex flex-col gap-4">
                <Figure label={say('stock_value')}>
                  <Amount value={data.data.total_value} />
                </Figure>
                <Figure label={say('stock_units')}>{format.number(data.data.total_quantity)}</Figure>
              </div>
              <AgeBars
                ages={data.data.buckets.map(({ days, quantity, value }) => ({
                  days,
                  amount: value,
                  note: `${format.number(quantity)} ${say('units')}`,
                }))}
              />
            </div>
          </Panel>
          <Panel flush>
            <DataTable label={say('ageing')} columns={columns} rows={data.data.variants} idOf={(row) => row.variant_id} />
            <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: { page: next } })} />
          </Panel>
        </div>
      )}
    </Page>
  );
}

type Row = Ageing['variants'][number];

function useColumns(): readonly Column<Row>[] {
  const say = useWords(reportsWords);
  const format = useFormat();
  const bucket = (index: number, days: string): Column<Row> => ({
    key: days,
    label: say('age_days', { days: days.replace('-', '–') }),
    align: 'right',
    wideOnly: true,
    cell: (row) => {
      const value = row.buckets[index]?.value ?? '0';
      return isNothing(value) ? <span className="text-ink-2">–</span> : <Amount value={value} />;
    },
  });
  return [
    {
      key: 'name',
      label: say('product'),
      place: 'title',
      cell: (row) => (
        <>
          <span className="font-medium">{row.product_name}</span>
          <span className="block text-sm text-ink-2">{[row.options, row.sku].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'units',
      label: say('units'),
      align: 'right',
      cell: (row) => (
        <span className="tabular-nums">
          {format.number(row.quantity)}
          <span className="md:hidden"> {say('units')}</span>
        </span>
      ),
    },
    ...['0-30', '31-60', '61-90', '91+'].map((days, index) => bucket(index, days)),
    {
      key: 'value',
      label: say('value'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Drill path={row.drill} className="font-medium">
          <Amount value={row.value} />
        </Drill>
      ),
    },
  ];
}
