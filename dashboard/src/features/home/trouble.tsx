/** What went wrong in the background, in plain words, with the button that mends it. */

import type { DashboardJob, DashboardStats } from '@parley/contract/api/dashboard.ts';
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AttentionLines } from '../printing/attention.tsx';
import { attentionQuery } from '../printing/printing-queries.ts';
import { failedQuery, retryJob } from './home-queries.ts';
import { homeWords } from './home-words.ts';

export function Trouble({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const { data } = useQuery(failedQuery);
  const { data: printing = [] } = useQuery({ ...attentionQuery, enabled: stats.print !== null });
  const jobs = data?.data ?? [];
  const isWell = jobs.length === 0 && printing.length === 0 && stats.failed_messages === 0 && stats.to_act.parcels === 0;
  return (
    <Panel title={say('wrong')}>
      {isWell ? (
        <p className="flex gap-2 text-ink-2">
          <CircleCheck size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-leaf" />
          {say('all_well')}
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {stats.failed_messages > 0 && <Way text={say('messages_failed', { n: stats.failed_messages })} to="/chats" />}
          {stats.to_act.parcels > 0 && (
            <Way text={say('parcels_failed', { n: stats.to_act.parcels })} to="/orders" search={{ waiting: 'act' }} />
          )}
          <AttentionLines items={printing} />
          {jobs.map((job) => (
            <FailedJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Way({ text, ...to }: Pick<LinkProps, 'to' | 'search'> & { readonly text: string }) {
  const say = useWords(homeWords);
  return (
    <li className="flex items-start justify-between gap-3">
      <span>{text}</span>
      <Link {...to} className="shrink-0 font-medium text-leaf hover:underline">
        {say('look')}
      </Link>
    </li>
  );
}

function FailedJob({ job }: { readonly job: DashboardJob }) {
  const say = useWords(homeWords);
  const format = useFormat();
  const me = useMe();
  const act = useAct({ send: () => retryJob(job.id), touches: [['home']], done: () => tellDone(say('tried')) });
  const state = job.state === 'dead' ? say('dead') : say('retrying', { ago: format.ago(job.at) });
  return (
    <li className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <p>{say(`about_${job.about}`)}</p>
        <p className="text-sm text-ink-2">
          {state} · {say('attempts', { n: job.attempts })}
        </p>
        {job.reason && <p className="line-clamp-2 text-sm break-words text-ink-2">{job.reason}</p>}
      </div>
      {mayDo(me, managing) && (
        <Button size="sm" variant="secondary" isPending={act.busy} onPress={() => act.run()}>
          {say('try_again')}
        </Button>
      )}
    </li>
  );
}
