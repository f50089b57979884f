/** The list of orders: found, narrowed, sorted and paged by its address; acted on one by one or together. */

import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { addressOf } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton, OutsideButton } from '../../ui/link-button.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { OrderChip, PaymentChip } from './order-state.tsx';
import { orderStateWords } from './order-state-words.ts';
import { OrdersBulk } from './orders-bulk.tsx';
import { OrdersFilters } from './orders-filters.tsx';
import { listQueryOf, ordersQuery } from './orders-queries.ts';
import { isFiltered, type OrdersSearch, readOrdersSearch } from './orders-search.ts';
import { ordersWords } from './orders-words.ts';
import { useFresh } from './use-fresh.ts';

const route = getRouteApi('/shell/orders');

export function OrdersPage() {
  const say = useWords(ordersWords);
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<Record<keyof OrdersSearch, string | undefined>>) =>
      void navigate({ search: (old) => readOrdersSearch({ ...old, page: undefined, ...next }), replace: true }),
    [navigate],
  );
  return (
    <Page
      title={say('title')}
      actions={
        <>
          <OutsideButton href={addressOf('/orders', { ...listQueryOf(search), format: 'csv' })} download variant="tertiary">
            <Download size={16} aria-hidden="true" />
            {say('export')}
          </OutsideButton>
          {mayDo(me, selling) && (
            <LinkButton to="/orders/new" variant="primary">
              <Plus size={16} aria-hidden="true" />
              {say('new_order')}
            </LinkButton>
          )}
        </>
      }
    >
      <Panel flush>
        <OrdersFilters search={search} onChange={change} onOpen={(view) => void navigate({ search: view })} />
        <OrdersList search={search} onChange={change} onClear={() => void navigate({ search: {} })} />
      </Panel>
    </Page>
  );
}

interface OrdersListProps {
  readonly search: OrdersSearch;
  readonly onChange: (next: Partial<Record<keyof OrdersSearch, string | undefined>>) => void;
  readonly onClear: () => void;
}

function OrdersList({ search, onChange, onClear }: OrdersListProps) {
  const say = useWords(ordersWords);
  const { data, error, refetch } = useQuery(ordersQuery(search));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const columns = useOrderColumns();
  const isNewestFirst = search.page === undefined && (search.sort ?? '-placed_at') === '-placed_at';
  const fresh = useFresh(data?.data, isNewestFirst);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={10} />;
  if (data.data.length === 0)
    return isFiltered(search) || search.page !== undefined ? (
      <Empty title={say('none_title')} text={say('none_text')}>
        <Button variant="secondary" onPress={onClear}>
          {say('clear')}
        </Button>
      </Empty>
    ) : (
      <Empty title={say('empty_title')} text={say('empty_text')}>
        <LinkButton to="/orders/new" variant="primary">
          {say('new_order')}
        </LinkButton>
      </Empty>
    );
  const rows = data.data;
  return (
    <>
      <DataTable
        label={say('title')}
        columns={columns}
        rows={rows}
        idOf={(order) => order.id}
        nameOf={(order) => order.order_number}
        selection={{ ids: chosen, onChange: setChosen }}
        sort={search.sort ?? '-placed_at'}
        onSort={(sort) => onChange({ sort: sort === '-placed_at' ? undefined : sort })}
        fresh={fresh}
      />
      <OrdersBulk orders={rows.filter((order) => chosen.has(order.id))} onDone={() => setChosen(new Set())} />
      <Pager pagination={data.pagination} onPage={(page) => onChange({ page: page === 1 ? undefined : `${page}` })} />
    </>
  );
}

function useOrderColumns(): readonly Column<OrderAnswer>[] {
  const say = useWords(ordersWords);
  const state = useWords(orderStateWords);
  const format = useFormat();
  return [
    {
      key: 'number',
      label: say('order'),
      place: 'title',
      cell: (order) => (
        <Link to="/orders/$id" params={{ id: order.id }} className="block font-medium whitespace-nowrap tabular-nums hover:underline">
          {order.order_number}
          <span className="block text-sm font-normal text-ink-2 md:hidden">
            {order.customer.name ?? order.customer.phone ?? state('nobody')}
          </span>
        </Link>
      ),
    },
    {
      key: 'placed_at',
      label: say('placed'),
      sortable: true,
      cell: (order) => (
        <time dateTime={order.placed_at} title={format.time(order.placed_at)} className="whitespace-nowrap text-ink-2">
          {format.ago(order.placed_at)}
        </time>
      ),
    },
    {
      key: 'customer',
      label: say('customer'),
      wideOnly: true,
      cell: (order) => <span className="line-clamp-1">{order.customer.name ?? order.customer.phone ?? state('nobody')}</span>,
    },
    { key: 'status', label: say('status'), cell: (order) => <OrderChip status={order.status} /> },
    { key: 'payment', label: say('payment'), cell: (order) => <PaymentChip order={order} /> },
    {
      key: 'content',
      label: say('content'),
      wideOnly: true,
      cell: (order) => (
        <span className="whitespace-nowrap text-ink-2">
          {state('items', { n: order.items.reduce((sum, item) => sum + item.quantity, 0) })} · {state(order.delivery.method)}
        </span>
      ),
    },
    {
      key: 'total',
      label: say('total'),
      align: 'right',
      place: 'end',
      sortable: true,
      cell: (order) => <Amount value={order.total_amount} currency={order.currency} className="font-medium" />,
    },
  ];
}
