/** The first page: today's figures, what waits for somebody, what went wrong and the button that mends it. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Page } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { Funnel } from './funnel.tsx';
import { Figures } from './home-figures.tsx';
import { statsQuery } from './home-queries.ts';
import { homeWords } from './home-words.ts';
import { LowStock } from './low-stock.tsx';
import { SalesPanel } from './sales-panel.tsx';
import { ToAct } from './to-act.tsx';
import { Trouble } from './trouble.tsx';

const SetupChecklist = lazy(async () => ({ default: (await import('../setup/setup-checklist.tsx')).SetupChecklist }));

export function HomePage() {
  const say = useWords(homeWords);
  const me = useMe();
  const { data: stats, error, refetch } = useQuery(statsQuery);
  if (error && !stats) return <Failure error={error} retry={() => void refetch()} />;
  if (!stats) return <WaitingPage />;
  return (
    <Page title={say('title')} about={say('hello', { name: me.name.split(/\s+/)[0] ?? me.name })}>
      <div className="flex flex-col gap-4">
        {/* Until the first sale the way there comes first. */}
        {!stats.has_sold && (
          <Suspense fallback={null}>
            <SetupChecklist />
          </Suspense>
        )}
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
