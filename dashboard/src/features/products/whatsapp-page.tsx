/** How the shop stands in the WhatsApp catalogue: what is confirmed, what was refused and why, and how theirs differs from ours. */

import type { catalogueStatus, driftRow } from '@parley/contract/api/whatsapp-catalogue.ts';
import { managing } from '@parley/contract/values/role.ts';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { get, getPage, post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Figure } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterTabs, ListBar, Pager } from '../../ui/list-tools.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { whatsappWords } from './whatsapp-words.ts';

type Status = z.infer<typeof catalogueStatus>;
type Drift = z.infer<typeof driftRow>;

const route = getRouteApi('/shell/products/whatsapp');
/** What is under way changes by itself, without a change of the catalogue to tell of it. */
const WATCH_MS = 5_000;

const statusQuery = queryOptions({
  queryKey: ['products', 'whatsapp'],
  queryFn: ({ signal }) => get<Status>('/whatsapp/catalogue', { limit: 50 }, signal),
  refetchInterval: WATCH_MS,
});

export function WhatsappPage() {
  const say = useWords(whatsappWords);
  const { data, error, refetch } = useQuery(statusQuery);
  return (
    <Page
      title={say('title')}
      about={say('about')}
      back={{ to: '/products', label: say('products') }}
      marks={
        data?.connected && (
          <StatusChip tone={data.up_to_date ? 'good' : 'attention'}>{say(data.up_to_date ? 'up_to_date' : 'behind')}</StatusChip>
        )
      }
      actions={data?.connected && <Actions />}
    >
      {error && !data ? (
        <Panel flush>
          <Failure error={error} retry={() => void refetch()} />
        </Panel>
      ) : !data ? (
        <Panel flush>
          <Waiting />
        </Panel>
      ) : data.connected ? (
        <div className="flex flex-col gap-4">
          <State status={data} />
          {data.errors.length > 0 && <Errors status={data} />}
          <Differences status={data} />
        </div>
      ) : (
        <Panel flush>
          <Empty title={say('not_connected')} text={say('not_connected_text')}>
            <LinkButton to="/settings" variant="primary">
              {say('connect')}
            </LinkButton>
          </Empty>
        </Panel>
      )}
    </Page>
  );
}

function Actions() {
  const say = useWords(whatsappWords);
  const mayManage = mayDo(useMe(), managing);
  const touches = [['products', 'whatsapp']];
  const push = useAct({ send: () => post('/whatsapp/catalogue/push'), touches, done: () => tellDone(say('queued_push')) });
  const compare = useAct({ send: () => post('/whatsapp/catalogue/compare'), touches, done: () => tellDone(say('queued_compare')) });
  if (!mayManage) return null;
  return (
    <>
      <Button variant="secondary" isPending={compare.busy} onPress={() => compare.run()}>
        {say('compare')}
      </Button>
      <Button isPending={push.busy} onPress={() => push.run()}>
        {say('push')}
      </Button>
    </>
  );
}

function State({ status }: { readonly status: Status }) {
  const say = useWords(whatsappWords);
  const format = useFormat();
  const when = (instant: string | null) => (instant === null ? say('never') : format.time(instant));
  return (
    <Panel>
      {status.failure !== null && (
        <p role="alert" className="mt-2 mb-4 rounded-lg bg-brick-soft px-3 py-2 text-brick">
          {say('failure')}: {status.failure} {status.retry_at !== null && say('retry_at', { time: format.ago(status.retry_at) })}
        </p>
      )}
      <div className="grid grid-cols-2 gap-4 pt-2 md:grid-cols-4">
        <Figure label={say('pushed')} note={say('of_limit', { n: status.limit })}>
          {format.number(status.pushed)}
        </Figure>
        <Figure label={say('approved')}>{format.number(status.approved)}</Figure>
        <Figure label={say('pending')}>{format.number(status.pending)}</Figure>
        <Figure label={say('refused')}>
          <span className={status.refused > 0 ? 'text-brick' : ''}>{format.number(status.refused)}</span>
        </Figure>
      </div>
      <div className="mt-4 border-t border-line pt-3 text-sm">
        <Facts
          items={[
            [say('last_push'), when(status.last_push_at)],
            [say('last_rotation'), when(status.last_rotation_at)],
            [say('last_compare'), when(status.last_comparison_at)],
          ]}
        />
      </div>
    </Panel>
  );
}

function Errors({ status }: { readonly status: Status }) {
  const say = useWords(whatsappWords);
  type Refused = Status['errors'][number];
  const columns: readonly Column<Refused>[] = [
    { key: 'name', label: say('product'), place: 'title', cell: (row) => <ProductLink id={row.product_id} name={row.name} /> },
    { key: 'why', label: say('why'), cell: (row) => row.message },
  ];
  return (
    <Panel title={say('errors')} about={say('errors_about')} flush>
      <DataTable label={say('errors')} columns={columns} rows={status.errors} idOf={(row) => row.variant_id} />
    </Panel>
  );
}

function ProductLink({ id, name }: { readonly id: string | null; readonly name: string }) {
  if (id === null) return <span>{name}</span>;
  return (
    <Link to="/products/$id" params={{ id }} className="font-medium hover:underline">
      {name}
    </Link>
  );
}

function Differences({ status }: { readonly status: Status }) {
  const say = useWords(whatsappWords);
  const { kind, page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['products', 'whatsapp', 'drift', kind, page, status.last_comparison_at],
    queryFn: ({ signal }) => getPage<Drift>('/whatsapp/catalogue/drift', { kind, page, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  });
  const kinds = ['missing', 'surplus', 'differs'] as const;
  const tones = { missing: 'attention', surplus: 'info', differs: 'bad' } as const;
  const columns: readonly Column<Drift>[] = [
    {
      key: 'name',
      label: say('product'),
      place: 'title',
      cell: (row) => <ProductLink id={row.product_id} name={row.name === '' ? row.retailer_id : row.name} />,
    },
    { key: 'kind', label: say('kind'), place: 'end', cell: (row) => <StatusChip tone={tones[row.kind]}>{say(row.kind)}</StatusChip> },
    { key: 'field', label: say('field'), cell: (row) => (row.field === null ? null : <code className="text-sm">{row.field}</code>) },
    { key: 'ours', label: say('ours'), cell: (row) => <span className="break-words">{row.ours}</span> },
    { key: 'theirs', label: say('theirs'), cell: (row) => <span className="break-words">{row.theirs}</span> },
  ];
  return (
    <Panel title={say('drift')} about={say('drift_about')} flush>
      <ListBar>
        <FilterTabs
          label={say('kind')}
          value={kind}
          options={kinds.map((id) => ({ id, label: say(id) }))}
          onChange={(next) => void navigate({ search: next === undefined ? {} : { kind: next as Drift['kind'] } })}
        />
      </ListBar>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={3} />
      ) : data.data.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{say(status.last_comparison_at === null ? 'drift_never' : 'drift_none')}</p>
      ) : (
        <>
          <DataTable
            label={say('drift')}
            columns={columns}
            rows={data.data}
            idOf={(row) => `${row.kind} ${row.retailer_id} ${row.field ?? ''}`}
          />
          <Pager pagination={data.pagination} onPage={(next) => void navigate({ search: (before) => ({ ...before, page: next }) })} />
        </>
      )}
    </Panel>
  );
}
