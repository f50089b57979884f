/** What lies where: on hand, promised, free; searched, narrowed, sorted; with what it is worth above. */
import { Dropdown, Label } from '@heroui/react';
import { handling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useCallback, useState } from 'react';
import { addressOf } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Figure } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterSelect, FilterTabs, ListBar, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { narrowed } from '../../ui/narrowed.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import type { StockSearch } from './routes.tsx';
import { nameOf, useStockColumns } from './stock-columns.tsx';
import { type Level, levelsQuery, locationsQuery, stockWorthQuery } from './stock-queries.ts';
import { stockWords } from './stock-words.ts';

const route = getRouteApi('/shell/stock');
const seeingCosts = ['owner', 'manager', 'fulfilment', 'accountant', 'viewer'] as const;

export function StockPage() {
  const say = useWords(stockWords);
  const me = useMe();
  return (
    <Page title={say('title')} actions={<Actions mayHandle={mayDo(me, handling)} />}>
      {mayDo(me, seeingCosts) && <Worth />}
      <Panel flush>
        <Filters />
        <List mayHandle={mayDo(me, handling)} />
      </Panel>
    </Page>
  );
}

function Actions({ mayHandle }: { readonly mayHandle: boolean }) {
  const say = useWords(stockWords);
  const navigate = route.useNavigate();
  const places = { movements: '/stock/movements', locations: '/stock/locations', transfer: '/stock/transfer' } as const;
  const files = { valuation_file: '/inventory/valuation', ageing_file: '/reports/stock-aging' } as const;
  const entries = mayHandle
    ? (['movements', 'transfer', 'locations', 'valuation_file', 'ageing_file'] as const)
    : (['movements', 'locations'] as const);
  return (
    <>
      <Dropdown>
        <Button variant="tertiary">
          <Ellipsis size={16} aria-hidden="true" />
          {say('more')}
        </Button>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            aria-label={say('more')}
            onAction={(key) => {
              if (key === 'valuation_file' || key === 'ageing_file') location.assign(addressOf(files[key], { format: 'csv' }));
              else void navigate({ to: places[key as keyof typeof places] });
            }}
          >
            {entries.map((entry) => (
              <Dropdown.Item key={entry} id={entry} textValue={say(entry)}>
                <Label>{say(entry)}</Label>
              </Dropdown.Item>
            ))}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      {mayHandle && (
        <>
          <LinkButton to="/stock/count">{say('count')}</LinkButton>
          <LinkButton to="/purchases/new" variant="primary">
            {say('receive')}
          </LinkButton>
        </>
      )}
    </>
  );
}

/** The figures that open the page; while they are not there, their place is kept. */
function Worth() {
  const say = useWords(stockWords);
  const format = useFormat();
  const { data } = useQuery(stockWorthQuery);
  const old = data?.age.buckets.find((each) => each.days === '91+');
  return (
    <div className="mb-4 flex min-h-20 flex-wrap gap-x-12 gap-y-3 rounded-xl border border-line bg-surface px-4 py-3">
      <Figure label={say('worth')} note={data ? say('units', { n: data.worth.total_quantity }) : undefined}>
        {data ? format.money(data.worth.total_value, data.worth.currency) : '…'}
      </Figure>
      <Figure label={say('old')} note={old ? say('units', { n: old.quantity }) : undefined}>
        {old && data ? format.money(old.value, data.age.currency) : '…'}
      </Figure>
    </div>
  );
}

function useNarrow() {
  const navigate = route.useNavigate();
  return useCallback(
    (change: { readonly [K in keyof StockSearch]?: StockSearch[K] | undefined }) =>
      void navigate({
        search: (before) => narrowed(before, change),
        replace: change.search !== undefined,
      }),
    [navigate],
  );
}

function Filters() {
  const say = useWords(stockWords);
  const search = route.useSearch();
  const narrow = useNarrow();
  const { data: places = [] } = useQuery(locationsQuery);
  const find = useCallback((text: string) => narrow({ search: text }), [narrow]);
  return (
    <ListBar>
      <SearchBox label={say('search')} value={search.search ?? ''} onChange={find} />
      <FilterTabs
        label={say('show')}
        value={search.show}
        options={[
          { id: 'low', label: say('low') },
          { id: 'out', label: say('out_of') },
          { id: 'held', label: say('held') },
        ]}
        onChange={(show) => narrow({ show: show as StockSearch['show'] })}
      />
      {places.length > 1 && (
        <FilterSelect
          label={say('place')}
          value={search.location}
          options={places.map((each) => ({ id: each.id, label: each.name }))}
          onChange={(location) => narrow({ location })}
        />
      )}
    </ListBar>
  );
}

function List({ mayHandle }: { readonly mayHandle: boolean }) {
  const say = useWords(stockWords);
  const search = route.useSearch();
  const narrow = useNarrow();
  const { data, error, refetch, isPlaceholderData } = useQuery(levelsQuery(search));
  const [changing, setChanging] = useState<Level>();
  const columns = useStockColumns(mayHandle ? setChanging : undefined);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={10} />;
  if (data.data.length === 0)
    return search.search || search.location || search.show ? (
      <Empty title={say('none_title')} text={say('none_text')}>
        <Button variant="secondary" onPress={() => narrow({ search: undefined, location: undefined, show: undefined })}>
          {say('clear_filters')}
        </Button>
      </Empty>
    ) : (
      <Empty title={say('empty_title')} text={say('empty_text')}>
        {mayHandle && (
          <LinkButton to="/purchases/new" variant="primary">
            {say('receive')}
          </LinkButton>
        )}
      </Empty>
    );
  return (
    <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData}>
      <DataTable
        label={say('title')}
        columns={columns}
        rows={data.data}
        idOf={(row) => `${row.variant_id} ${row.location_id}`}
        sort={search.sort ?? 'name'}
        onSort={(sort) => narrow({ sort: sort === '-name' ? undefined : (sort as StockSearch['sort']) })}
      />
      <Pager pagination={data.pagination} onPage={(page) => narrow({ page })} />
      {changing && (
        <AdjustDialog
          variant={{ id: changing.variant_id, name: nameOf(changing), available: changing.available }}
          locationId={changing.location_id}
          onClose={() => setChanging(undefined)}
        />
      )}
    </div>
  );
}
