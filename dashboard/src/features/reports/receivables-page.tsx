/** Who owes the shop money, since when: couriers that hold cash, customers whose orders went ahead unpaid. */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { ListBar, Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { rangeWords } from '../../ui/range-words.ts';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { Drill } from '../books/drill.tsx';
import { dayOf, given } from '../books/ledger-search.ts';
import { AgeBars } from './age-bars.tsx';
import { type Receivables, receivablesQuery } from './reports-queries.ts';
import type { PagedRangeSearch } from './reports-search.ts';
import { ReportsTabs } from './reports-tabs.tsx';
import { reportsWords } from './reports-words.ts';

const route = getRouteApi('/shell/reports/receivables');

export function ReceivablesPage() {
  const say = useWords(reportsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(receivablesQuery(search));
  const columns = useColumns();
  const { from, to } = search;
  const isFiltered = from !== undefined || to !== undefined;
  return (
    <Page
      title={say('receivables')}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf('/reports/receivables', { from, to, format: 'csv' })} />
        </>
      }
    >
      <ReportsTabs />
      <PaperHead text={say('receivables')} />
      {!data ? (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={8} />}</Panel>
      ) : data.pagination.total === 0 && !isFiltered ? (
        <Panel>
          <Empty title={say('owed_empty')} text={say('owed_empty_text')} />
        </Panel>
      ) : (
        <div className="flex flex-col gap-4">
          <Sums owed={data.data} />
          <Panel flush>
            <DueDays search={search} />
            {data.data.orders.length === 0 ? (
              <Empty title={say('owed_empty')} text={say('owed_empty_text')} />
            ) : (
              <>
                <DataTable
                  label={say('orders', { n: data.pagination.total })}
                  columns={columns}
                  rows={data.data.orders}
                  idOf={(row) => row.order_id}
                />
                <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })} />
              </>
            )}
          </Panel>
        </div>
      )}
    </Page>
  );
}

function DueDays({ search }: { readonly search: PagedRangeSearch }) {
  const say = useWords(reportsWords);
  const range = useWords(rangeWords);
  const navigate = route.useNavigate();
  return (
    <ListBar>
      <span className="text-sm text-ink-2">{say('due')}</span>
      {(['from', 'to'] as const).map((end) => (
        <input
          key={end}
          type="date"
          aria-label={range(end)}
          className="min-h-9 rounded-lg border border-line bg-surface px-2 text-sm text-ink tabular-nums"
          value={search[end] ?? ''}
          onChange={({ target }) =>
            void navigate({
              search: given<PagedRangeSearch>({ from: search.from, to: search.to, [end]: dayOf(target.value) }),
              replace: true,
            })
          }
        />
      ))}
      {(search.from !== undefined || search.to !== undefined) && (
        <Button size="sm" variant="ghost" onPress={() => void navigate({ search: {}, replace: true })}>
          {say('all_days')}
        </Button>
      )}
    </ListBar>
  );
}

function Sums({ owed }: { readonly owed: Receivables }) {
  const say = useWords(reportsWords);
  const parts = [
    ['owed_cod', owed.cash_on_delivery],
    ['owed_unpaid', owed.unpaid],
  ] as const;
  return (
    <Panel>
      <div className="grid gap-6 md:grid-cols-[14rem_1fr_1fr]">
        <Figure label={say('owed_total')} note={say('orders', { n: owed.cash_on_delivery.orders + owed.unpaid.orders })}>
          <Amount value={owed.total} />
        </Figure>
        {parts.map(([word, part]) => (
          <section key={word}>
            <h2 className="mb-2 flex items-baseline justify-between gap-3 font-semibold">
              {say(word)}
              <Drill path={part.drill}>
                <Amount value={part.total} />
              </Drill>
            </h2>
            <AgeBars ages={part.ages.map((age) => ({ ...age, note: say('orders', { n: age.orders }) }))} />
          </section>
        ))}
      </div>
    </Panel>
  );
}

function useColumns(): readonly Column<Receivables['orders'][number]>[] {
  const say = useWords(reportsWords);
  const format = useFormat();
  return [
    {
      key: 'order',
      label: say('order'),
      place: 'title',
      cell: (row) => (
        <Link to="/orders/$id" params={{ id: row.order_id }} className="font-medium hover:text-leaf">
          {row.order_number}
        </Link>
      ),
    },
    { key: 'kind', label: say('kind'), cell: (row) => row.courier ?? say(`kind_${row.kind}`) },
    { key: 'since', label: say('since'), cell: (row) => format.date(`${row.since}T12:00:00Z`) },
    { key: 'days', label: say('age'), align: 'right', cell: (row) => say('days_old', { n: row.days }) },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Drill path={row.drill} className="font-medium">
          <Amount value={row.amount} />
        </Drill>
      ),
    },
  ];
}
