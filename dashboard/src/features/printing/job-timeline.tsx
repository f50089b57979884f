/** What happened to a print job, oldest first, with who did it and the reason they gave. */
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Panel } from '../../ui/page.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { listWords } from './list-words.ts';
import { jobEventsQuery, type PrintJobEvent } from './printing-queries.ts';

const kinds = [
  'placed',
  'held',
  'queued',
  'released',
  'claimed',
  'started',
  'printed',
  'failed',
  'try_failed',
  'given_back',
  'unknown',
  'lease_ended',
  'retried',
  'reprinted',
  'moved',
  'cancel_asked',
  'cancelled',
  'handed_over',
] as const;
const actors = ['agent', 'staff', 'customer', 'program'] as const;
const dots: Readonly<Record<string, string>> = {
  printed: 'bg-leaf',
  handed_over: 'bg-leaf',
  failed: 'bg-brick',
  try_failed: 'bg-brick',
  unknown: 'bg-turmeric',
  lease_ended: 'bg-turmeric',
  started: 'bg-sky',
};

export function JobTimeline({ jobId }: { readonly jobId: string }) {
  const list = useWords(listWords);
  const { data, error, refetch } = useQuery(jobEventsQuery(jobId));
  return (
    <Panel title={list('history')}>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={4} />
      ) : (
        <ol className="flex flex-col">
          {data.data.map((event, index) => (
            <Event key={event.id} event={event} isLast={index === data.data.length - 1} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Event({ event, isLast }: { readonly event: PrintJobEvent; readonly isLast: boolean }) {
  const list = useWords(listWords);
  const format = useFormat();
  const kind = kinds.find((each) => each === event.kind);
  const actor = actors.find((each) => event.actor.startsWith(each)) ?? 'system';
  const { printer, reason } = event.detail;
  const named = typeof printer === 'string' ? printer : list('any');
  return (
    <li className="flex gap-3">
      <span className="flex flex-col items-center pt-1.5" aria-hidden="true">
        <span className={`size-2.5 rounded-full ${dots[event.kind] ?? 'bg-ink-3'}`} />
        {!isLast && <span className="w-px grow bg-line" />}
      </span>
      <div className="min-w-0 pb-4">
        <p className="font-medium">{kind ? list(`event_${kind}`, { printer: named }) : event.kind.replaceAll('_', ' ')}</p>
        <p className="text-sm text-ink-2">
          {format.time(event.at)} · {list(`by_${actor}`)}
        </p>
        {typeof reason === 'string' && <p className="mt-0.5 text-sm break-words">“{reason}”</p>}
      </div>
    </li>
  );
}
