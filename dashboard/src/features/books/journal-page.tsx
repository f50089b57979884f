/** The journal, newest first: narrowed by its address, read on by the cursor. */

import { accounting } from '@parley/contract/values/role.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { addressOf } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterSelect, ListBar, SearchBox } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton } from '../../ui/paper.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { accountsQuery, type Entry, journalQuery, journalQueryOf } from './books-queries.ts';
import { BooksTabs } from './books-tabs.tsx';
import { booksWords } from './books-words.ts';
import { sum, unscaled } from './decimals.ts';
import { journalWords } from './journal-words.ts';
import { causeGroups, dayOf, groupOfCause, type JournalSearch } from './ledger-search.ts';

const route = getRouteApi('/shell/books/journal');

export function JournalPage() {
  const words = useWords(booksWords);
  const me = useMe();
  const search = route.useSearch();
  return (
    <Page
      title={words('journal')}
      actions={
        <>
          <CsvButton href={addressOf('/accounting/journal-entries', { ...journalQueryOf(search), format: 'csv' })} />
          {mayDo(me, accounting) && (
            <LinkButton to="/books/journal/new" variant="primary">
              <Plus size={16} aria-hidden="true" />
              {words('new_entry')}
            </LinkButton>
          )}
        </>
      }
    >
      <BooksTabs />
      <Panel flush>
        <Filters search={search} />
        <Entries search={search} />
      </Panel>
    </Page>
  );
}

const field = 'min-h-9 rounded-lg border border-line bg-surface px-2 text-sm text-ink tabular-nums';

function Filters({ search }: { readonly search: JournalSearch }) {
  const say = useWords(journalWords);
  const navigate = route.useNavigate();
  const { data: accounts = [] } = useQuery(accountsQuery);
  const change = (next: Partial<Record<keyof JournalSearch, string | undefined>>): void =>
    void navigate({ search: (old) => ({ ...old, ...next }) as JournalSearch, replace: true });
  const chosen = accounts.find((each) => each.id === search.account || each.code === search.account);
  const about = search.order !== undefined ? say('about_order') : search.subject && say('about_subject', { subject: search.subject });
  return (
    <ListBar>
      <SearchBox value={search.search ?? ''} label={say('search')} onChange={(text) => change({ search: text || undefined })} />
      <FilterSelect
        label={say('account')}
        value={chosen?.id}
        options={accounts.map((each) => ({ id: each.id, label: `${each.code} ${each.name}` }))}
        onChange={(account) => change({ account })}
      />
      <FilterSelect
        label={say('cause')}
        value={search.cause}
        options={causeGroups.map((id) => ({ id, label: say(`cause_${id}`) }))}
        onChange={(cause) => change({ cause })}
      />
      <span className="inline-flex items-center gap-1.5">
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            type="date"
            aria-label={say(end)}
            className={field}
            value={search[end] ?? ''}
            onChange={({ target }) => change({ [end]: dayOf(target.value) })}
          />
        ))}
      </span>
      {about && <StatusChip tone="info">{about}</StatusChip>}
      {Object.keys(search).length > 0 && (
        <Button size="sm" variant="ghost" onPress={() => void navigate({ search: {}, replace: true })}>
          {say('clear')}
        </Button>
      )}
    </ListBar>
  );
}

function Entries({ search }: { readonly search: JournalSearch }) {
  const say = useWords(journalWords);
  const columns = useColumns();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(journalQuery(search));
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={10} />;
  const entries = data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <Empty title={say('empty')} text={say('empty_text')} />;
  return (
    <>
      <DataTable label={say('back')} columns={columns} rows={entries} idOf={(entry) => entry.id} />
      {hasNextPage && (
        <div className="flex justify-center border-t border-line p-3">
          <Button variant="secondary" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {say('more')}
          </Button>
        </div>
      )}
    </>
  );
}

function useColumns(): readonly Column<Entry>[] {
  const say = useWords(journalWords);
  const format = useFormat();
  return [
    {
      key: 'number',
      label: say('number'),
      wideOnly: true,
      cell: (entry) => <span className="text-ink-2 tabular-nums">{entry.number}</span>,
    },
    {
      key: 'date',
      label: say('date'),
      cell: (entry) => <span className="whitespace-nowrap tabular-nums">{format.date(`${entry.date}T12:00:00Z`)}</span>,
    },
    {
      key: 'description',
      label: say('description'),
      place: 'title',
      cell: (entry) => (
        <>
          <Link to="/books/journal/$id" params={{ id: entry.id }} className="font-medium break-words hover:text-leaf">
            {entry.description}
          </Link>
          <p className="text-sm text-ink-2">
            {sideOf(entry, 'debit')} ← {sideOf(entry, 'credit')}
          </p>
        </>
      ),
    },
    { key: 'cause', label: say('cause'), cell: (entry) => <CauseChip kind={entry.cause.kind} /> },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (entry) => <Amount value={unscaled(sum(entry.lines.map((line) => line.debit ?? '0')))} currency={entry.currency} />,
    },
  ];
}

export function CauseChip({ kind }: { readonly kind: string }) {
  const say = useWords(journalWords);
  return <StatusChip>{say(`cause_${groupOfCause(kind) ?? 'other'}`)}</StatusChip>;
}

function sideOf(entry: Entry, side: 'debit' | 'credit'): string {
  const names = [...new Set(entry.lines.filter((line) => line[side] !== null).map((line) => line.account_name))];
  return names.length > 2 ? `${names.slice(0, 2).join(', ')} …` : names.join(', ');
}
