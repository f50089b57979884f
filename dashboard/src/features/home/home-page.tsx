/** The first page: today's figures, what waits for somebody, what went wrong and the button that mends it. */
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton, OutsideButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { Funnel } from './funnel.tsx';
import { Figures } from './home-figures.tsx';
import { statsQuery } from './home-queries.ts';
import { homeWords } from './home-words.ts';
import { LowStock } from './low-stock.tsx';
import { SalesPanel } from './sales-panel.tsx';
import { ToAct } from './to-act.tsx';
import { Trouble } from './trouble.tsx';

export function HomePage() {
  const say = useWords(homeWords);
  const me = useMe();
  const { data: stats, error, refetch } = useQuery(statsQuery);
  if (error && !stats) return <Failure error={error} retry={() => void refetch()} />;
  if (!stats) return <WaitingPage />;
  return (
    <Page title={say('title')} about={say('hello', { name: me.name.split(/\s+/)[0] ?? me.name })}>
      <div className="flex flex-col gap-4">
        {!stats.has_sold && <Start slug={me.merchant.slug} />}
        <Figures stats={stats} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <ToAct />
            <SalesPanel stats={stats} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Trouble stats={stats} />
            <LowStock stats={stats} />
            <Funnel />
          </div>
        </div>
      </div>
    </Page>
  );
}

/** Until the first sale the way there comes first. */
function Start({ slug }: { readonly slug: string }) {
  const say = useWords(homeWords);
  return (
    <Panel title={say('start_title')} className="border-leaf bg-leaf-soft">
      <p className="max-w-2xl">{say('start_text')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <LinkButton to="/setup" variant="primary">
          {say('start_act')}
        </LinkButton>
        <OutsideButton href={`/${slug}`} target="_blank">
          {say('start_try')}
        </OutsideButton>
      </div>
    </Panel>
  );
}
