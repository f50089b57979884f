/** Every refund with how far it has come. */

import type { RefundRow } from '@parley/contract/api/payments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterTabs, ListBar, Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { oneOf } from '../books/ledger-search.ts';
import { OrderCell, PaymentsTabs, RefundChip, RetryButton } from './payments-parts.tsx';
import { refundsQuery } from './payments-queries.ts';
import { gatewayNames, type RefundsSearch, refundStates } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';

const route = getRouteApi('/shell/payments/refunds');

export function RefundsPage() {
  const say = useWords(paymentsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(refundsQuery(search));
  const columns = useColumns();
  const show = (state: RefundsSearch['state']): void => void navigate({ search: state === undefined ? {} : { state }, replace: true });
  return (
    <Page title={say('title')}>
      <PaymentsTabs />
      <Panel flush>
        <ListBar>
          <FilterTabs
            label={say('state')}
            value={search.state}
            options={refundStates.map((id) => ({ id, label: say(`refund_${id}`) }))}
            onChange={(state) => show(oneOf(state, refundStates))}
          />
        </ListBar>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Waiting rows={8} />
          )
        ) : data.data.length === 0 ? (
          <Empty title={say('no_refunds')} text={say('no_refunds_text')}>
            {search.state !== undefined && (
              <Button variant="secondary" onPress={() => show(undefined)}>
                {say('clear')}
              </Button>
            )}
          </Empty>
        ) : (
          <>
            <DataTable label={say('refunds')} columns={columns} rows={data.data} idOf={(row) => row.id} />
            <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: (old) => ({ ...old, page }) })} />
          </>
        )}
      </Panel>
    </Page>
  );
}

function useColumns(): readonly Column<RefundRow>[] {
  const say = useWords(paymentsWords);
  const format = useFormat();
  return [
    { key: 'order', label: say('order'), place: 'title', cell: (row) => <OrderCell order={row.order} /> },
    { key: 'when', label: say('when'), cell: (row) => <span className="whitespace-nowrap">{format.time(row.created_at)}</span> },
    {
      key: 'reason',
      label: say('reason'),
      cell: (row) => (
        <span className="block max-w-72">
          {row.reason}
          {row.state === 'failed' && row.detail !== null && <span className="block text-sm text-ink-2">{row.detail}</span>}
        </span>
      ),
    },
    { key: 'gateway', label: say('gateway'), wideOnly: true, cell: (row) => gatewayNames[row.gateway] ?? row.gateway },
    {
      key: 'state',
      label: say('state'),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-2">
          <RefundChip refund={row} />
          {row.stuck && <RetryButton id={row.id} amount={row.amount} currency={row.currency} />}
        </span>
      ),
    },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Link to="/payments/$id" params={{ id: row.payment_id }} className="font-medium hover:text-leaf">
          <Amount value={row.amount} currency={row.currency} />
        </Link>
      ),
    },
  ];
}
