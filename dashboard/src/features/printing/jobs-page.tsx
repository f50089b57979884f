/** All print jobs as a list, by state and printer. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { FilterSelect, FilterTabs, ListBar, Pager } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { boardWords } from './board-words.ts';
import { amountOf } from './job-facts.ts';
import { JobStateChip } from './job-state-chip.tsx';
import { jobFilters } from './job-states.ts';
import { listWords } from './list-words.ts';
import { PrintTabs } from './print-tabs.tsx';
import { jobsQuery, printersQuery } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { readJobsSearch } from './routes.tsx';

const route = getRouteApi('/shell/print/jobs');

export function JobsPage() {
  const say = useWords(printingWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const printers = useQuery(printersQuery);
  const filter = (change: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ search: readJobsSearch({ ...search, page: undefined, ...change }), replace: true });
  return (
    <Page title={say('title')}>
      <PrintTabs />
      <Panel flush>
        <ListBar>
          <FilterTabs
            label={say('state')}
            value={search.status}
            options={jobFilters.map((id) => ({ id, label: say(id === 'printed' ? 'state_to_pick_up' : `state_${id}`) }))}
            onChange={(status) => filter({ status })}
          />
          <FilterSelect
            label={say('printer')}
            value={search.printer}
            options={(printers.data?.data ?? []).map(({ id, name }) => ({ id, label: name }))}
            onChange={(printer) => filter({ printer })}
          />
        </ListBar>
        <JobsList />
      </Panel>
    </Page>
  );
}

function JobsList() {
  const say = useWords(printingWords);
  const list = useWords(listWords);
  const board = useWords(boardWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useJobColumns();
  const { data, error, refetch } = useQuery(jobsQuery(search));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (data.data.length === 0)
    return search.status || search.printer ? (
      <Empty title={list('none_title')} text={list('none_text')}>
        <LinkButton to="/print/jobs" search={{}}>
          {list('clear')}
        </LinkButton>
      </Empty>
    ) : (
      <Empty title={list('empty_title')} text={board('off_text')}>
        <LinkButton to="/settings/printing">{list('empty_act')}</LinkButton>
      </Empty>
    );
  return (
    <>
      <DataTable label={say('sections_jobs')} columns={columns} rows={data.data} idOf={(each) => each.id} />
      <Pager pagination={data.pagination} onPage={(page) => void navigate({ search: { ...search, page } })} />
    </>
  );
}

function useJobColumns(): readonly Column<PrintJobView>[] {
  const say = useWords(printingWords);
  const list = useWords(listWords);
  return [
    {
      key: 'file',
      label: say('file'),
      place: 'title',
      cell: (job) => (
        <Link to="/print/jobs/$id" params={{ id: job.id }} className="line-clamp-2 max-w-80 font-medium break-words hover:underline">
          {job.file.name}
        </Link>
      ),
    },
    { key: 'amount', label: list('amount'), cell: (job) => <span className="whitespace-nowrap">{amountOf(job, say)}</span> },
    { key: 'customer', label: say('customer'), cell: (job) => job.customer_name ?? say('unnamed') },
    {
      key: 'order',
      label: say('order'),
      wideOnly: true,
      cell: (job) => (
        <Link to="/orders/$id" params={{ id: job.order_id }} className="whitespace-nowrap text-ink-2 tabular-nums hover:underline">
          {job.order_number}
        </Link>
      ),
    },
    { key: 'printer', label: say('printer'), wideOnly: true, cell: (job) => job.printer?.name ?? job.meant_for?.name ?? '–' },
    { key: 'when', label: say('when'), cell: (job) => <When job={job} /> },
    { key: 'state', label: say('state'), place: 'end', cell: (job) => <JobStateChip job={job} /> },
  ];
}

/** When it was ordered; of what the customer has, when they got it and from whom. */
function When({ job }: { readonly job: PrintJobView }) {
  const say = useWords(printingWords);
  const format = useFormat();
  const { handed_over: handed } = job;
  return (
    <span className="text-ink-2">
      <span className="whitespace-nowrap">{handed ? format.time(handed.at) : format.ago(job.created_at)}</span>
      {handed?.by && <span className="block text-sm">{say('handed_by', { name: handed.by })}</span>}
    </span>
  );
}
