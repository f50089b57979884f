/** One job on the board: what it is, what is wanted, how long it stands there, and what to do with it. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { JobActions } from './job-actions.tsx';
import { JobChips } from './job-chips.tsx';
import { amountOf, failureOf, sinceOf } from './job-facts.ts';
import { JobStateChip } from './job-state-chip.tsx';
import { printingWords } from './printing-words.ts';
import { RefundLink } from './refund-link.tsx';
import { Thumbnail } from './thumbnail.tsx';

interface JobCardProps {
  readonly job: PrintJobView;
  /** The column holds several states. */
  readonly showState: boolean;
}

export function JobCard({ job, showState }: JobCardProps) {
  const say = useWords(printingWords);
  const format = useFormat();
  const edge = job.status === 'unknown' || job.status === 'failed' ? 'border-l-4 border-l-turmeric' : '';
  return (
    <article className={`rounded-lg border border-line bg-surface p-3 ${edge}`} aria-label={job.file.name}>
      <div className="flex gap-3">
        <Thumbnail file={job.file} />
        <div className="flex min-w-0 grow flex-col gap-0.5">
          <Link to="/print/jobs/$id" params={{ id: job.id }} className="line-clamp-2 font-medium break-words hover:underline">
            {job.file.name}
          </Link>
          <span className="flex flex-wrap justify-between gap-x-2 text-sm">
            <span className="tabular-nums">{amountOf(job, say)}</span>
            <span className="whitespace-nowrap text-ink-2">{format.ago(sinceOf(job))}</span>
          </span>
          <span className="truncate text-sm text-ink-2">
            {job.customer_name ?? say('unnamed')}
            {' · '}
            <Link to="/orders/$id" params={{ id: job.order_id }} className="tabular-nums hover:underline">
              {job.order_number.split('-').at(-1)}
            </Link>
          </span>
        </div>
      </div>
      <div className="mt-2 flex flex-col gap-2">
        {showState && (
          <div>
            <JobStateChip job={job} />
          </div>
        )}
        <JobChips job={job} />
        <Notes job={job} />
        <JobActions job={job} />
      </div>
    </article>
  );
}

function Notes({ job }: { readonly job: PrintJobView }) {
  const say = useWords(printingWords);
  const printer = job.printer && job.status !== 'queued' ? job.printer.name : undefined;
  return (
    <>
      {job.status === 'unknown' && <p className="text-sm font-medium">{say('ask')}</p>}
      {job.failure !== null && <p className="text-sm break-words text-brick">{failureOf(job.failure, say)}</p>}
      {job.refund_due && (
        <p className="flex flex-wrap justify-between gap-x-2 text-sm">
          {say('refund_due')} <RefundLink job={job} />
        </p>
      )}
      {job.ticket.note && <p className="line-clamp-3 text-sm break-words text-ink-2">“{job.ticket.note}”</p>}
      {(printer ?? job.meant_for) && (
        <p className="flex min-w-0 items-center gap-1.5 text-sm text-ink-2">
          <Printer size={14} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{printer ?? say('only_on', { printer: job.meant_for?.name ?? '' })}</span>
        </p>
      )}
      {job.pickup_code !== null && job.status !== 'waiting' && job.status !== 'cancelled' && (
        <p className="text-sm text-ink-2">
          {say('code')} <span className="font-mono font-semibold tracking-widest text-ink">{job.pickup_code}</span>
        </p>
      )}
    </>
  );
}
