/** Sales of any days: totals beside the period before, a chart by day, and groupings that lead down to their orders. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Change } from '../../ui/change.tsx';
import { rangeBefore } from '../../ui/days.ts';
import { FilterTabs, ListBar, Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton, PaperHead, PrintButton } from '../../ui/paper.tsx';
import { RangeBar, useRangeText } from '../../ui/range-bar.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { given, oneOf, rangeIn } from '../books/ledger-search.ts';
import { type Sales, salesByDayQuery, salesQuery } from './reports-queries.ts';
import { groupings, type SalesSearch } from './reports-search.ts';
import { ReportsTabs } from './reports-tabs.tsx';
import { reportsWords } from './reports-words.ts';
import { SalesDays } from './sales-days.tsx';
import { SoldTable } from './sold-table.tsx';

const route = getRouteApi('/shell/reports');

export function SalesPage() {
  const say = useWords(reportsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rangeText = useRangeText();
  const range = rangeIn(search, useFormat().day());
  const by = search.by ?? 'product';
  const now = useQuery(salesByDayQuery(range));
  const before = useQuery(salesByDayQuery(rangeBefore(range)));
  return (
    <Page
      title={say('sales')}
      about={rangeText(range)}
      actions={
        <>
          <PrintButton />
          <CsvButton href={addressOf('/reports/sales', { ...range, by, format: 'csv' })} />
        </>
      }
    >
      <ReportsTabs />
      <PaperHead text={`${say('sales')} · ${rangeText(range)}`} />
      <div className="mb-4">
        <RangeBar
          range={range}
          onChange={(next) => void navigate({ search: given<SalesSearch>({ ...next, by: search.by }), replace: true })}
        />
      </div>
      {!now.data ? (
        <Panel>{now.error ? <Failure error={now.error} retry={() => void now.refetch()} /> : <Waiting rows={8} />}</Panel>
      ) : (
        <div className="flex flex-col gap-4">
          <Totals now={now.data.totals} before={before.data?.totals} />
          {now.data.rows.length === 0 ? (
            <Panel>
              <Empty title={say('empty')} text={say('empty_text')} />
            </Panel>
          ) : (
            <>
              <SalesDays range={range} now={now.data.rows} before={before.data?.rows ?? []} />
              <Groups search={search} />
            </>
          )}
        </div>
      )}
    </Page>
  );
}

function Totals({ now, before }: { readonly now: Sales['totals']; readonly before: Sales['totals'] | undefined }) {
  const say = useWords(reportsWords);
  const format = useFormat();
  const figures = [
    ['net', true],
    ['gross', true],
    ['discounts', undefined],
    ['returns', false],
    ['tax', undefined],
  ] as const;
  return (
    <Panel>
      <div className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-6">
        {figures.map(([name, moreIsGood]) => (
          <Figure
            key={name}
            label={say(name)}
            note={before && <Change now={now[name]} before={before[name]} {...(moreIsGood === undefined ? {} : { moreIsGood })} />}
          >
            <Amount value={now[name]} className="text-xl" />
          </Figure>
        ))}
        <Figure label={say('units')} note={now.units_returned > 0 && say('units_back', { n: now.units_returned })}>
          <span className="text-xl">{format.number(now.units)}</span>
        </Figure>
      </div>
    </Panel>
  );
}

function Groups({ search }: { readonly search: SalesSearch }) {
  const say = useWords(reportsWords);
  const navigate = route.useNavigate();
  const range = rangeIn(search, useFormat().day());
  const by = search.by ?? 'product';
  const { data, error, refetch } = useQuery(salesQuery(range, by, search.page));
  return (
    <Panel flush>
      <ListBar>
        <FilterTabs
          label={say('by')}
          value={by}
          options={groupings.map((id) => ({ id, label: say(`by_${id}`) }))}
          withoutAll
          onChange={(next) =>
            void navigate({
              search: given<SalesSearch>({ from: search.from, to: search.to, by: oneOf(next, groupings) }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </ListBar>
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Waiting rows={6} />
        )
      ) : (
        <>
          <SoldTable sales={data.data} label={say(`by_${by}`)} />
          <Pager
            pagination={data.pagination}
            onPage={(page) => void navigate({ search: (old) => ({ ...old, page }), resetScroll: false })}
          />
        </>
      )}
    </Panel>
  );
}
