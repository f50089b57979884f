/** From the first word to the money, this month: how many come how far. */
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Panel } from '../../ui/page.tsx';
import { Waiting } from '../../ui/states.tsx';
import { funnelQuery } from './home-queries.ts';
import { homeWords } from './home-words.ts';

const steps = ['chats', 'carts', 'checkouts', 'orders', 'paid'] as const;

export function Funnel() {
  const say = useWords(homeWords);
  const format = useFormat();
  const today = format.day();
  const { data } = useQuery(funnelQuery(`${today.slice(0, 7)}-01`, today));
  const most = data ? Math.max(1, ...steps.map((step) => data[step])) : 1;
  return (
    <Panel title={say('funnel')}>
      {!data && <Waiting rows={4} />}
      <dl className="flex flex-col gap-2">
        {data &&
          steps.map((step) => (
            <div key={step} className="grid grid-cols-[6.5rem_1fr_2.5rem] items-center gap-2">
              <dt className="truncate text-ink-2">{say(`f_${step}`)}</dt>
              <dd aria-hidden="true" className="h-2 rounded-full bg-sunken">
                <div className="h-2 rounded-full bg-leaf" style={{ width: `${(data[step] / most) * 100}%` }} />
              </dd>
              <dd className="text-right font-medium tabular-nums">{format.number(data[step])}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
