/** The list of returns, by how far they are. */
import type { ReturnAnswer } from '@parley/contract/api/returns.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterTabs, ListBar, Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { ReturnChip } from './return-chip.tsx';
import { returnsQuery } from './returns-queries.ts';
import { type ReturnsSearch, readReturnsSearch, returnStates } from './returns-search.ts';
import { returnsWords } from './returns-words.ts';

const route = getRouteApi('/shell/returns');

export function ReturnsPage() {
  const say = useWords(returnsWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title={say('title')}>
      <Panel flush>
        <ListBar>
          <FilterTabs
            label={say('state')}
            value={search.state}
            options={returnStates.map((id) => ({ id, label: say(id) }))}
            onChange={(state) => void navigate({ search: readReturnsSearch({ state }), replace: true })}
          />
        </ListBar>
        <ReturnsList search={search} onPage={(page) => void navigate({ search: readReturnsSearch({ ...search, page }) })} />
      </Panel>
    </Page>
  );
}

function ReturnsList({ search, onPage }: { readonly search: ReturnsSearch; readonly onPage: (page: number) => void }) {
  const say = useWords(returnsWords);
  const columns = useReturnColumns();
  const { data, error, refetch } = useQuery(returnsQuery(search));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (data.data.length === 0)
    return search.state ? (
      <Empty title={say('none_title')} text={say('none_text')}>
        <LinkButton to="/returns" search={{}}>
          {say('clear')}
        </LinkButton>
      </Empty>
    ) : (
      <Empty title={say('empty_title')} text={say('empty_text')}>
        <LinkButton to="/orders" search={{ status: 'delivered' }}>
          {say('to_orders')}
        </LinkButton>
      </Empty>
    );
  return (
    <>
      <DataTable label={say('title')} columns={columns} rows={data.data} idOf={(each) => each.id} />
      <Pager pagination={data.pagination} onPage={onPage} />
    </>
  );
}

function useReturnColumns(): readonly Column<ReturnAnswer>[] {
  const say = useWords(returnsWords);
  const format = useFormat();
  return [
    {
      key: 'number',
      label: say('return'),
      place: 'title',
      cell: (each) => (
        <Link to="/returns/$id" params={{ id: each.id }} className="font-medium tabular-nums hover:underline">
          {each.return_number}
        </Link>
      ),
    },
    {
      key: 'when',
      label: say('when'),
      cell: (each) => <span className="whitespace-nowrap text-ink-2">{format.ago(each.created_at)}</span>,
    },
    { key: 'customer', label: say('customer'), cell: (each) => each.customer.name ?? each.customer.phone ?? '–' },
    {
      key: 'order',
      label: say('order'),
      wideOnly: true,
      cell: (each) => (
        <Link to="/orders/$id" params={{ id: each.order_id }} className="whitespace-nowrap text-ink-2 tabular-nums hover:underline">
          {each.order_number}
        </Link>
      ),
    },
    {
      key: 'units',
      label: say('units'),
      wideOnly: true,
      cell: (each) => (
        <span className="text-ink-2">{say('unit_count', { n: each.lines.reduce((sum, line) => sum + line.quantity, 0) })}</span>
      ),
    },
    { key: 'state', label: say('state'), cell: (each) => <ReturnChip state={each.state} /> },
    {
      key: 'value',
      label: say('value'),
      align: 'right',
      place: 'end',
      cell: (each) => (
        <Amount
          value={each.state === 'refunded' ? each.refund_amount : each.refundable_amount}
          currency={each.currency}
          className="font-medium"
        />
      ),
    },
  ];
}
