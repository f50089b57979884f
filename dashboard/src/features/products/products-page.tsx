/** The list of products: found, narrowed, sorted and changed where they stand, many at once. The address holds what is shown. */
import { Dropdown, Label } from '@heroui/react';
import type { ProductAnswer } from '@parley/contract/api/catalog.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Ellipsis, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { addressOf } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterSelect, FilterTabs, ListBar, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { narrowed } from '../../ui/narrowed.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { AdjustDialog } from '../stock/adjust-dialog.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { ImportIndicator } from './import/import-indicator.tsx';
import { useProductColumns } from './product-columns.tsx';
import { categoriesQuery, categoryChoices, productsQuery } from './products-queries.ts';
import { productsWords } from './products-words.ts';
import type { ProductsSearch } from './routes.tsx';

const route = getRouteApi('/shell/products');

export function ProductsPage() {
  const say = useWords(productsWords);
  const maySell = mayDo(useMe(), selling);
  return (
    <Page title={say('title')} actions={<Actions maySell={maySell} />}>
      <ImportIndicator />
      <Panel flush>
        <Filters />
        <List maySell={maySell} />
      </Panel>
    </Page>
  );
}

function useNarrow() {
  const navigate = route.useNavigate();
  return useCallback(
    (change: { readonly [K in keyof ProductsSearch]?: ProductsSearch[K] | undefined }) =>
      void navigate({
        search: (before) => narrowed(before, change),
        replace: change.search !== undefined,
      }),
    [navigate],
  );
}

function Actions({ maySell }: { readonly maySell: boolean }) {
  const say = useWords(productsWords);
  const navigate = route.useNavigate();
  if (!maySell) return null;
  return (
    <>
      <Dropdown>
        <Button variant="tertiary">
          <Ellipsis size={16} aria-hidden="true" />
          {say('more')}
        </Button>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            onAction={(key) => {
              if (key === 'export') location.assign(addressOf('/products/csv'));
              else void navigate({ to: key === 'categories' ? '/products/categories' : '/products/whatsapp' });
            }}
          >
            <Dropdown.Item id="categories" textValue={say('categories')}>
              <Label>{say('categories')}</Label>
            </Dropdown.Item>
            <Dropdown.Item id="whatsapp" textValue={say('whatsapp')}>
              <Label>{say('whatsapp')}</Label>
            </Dropdown.Item>
            <Dropdown.Item id="export" textValue={say('export')}>
              <Label>{say('export')}</Label>
            </Dropdown.Item>
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <LinkButton to="/products/import" variant="secondary">
        {say('import')}
      </LinkButton>
      <LinkButton to="/products/new" variant="primary">
        <Plus size={16} aria-hidden="true" />
        {say('add')}
      </LinkButton>
    </>
  );
}

function Filters() {
  const say = useWords(productsWords);
  const search = route.useSearch();
  const narrow = useNarrow();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const find = useCallback((text: string) => narrow({ search: text }), [narrow]);
  return (
    <ListBar>
      <SearchBox label={say('search')} value={search.search ?? ''} onChange={find} />
      <FilterTabs
        label={say('state')}
        value={search.state}
        options={[
          { id: 'published', label: say('published') },
          { id: 'draft', label: say('draft') },
          { id: 'archived', label: say('archived') },
        ]}
        onChange={(state) => narrow({ state: state as ProductsSearch['state'] })}
      />
      <div className="-mx-1 flex max-w-full gap-2 overflow-x-auto px-1 py-0.5 *:shrink-0 md:flex-wrap">
        <FilterSelect
          label={say('category')}
          value={search.category}
          options={categoryChoices(categories)}
          onChange={(category) => narrow({ category })}
        />
        <FilterSelect
          label={say('stock')}
          value={search.stock}
          options={[
            { id: 'in', label: say('stock_in') },
            { id: 'low', label: say('stock_low') },
            { id: 'out', label: say('stock_out') },
          ]}
          onChange={(stock) => narrow({ stock: stock as ProductsSearch['stock'] })}
        />
        <FilterSelect
          label={say('priority')}
          value={search.priority}
          options={[
            { id: 'yes', label: say('yes') },
            { id: 'no', label: say('no') },
          ]}
          onChange={(priority) => narrow({ priority: priority as ProductsSearch['priority'] })}
        />
        <SortSelect sort={search.sort} onChange={(sort) => narrow({ sort })} />
      </div>
    </ListBar>
  );
}

/** Beside the headings, for screens that have none. */
function SortSelect({
  sort,
  onChange,
}: {
  readonly sort: ProductsSearch['sort'];
  readonly onChange: (sort: ProductsSearch['sort']) => void;
}) {
  const say = useWords(productsWords);
  const orders = { name: 'sort_name', newest: 'sort_newest', price: 'sort_price', '-price': 'sort_price_down' } as const;
  return (
    <label className="inline-flex min-h-9 items-center gap-2 rounded-lg border border-line bg-surface px-3 text-sm text-ink-2">
      {say('sort')}
      <select
        className="max-w-44 cursor-pointer bg-transparent font-medium text-ink outline-none"
        value={sort ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : (event.target.value as keyof typeof orders))}
      >
        <option value="">{say('sort_featured')}</option>
        {Object.entries(orders).map(([id, word]) => (
          <option key={id} value={id}>
            {say(word)}
          </option>
        ))}
      </select>
    </label>
  );
}

function List({ maySell }: { readonly maySell: boolean }) {
  const say = useWords(productsWords);
  const search = route.useSearch();
  const narrow = useNarrow();
  const { data, error, refetch, isPlaceholderData } = useQuery(productsQuery(search));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [adjusting, setAdjusting] = useState<ProductAnswer>();
  const columns = useProductColumns({ maySell, isArchive: search.state === 'archived', onAdjust: setAdjusting });
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={10} />;
  if (data.data.length === 0) return <Nothing search={search} maySell={maySell} onClear={() => narrow(nothing)} />;
  const selectable = maySell && search.state !== 'archived';
  return (
    <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData}>
      <DataTable
        label={say('title')}
        columns={columns}
        rows={data.data}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        selection={selectable ? { ids: chosen, onChange: setChosen } : undefined}
        sort={search.sort}
        onSort={(sort) => narrow({ sort: sort as ProductsSearch['sort'] })}
      />
      {selectable && (
        <BulkActions key={JSON.stringify(search)} chosen={chosen} search={search} page={data} onDone={() => setChosen(new Set())} />
      )}
      <Pager pagination={data.pagination} onPage={(page) => narrow({ page })} />
      {adjusting?.variant_id && (
        <AdjustDialog
          variant={{ id: adjusting.variant_id, name: adjusting.name, available: adjusting.available }}
          onClose={() => setAdjusting(undefined)}
        />
      )}
    </div>
  );
}

const nothing = { search: undefined, category: undefined, state: undefined, priority: undefined, stock: undefined, sort: undefined };

function Nothing({
  search,
  maySell,
  onClear,
}: {
  readonly search: ProductsSearch;
  readonly maySell: boolean;
  readonly onClear: () => void;
}) {
  const say = useWords(productsWords);
  const { sort: _, ...filters } = search;
  if (Object.keys(filters).length > 0)
    return (
      <Empty title={say('none_title')} text={say('none_text')}>
        <Button variant="secondary" onPress={onClear}>
          {say('clear_filters')}
        </Button>
      </Empty>
    );
  return (
    <Empty title={say('empty_title')} text={say('empty_text')}>
      {maySell && (
        <>
          <LinkButton to="/products/new" variant="primary">
            {say('add')}
          </LinkButton>
          <LinkButton to="/products/import">{say('import')}</LinkButton>
        </>
      )}
    </Empty>
  );
}
