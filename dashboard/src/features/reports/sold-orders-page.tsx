/** The orders behind a figure of sales; behind each order, its entries. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton } from '../../ui/paper.tsx';
import { RangeBar, useRangeText } from '../../ui/range-bar.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { rangeIn } from '../books/ledger-search.ts';
import { soldOrdersQuery } from './reports-queries.ts';
import { readSoldOrdersSearch } from './reports-search.ts';
import { reportsWords } from './reports-words.ts';
import { SoldTable } from './sold-table.tsx';

const route = getRouteApi('/shell/reports/sales/orders');

export function SoldOrdersPage() {
  const say = useWords(reportsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rangeText = useRangeText();
  const range = rangeIn(search, useFormat().day());
  const { data, error, refetch } = useQuery(soldOrdersQuery(range, search));
  const { product, category, customer, channel } = search;
  const filters = { product_id: product, category_id: category, customer_id: customer, channel };
  return (
    <Page
      title={say('behind')}
      about={
        <>
          {rangeText(range)}
          {data && (
            <>
              {' · '}
              {say('net')} <Amount value={data.data.totals.net} className="font-medium" />
            </>
          )}
        </>
      }
      back={{ to: '/reports', label: say('sales') }}
      actions={<CsvButton href={addressOf('/reports/sales/orders', { ...range, ...filters, format: 'csv' })} />}
    >
      <div className="mb-4">
        <RangeBar
          range={range}
          onChange={(next) => void navigate({ search: (old) => readSoldOrdersSearch({ ...old, ...next, page: undefined }), replace: true })}
        />
      </div>
      <Panel flush>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Waiting rows={8} />
          )
        ) : data.data.rows.length === 0 ? (
          <Empty title={say('empty')} text={say('empty_text')} />
        ) : (
          <>
            <SoldTable sales={data.data} label={say('order')} />
            <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })} />
          </>
        )}
      </Panel>
    </Page>
  );
}
