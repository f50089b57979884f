/** Every payment that came in: by whom, for which order, at which gateway, with its fee; found and narrowed by its address. */

import type { PaymentRow } from '@parley/contract/api/payments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterSelect, ListBar, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton } from '../../ui/paper.tsx';
import { rangeWords } from '../../ui/range-words.ts';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { isNothing } from '../books/decimals.ts';
import { dayOf } from '../books/ledger-search.ts';
import { OrderCell, PaymentsTabs, VerdictChip } from './payments-parts.tsx';
import { paymentsQuery } from './payments-queries.ts';
import { gatewayNames, gateways, type PaymentsSearch, readPaymentsSearch, verdicts } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';

const route = getRouteApi('/shell/payments');
type Change = (next: Partial<Record<keyof PaymentsSearch, string | undefined>>) => void;

export function PaymentsPage() {
  const say = useWords(paymentsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<Change>(
    (next) => void navigate({ search: (old) => readPaymentsSearch({ ...old, page: undefined, ...next }), replace: true }),
    [navigate],
  );
  const { page: _, ...filters } = search;
  return (
    <Page title={say('title')} actions={<CsvButton href={addressOf('/payments', { ...filters, format: 'csv' })} />}>
      <PaymentsTabs />
      <Panel flush>
        <Filters search={search} change={change} />
        <List
          search={search}
          onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })}
          onClear={() => void navigate({ search: {} })}
        />
      </Panel>
    </Page>
  );
}

function Filters({ search, change }: { readonly search: PaymentsSearch; readonly change: Change }) {
  const say = useWords(paymentsWords);
  const range = useWords(rangeWords);
  const onSearch = useCallback((text: string) => change({ search: text || undefined }), [change]);
  return (
    <ListBar>
      <SearchBox value={search.search ?? ''} label={say('search')} onChange={onSearch} />
      <FilterSelect
        label={say('gateway')}
        value={search.gateway}
        options={gateways.map((id) => ({ id, label: gatewayNames[id] ?? id }))}
        onChange={(gateway) => change({ gateway })}
      />
      <FilterSelect
        label={say('state')}
        value={search.verdict}
        options={verdicts.map((id) => ({ id, label: say(`verdict_${id}`) }))}
        onChange={(verdict) => change({ verdict })}
      />
      <span className="inline-flex gap-1.5">
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type="date"
            aria-label={range(end)}
            className="min-h-9 rounded-lg border border-line bg-surface px-2 text-sm text-ink tabular-nums"
            value={search[end] ?? ''}
            onChange={({ target }) => change({ [end]: dayOf(target.value) })}
          />
        ))}
      </span>
    </ListBar>
  );
}

interface ListProps {
  readonly search: PaymentsSearch;
  readonly onPage: (page: number) => void;
  readonly onClear: () => void;
}

function List({ search, onPage, onClear }: ListProps) {
  const say = useWords(paymentsWords);
  const columns = useColumns();
  const { data, error, refetch } = useQuery(paymentsQuery(search));
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={8} />;
  if (data.data.length === 0)
    return Object.keys(search).length > 0 ? (
      <Empty title={say('none_found')} text={say('none_found_text')}>
        <Button variant="secondary" onPress={onClear}>
          {say('clear')}
        </Button>
      </Empty>
    ) : (
      <Empty title={say('none')} text={say('none_text')}>
        <LinkButton to="/settings">{say('connect')}</LinkButton>
      </Empty>
    );
  return (
    <>
      <DataTable label={say('all')} columns={columns} rows={data.data} idOf={(row) => row.id} />
      <Pager pagination={data.pagination} onPage={onPage} />
    </>
  );
}

function useColumns(): readonly Column<PaymentRow>[] {
  const say = useWords(paymentsWords);
  const format = useFormat();
  return [
    { key: 'order', label: say('order'), place: 'title', cell: (row) => <OrderCell order={row.order} /> },
    {
      key: 'when',
      label: say('when'),
      cell: (row) => (
        <Link to="/payments/$id" params={{ id: row.id }} className="whitespace-nowrap tabular-nums hover:text-leaf">
          {format.time(row.captured_at)}
        </Link>
      ),
    },
    {
      key: 'gateway',
      label: say('gateway'),
      cell: (row) => (
        <span>
          {gatewayNames[row.gateway] ?? row.gateway}
          {row.method !== null && <span className="text-ink-2"> · {row.method}</span>}
        </span>
      ),
    },
    { key: 'state', label: say('state'), cell: (row) => <VerdictChip verdict={row.verdict} /> },
    {
      key: 'fee',
      label: say('fee'),
      align: 'right',
      wideOnly: true,
      cell: (row) => (row.fee === null ? <span className="text-ink-2">–</span> : <Amount value={row.fee} currency={row.currency} />),
    },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Link to="/payments/$id" params={{ id: row.id }} className="block hover:text-leaf">
          <Amount value={row.amount} currency={row.currency} className="font-medium" />
          {!isNothing(row.refunding_amount) && (
            <span className="block text-sm text-ink-2">
              −<Amount value={row.refunding_amount} currency={row.currency} />
            </span>
          )}
        </Link>
      ),
    },
  ];
}
