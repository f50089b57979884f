/** Lines of statements: those that wait for a person first; matched ones lead to their entry. */

import { accounting } from '@parley/contract/values/role.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { FilterSelect, FilterTabs, ListBar } from '../../ui/list-tools.tsx';
import { Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { isNothing } from '../books/decimals.ts';
import { given, oneOf } from '../books/ledger-search.ts';
import { MatchDialog } from './match-dialog.tsx';
import { type StatementLine, statementLinesQuery } from './payments-queries.ts';
import { gatewayNames, type LinesSearch, lineStates, sources } from './payments-search.ts';
import { reconcileWords } from './reconcile-words.ts';

const route = getRouteApi('/shell/payments/reconcile');
const tones = { open: 'attention', matched: 'good', posted: 'good' } as const;

export function StatementLines() {
  const say = useWords(reconcileWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [matching, setMatching] = useState<StatementLine>();
  const change = (next: { readonly source?: string | undefined; readonly state?: string | undefined }): void => {
    const all = { ...search, ...next };
    void navigate({
      search: given<LinesSearch>({ source: oneOf(all.source, sources), state: oneOf(all.state, lineStates) }),
      replace: true,
    });
  };
  return (
    <Panel title={say('lines')} flush>
      <ListBar>
        <FilterTabs
          label={say('state')}
          // "All" is a choice of its own here; what waits is what one comes for.
          value={search.state === 'all' ? undefined : (search.state ?? 'open')}
          options={(['open', 'matched', 'posted'] as const).map((id) => ({ id, label: say(`state_${id}`) }))}
          onChange={(state) => change({ state: state === undefined ? 'all' : state === 'open' ? undefined : state })}
        />
        <FilterSelect
          label={say('source')}
          value={search.source}
          options={sources.map((id) => ({ id, label: id === 'bank' ? say('source_bank') : (gatewayNames[id] ?? id) }))}
          onChange={(source) => change({ source })}
        />
      </ListBar>
      <Lines search={search} onMatch={setMatching} />
      {matching && <MatchDialog line={matching} onClose={() => setMatching(undefined)} />}
    </Panel>
  );
}

function Lines({ search, onMatch }: { readonly search: LinesSearch; readonly onMatch: (line: StatementLine) => void }) {
  const say = useWords(reconcileWords);
  const columns = useColumns(onMatch);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(statementLinesQuery(search));
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={5} />;
  const lines = data.pages.flatMap((page) => page.data);
  const waits = search.state === undefined;
  if (lines.length === 0) return <Empty title={say(waits ? 'all_done' : 'none')} text={say(waits ? 'all_done_text' : 'none_text')} />;
  return (
    <>
      <DataTable label={say('lines')} columns={columns} rows={lines} idOf={(line) => line.id} />
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

function useColumns(onMatch: (line: StatementLine) => void): readonly Column<StatementLine>[] {
  const say = useWords(reconcileWords);
  const format = useFormat();
  const me = useMe();
  const mayMatch = mayDo(me, accounting);
  return [
    {
      key: 'reference',
      label: say('reference'),
      place: 'title',
      cell: (line) => (
        <>
          <span className="font-medium break-all">{line.description || line.reference}</span>
          <span className="block text-sm break-all text-ink-2">{line.detail ?? (line.description ? line.reference : '')}</span>
        </>
      ),
    },
    { key: 'date', label: say('date'), cell: (line) => <span className="whitespace-nowrap">{format.date(`${line.date}T12:00:00Z`)}</span> },
    {
      key: 'source',
      label: say('source'),
      cell: (line) => (line.source === 'bank' ? say('source_bank') : (gatewayNames[line.source] ?? line.source)),
    },
    {
      key: 'state',
      label: say('state'),
      cell: (line) => (
        <span className="flex items-center gap-2">
          <StatusChip tone={tones[line.state]}>{say(`state_${line.state}`)}</StatusChip>
          {line.state === 'open' && mayMatch && (
            <Button size="sm" variant="secondary" onPress={() => onMatch(line)}>
              {say('match')}
            </Button>
          )}
          {line.entry_id !== null && (
            <Link to="/books/journal/$id" params={{ id: line.entry_id }} className="text-sm underline underline-offset-4 hover:text-leaf">
              {say('entry')}
            </Link>
          )}
        </span>
      ),
    },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (line) => (
        <>
          <Amount value={line.amount} currency={line.currency} className="font-medium" />
          {!isNothing(line.fee) && (
            <span className="block text-sm text-ink-2">
              −<Amount value={line.fee} currency={line.currency} />
            </span>
          )}
        </>
      ),
    },
  ];
}
