/** One print job: the page as it will look, what is wanted, what happened to it, and what to do. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { OutsideButton } from '../../ui/link-button.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { JobActions } from './job-actions.tsx';
import { failureOf } from './job-facts.ts';
import { JobStateChip } from './job-state-chip.tsx';
import { JobTimeline } from './job-timeline.tsx';
import { listWords } from './list-words.ts';
import { jobQuery, ownPath } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { RefundLink } from './refund-link.tsx';
import { Thumbnail } from './thumbnail.tsx';

const route = getRouteApi('/shell/print/jobs/$id');

export function JobPage() {
  const say = useWords(printingWords);
  const list = useWords(listWords);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: job, error, refetch } = useQuery(jobQuery(id));
  if (error && !job) return <Failure error={error} retry={() => void refetch()} />;
  if (!job) return <WaitingPage />;
  return (
    <Page
      title={job.file.name}
      back={{ to: '/print', label: list('back') }}
      marks={<JobStateChip job={job} />}
      about={
        <>
          {format.time(job.created_at)} · {job.customer_name ?? say('unnamed')}
        </>
      }
      actions={<JobActions job={job} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-6">
        <JobTimeline jobId={job.id} />
        <div className="flex flex-col gap-4">
          <Panel>
            <div className="flex flex-col items-center gap-3">
              <Thumbnail file={job.file} large />
              {job.file.pages_url !== null && (
                <OutsideButton href={ownPath(job.file.pages_url)} size="sm" download>
                  {list('open_pages')}
                </OutsideButton>
              )}
              {job.file.wiped_at !== null && <p className="text-sm text-ink-2">{say('wiped')}</p>}
            </div>
          </Panel>
          <Panel title={list('facts')}>
            <JobFacts job={job} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function JobFacts({ job }: { readonly job: PrintJobView }) {
  const say = useWords(printingWords);
  const list = useWords(listWords);
  const format = useFormat();
  const { ticket } = job;
  return (
    <Facts
      items={[
        job.pickup_code !== null && [
          say('code'),
          <span key="code" className="font-mono font-semibold tracking-widest">
            {job.pickup_code}
          </span>,
        ],
        [
          say('order'),
          <Link key="order" to="/orders/$id" params={{ id: job.order_id }} className="hover:underline">
            {job.order_number}
          </Link>,
        ],
        [
          list('amount'),
          [job.file.pages ?? '–', ticket.pages_per_sheet > 1 && say('per_sheet', { n: ticket.pages_per_sheet })]
            .filter(Boolean)
            .join(' · '),
        ],
        [list('copies'), ticket.copies],
        [list('colour'), say(`mode_${ticket.mode}`, { pages: ticket.color_pages ?? '' })],
        [list('paper'), ticket.paper],
        [list('sides'), say(`sides_${ticket.sides}`)],

        [list('printed'), `${job.printed_sides} · ${say('sheets', { n: job.sheets })}`],
        ticket.note !== undefined && [list('note'), ticket.note],
        [say('printer'), job.printer?.name ?? (job.meant_for ? say('only_on', { printer: job.meant_for.name }) : say('any_printer'))],
        job.attempt > 1 && [list('tries'), job.attempt],
        job.failure !== null && [say('state_failed'), failureOf(job.failure, say)],
        job.handed_over !== null && [
          say('state_handed_over'),
          <span key="handed">
            {format.time(job.handed_over.at)}
            {job.handed_over.by && <span className="block text-sm text-ink-2">{say('handed_by', { name: job.handed_over.by })}</span>}
          </span>,
        ],
        job.refund_due && [say('refund_due'), <RefundLink key="refund" job={job} />],
        job.reprint_reason !== null && [list('reason'), job.reprint_reason],
        job.reprint_of !== null && [
          list('original'),
          <Link key="first" to="/print/jobs/$id" params={{ id: job.reprint_of }} className="underline">
            {list('open_original')}
          </Link>,
        ],
      ]}
    />
  );
}
