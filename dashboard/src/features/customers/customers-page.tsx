/** The list of customers: found by words, who they are to the shop, and what they agreed to. */

import type { ContactAnswer } from '@parley/contract/api/contacts.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useCallback } from 'react';
import { addressOf } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { type Language, languageNames, languages, useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { OutsideButton } from '../../ui/link-button.tsx';
import { FilterSelect, FilterTabs, ListBar, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { customersQuery } from './customers-queries.ts';
import { type CustomersSearch, consents, readCustomersSearch, segments } from './customers-search.ts';
import { customersWords } from './customers-words.ts';

const route = getRouteApi('/shell/customers');

export function CustomersPage() {
  const say = useWords(customersWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Record<string, unknown>) =>
      void navigate({ search: (old) => readCustomersSearch({ ...old, page: undefined, ...next }), replace: true }),
    [navigate],
  );
  const { page: _page, ...filters } = search;
  return (
    <Page
      title={say('title')}
      actions={
        <OutsideButton href={addressOf('/contacts', { ...filters, format: 'csv' })} download variant="tertiary">
          <Download size={16} aria-hidden="true" />
          {say('export')}
        </OutsideButton>
      }
    >
      <Panel flush>
        <div className="flex items-center justify-between gap-2 border-b border-line px-4 pt-2 pb-1">
          <FilterTabs
            label={say('segment')}
            value={search.segment}
            options={segments.map((id) => ({ id, label: say(id) }))}
            onChange={(segment) => change({ segment })}
          />
          <SavedViews of="customers" current={search} onOpen={(view) => void navigate({ search: readCustomersSearch({ ...view }) })} />
        </div>
        <ListBar>
          <SearchBox value={search.search ?? ''} label={say('search')} onChange={(text) => change({ search: text || undefined })} />
          <FilterSelect
            label={say('consent')}
            value={search.consent}
            options={consents.map((id) => ({ id, label: say(id) }))}
            onChange={(consent) => change({ consent })}
          />
          <FilterSelect
            label={say('language')}
            value={search.language}
            options={languages.map((id) => ({ id, label: languageNames[id] }))}
            onChange={(language) => change({ language })}
          />
        </ListBar>
        <CustomersList search={search} onChange={change} />
      </Panel>
    </Page>
  );
}

function CustomersList({
  search,
  onChange,
}: {
  readonly search: CustomersSearch;
  readonly onChange: (next: Record<string, unknown>) => void;
}) {
  const say = useWords(customersWords);
  const me = useMe();
  const columns = useCustomerColumns();
  const { data, error, refetch } = useQuery(customersQuery(search));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={10} />;
  if (data.data.length === 0) {
    const { sort: _sort, ...filters } = search;
    return Object.keys(filters).length > 0 ? (
      <Empty title={say('none_title')} text={say('none_text')}>
        <Button
          variant="secondary"
          onPress={() => onChange({ search: undefined, segment: undefined, consent: undefined, language: undefined })}
        >
          {say('clear')}
        </Button>
      </Empty>
    ) : (
      <Empty title={say('empty_title')} text={say('empty_text')}>
        <OutsideButton href={`/${me.merchant.slug}`} target="_blank" variant="primary">
          {say('empty_act')}
        </OutsideButton>
      </Empty>
    );
  }
  return (
    <>
      <DataTable
        label={say('title')}
        columns={columns}
        rows={data.data}
        idOf={(who) => who.id}
        sort={sortShown(search.sort)}
        onSort={(sort) => onChange({ sort: sortAsked(sort) })}
      />
      <Pager pagination={data.pagination} onPage={(page) => onChange({ page })} />
    </>
  );
}

/** Figures are asked for from the top only. */
const sortShown = (sort: CustomersSearch['sort']): string | undefined => (sort === 'newest' ? undefined : sort);
const sortAsked = (sort: string): string => (sort.replace('-', '') === 'name' ? 'name' : `-${sort.replace('-', '')}`);

function useCustomerColumns(): readonly Column<ContactAnswer>[] {
  const say = useWords(customersWords);
  const format = useFormat();
  return [
    {
      key: 'name',
      label: say('name'),
      place: 'title',
      sortable: true,
      cell: (who) => (
        <Link to="/customers/$id" params={{ id: who.id }} className="block min-w-0 hover:underline">
          <span className="block truncate font-medium">{who.name ?? who.username ?? say('nobody')}</span>
          {who.labels.length > 0 && <span className="block truncate text-sm text-ink-2">{who.labels.join(' · ')}</span>}
        </Link>
      ),
    },
    {
      key: 'phone',
      label: say('phone'),
      cell: (who) => (
        <span className="whitespace-nowrap text-ink-2 tabular-nums">{who.phone ?? (who.username ? `@${who.username}` : '–')}</span>
      ),
    },
    {
      key: 'language',
      label: say('language'),
      wideOnly: true,
      cell: (who) => <span className="text-ink-2">{languageNames[who.language as Language] ?? '–'}</span>,
    },
    {
      key: 'consent',
      label: say('consent'),
      cell: (who) => (
        <StatusChip tone={who.consent === 'yes' ? 'good' : who.consent === 'no' ? 'bad' : 'quiet'}>{say(who.consent)}</StatusChip>
      ),
    },
    {
      key: 'last_order',
      label: say('last_order'),
      wideOnly: true,
      sortable: true,
      cell: (who) => (
        <span className="whitespace-nowrap text-ink-2">{who.last_order_at ? format.ago(who.last_order_at) : say('never')}</span>
      ),
    },
    {
      key: 'orders',
      label: say('orders'),
      align: 'right',
      wideOnly: true,
      sortable: true,
      cell: (who) => format.number(who.orders_count),
    },
    {
      key: 'spent',
      label: say('spent'),
      align: 'right',
      place: 'end',
      sortable: true,
      cell: (who) => <Amount value={who.spent_amount} currency={who.currency} className="font-medium" />,
    },
  ];
}
