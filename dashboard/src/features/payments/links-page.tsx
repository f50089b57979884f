/** Payment links that can still be paid: for whom, how much, how long. */
import type { OpenLinkRow } from '@parley/contract/api/payments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { OrderCell, PaymentsTabs } from './payments-parts.tsx';
import { openLinksQuery } from './payments-queries.ts';
import { gatewayNames } from './payments-search.ts';
import { paymentsWords } from './payments-words.ts';

const route = getRouteApi('/shell/payments/links');

export function LinksPage() {
  const say = useWords(paymentsWords);
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(openLinksQuery(page));
  const columns = useColumns();
  return (
    <Page title={say('title')}>
      <PaymentsTabs />
      <Panel flush>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Waiting rows={6} />
          )
        ) : data.data.length === 0 ? (
          <Empty title={say('no_links')} text={say('no_links_text')} />
        ) : (
          <>
            <DataTable label={say('links')} columns={columns} rows={data.data} idOf={(row) => row.id} />
            <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: { page: next } })} />
          </>
        )}
      </Panel>
    </Page>
  );
}

function useColumns(): readonly Column<OpenLinkRow>[] {
  const say = useWords(paymentsWords);
  const format = useFormat();
  return [
    { key: 'order', label: say('order'), place: 'title', cell: (row) => <OrderCell order={row.order} /> },
    { key: 'gateway', label: say('gateway'), cell: (row) => gatewayNames[row.gateway] ?? row.gateway },
    { key: 'state', label: say('state'), cell: (row) => <StatusChip tone="info">{say(`link_${row.state}`)}</StatusChip> },
    { key: 'until', label: say('when'), cell: (row) => say('expires', { when: format.time(row.expires_at) }) },
    {
      key: 'url',
      label: '',
      cell: (row) =>
        row.url !== null && (
          <a href={row.url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 hover:text-leaf">
            {say('open_link')}
            <ExternalLink size={14} aria-hidden="true" />
          </a>
        ),
    },
    {
      key: 'amount',
      label: say('amount'),
      align: 'right',
      place: 'end',
      cell: (row) => <Amount value={row.amount} currency={row.currency} className="font-medium" />,
    },
  ];
}
