/** The purchases, newest first. */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ListBar, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { type Purchase, purchasesQuery } from './purchases-queries.ts';
import { purchasesWords } from './purchases-words.ts';

const route = getRouteApi('/shell/purchases');
export const buying = ['owner', 'manager', 'fulfilment', 'accountant'] as const;

export function PurchasesPage() {
  const say = useWords(purchasesWords);
  const mayBuy = mayDo(useMe(), buying);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const find = useCallback((text: string) => void navigate({ search: text === '' ? {} : { search: text }, replace: true }), [navigate]);
  const { data, error, refetch, isPlaceholderData } = useQuery(purchasesQuery(search));
  const columns = useColumns();
  const add = mayBuy && (
    <LinkButton to="/purchases/new" variant="primary">
      <Plus size={16} aria-hidden="true" />
      {say('new')}
    </LinkButton>
  );
  return (
    <Page title={say('title')} actions={add}>
      <Panel flush>
        <ListBar>
          <SearchBox label={say('search')} value={search.search ?? ''} onChange={find} />
        </ListBar>
        {error && !data ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Waiting rows={8} />
        ) : data.data.length === 0 ? (
          search.search ? (
            <Empty title={say('none_title')} text={say('none_text')}>
              <Button variant="secondary" onPress={() => find('')}>
                {say('clear')}
              </Button>
            </Empty>
          ) : (
            <Empty title={say('empty_title')} text={say('empty_text')}>
              {add}
            </Empty>
          )
        ) : (
          <div className={isPlaceholderData ? 'opacity-60' : ''}>
            <DataTable label={say('title')} columns={columns} rows={data.data} idOf={(row) => row.id} />
            <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })} />
          </div>
        )}
      </Panel>
    </Page>
  );
}

function useColumns(): readonly Column<Purchase>[] {
  const say = useWords(purchasesWords);
  const format = useFormat();
  return [
    {
      key: 'number',
      label: say('number'),
      place: 'title',
      cell: (row) => (
        <Link to="/purchases/$id" params={{ id: row.id }} className="font-medium hover:underline">
          {row.number}
        </Link>
      ),
    },
    { key: 'supplier', label: say('supplier'), cell: (row) => row.supplier },
    { key: 'bill', label: say('bill'), wideOnly: true, cell: (row) => <span className="text-ink-2">{row.reference ?? '–'}</span> },
    {
      key: 'received',
      label: say('received'),
      cell: (row) => <span className="whitespace-nowrap text-ink-2">{format.date(`${row.received_on}T12:00:00Z`)}</span>,
    },
    {
      key: 'units',
      label: say('units'),
      align: 'right',
      wideOnly: true,
      cell: (row) => format.number(row.lines.reduce((sum, line) => sum + line.quantity, 0)),
    },
    {
      key: 'total',
      label: say('total'),
      align: 'right',
      place: 'end',
      cell: (row) => <Amount value={row.total} currency={row.currency} className="font-medium" />,
    },
  ];
}
