/** All that moved, newest first, with what it was for: each line leads to its order or purchase. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { ListBar } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { linesWords } from './lines-words.ts';
import { nameOf } from './stock-columns.tsx';
import { type Movement, movementsQuery } from './stock-queries.ts';

const route = getRouteApi('/shell/stock/movements');

export function MovementsPage() {
  const say = useWords(linesWords);
  const of = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(movementsQuery(of));
  const columns = useColumns();
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const first = rows[0];
  const isNarrow = of.variant !== undefined || of.product !== undefined;
  return (
    <Page title={say('movements')} about={say('movements_about')} back={{ to: '/stock', label: say('stock') }}>
      <Panel flush>
        {isNarrow && first && (
          <ListBar>
            <span className="grow">{say('of', { name: of.variant === undefined ? first.product_name : nameOf(first) })}</span>
            <Button size="sm" variant="secondary" onPress={() => void navigate({ search: {} })}>
              {say('show_all')}
            </Button>
          </ListBar>
        )}
        {error && !data ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Empty title={say('none')} text={say('none_text')} />
        ) : (
          <DataTable label={say('movements')} columns={columns} rows={rows} idOf={(row) => row.id} />
        )}
        {hasNextPage && (
          <div className="flex justify-center border-t border-line p-3">
            <Button variant="secondary" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
              {say('more')}
            </Button>
          </div>
        )}
      </Panel>
    </Page>
  );
}

const reasons = [
  'opening',
  'adjustment',
  'sale',
  'sale_cancelled',
  'return',
  'purchase',
  'purchase_return',
  'purchase_correction',
  'write_off',
  'count',
  'transfer',
] as const;

function useColumns(): readonly Column<Movement>[] {
  const say = useWords(linesWords);
  const format = useFormat();
  const seesCosts = mayDo(useMe(), ['owner', 'manager', 'fulfilment', 'accountant', 'viewer']);
  const columns: readonly (Column<Movement> | false)[] = [
    { key: 'when', label: say('when'), cell: (row) => <span className="whitespace-nowrap text-ink-2">{format.time(row.at)}</span> },
    {
      key: 'product',
      label: say('product'),
      place: 'title',
      cell: (row) => (
        <Link to="/stock/movements" search={{ variant: row.variant_id }} className="font-medium hover:underline">
          {nameOf(row)}
        </Link>
      ),
    },
    { key: 'what', label: say('what'), cell: (row) => <What row={row} /> },
    { key: 'place', label: say('place'), cell: (row) => row.location },
    {
      key: 'quantity',
      label: say('quantity'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <span className={`font-medium tabular-nums ${row.quantity < 0 ? 'text-brick' : row.quantity > 0 ? 'text-leaf' : 'text-ink-3'}`}>
          {row.quantity > 0 ? '+' : ''}
          {format.number(row.quantity).replace('-', '−')}
        </span>
      ),
    },
    seesCosts && {
      key: 'value',
      label: say('value'),
      align: 'right',
      wideOnly: true,
      cell: (row) => <span className="whitespace-nowrap text-ink-2 tabular-nums">{format.money(row.value, row.currency)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}

function What({ row }: { readonly row: Movement }) {
  const say = useWords(linesWords);
  const known = reasons.find((each) => each === row.reason);
  return (
    <span className="block min-w-0">
      {known ? say(`reason_${known}`) : row.reason}
      {row.order_id !== null && (
        <>
          {' · '}
          <Link to="/orders/$id" params={{ id: row.order_id }} className="text-leaf hover:underline">
            {say('order')}
          </Link>
        </>
      )}
      {row.purchase_id !== null && (
        <>
          {' · '}
          <Link to="/purchases/$id" params={{ id: row.purchase_id }} className="text-leaf hover:underline">
            {say('purchase')}
          </Link>
        </>
      )}
      {row.note !== null && <span className="block text-sm text-ink-2">{row.note}</span>}
    </span>
  );
}
