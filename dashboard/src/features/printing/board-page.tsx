/** The print board: lamps of the printers, the day's figures, and all that waits, prints and is done in four columns. */
import { Button } from '@heroui/react';
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Figure } from '../../ui/amount.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { AttentionBanner } from './attention.tsx';
import { Board } from './board.tsx';
import { boardWords } from './board-words.ts';
import { mayOperate, printingRoles } from './job-acts.ts';
import { PrintTabs } from './print-tabs.tsx';
import { PrinterLamp } from './printer-lamp.tsx';
import { figuresQuery, printersQuery, printSettingsQuery } from './printing-queries.ts';
import { printingWords } from './printing-words.ts';
import { ReleaseDialog } from './release-dialog.tsx';

export function BoardPage() {
  const say = useWords(boardWords);
  const words = useWords(printingWords);
  const me = useMe();
  const [releasing, setReleasing] = useState(false);
  const settings = useQuery(printSettingsQuery);
  const isOff = settings.data?.enabled === false;
  return (
    <Page
      title={words('title')}
      actions={
        !isOff &&
        mayDo(me, printingRoles) && (
          <Button variant="secondary" onPress={() => setReleasing(true)}>
            {say('by_code')}
          </Button>
        )
      }
    >
      <PrintTabs />
      {isOff ? (
        <Panel>
          <Empty title={say('off_title')} text={say('off_text')}>
            {mayDo(me, managing) && <LinkButton to="/settings/printing">{say('off_act')}</LinkButton>}
          </Empty>
        </Panel>
      ) : (
        <div className="flex flex-col gap-4">
          <AttentionBanner />
          <Lamps />
          <Today />
          <Board />
        </div>
      )}
      {releasing && <ReleaseDialog onClose={() => setReleasing(false)} />}
    </Page>
  );
}

function Lamps() {
  const say = useWords(boardWords);
  const { role } = useMe();
  const { data, error, refetch } = useQuery(printersQuery);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <div className="h-14 w-56 animate-pulse rounded-lg bg-sunken" aria-busy="true" />;
  if (data.data.length === 0)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-turmeric-soft px-4 py-3">
        <div>
          <p className="font-medium text-turmeric">{say('no_printer_title')}</p>
          <p className="text-sm">{say('no_printer_text')}</p>
        </div>
        {mayOperate(role) && <LinkButton to="/print/printers">{say('pair')}</LinkButton>}
      </div>
    );
  return (
    <ul className="-mx-4 flex gap-2 overflow-x-auto px-4 md:mx-0 md:flex-wrap md:px-0">
      {data.data.map((printer) => (
        <li key={printer.id} className="shrink-0">
          <PrinterLamp printer={printer} />
        </li>
      ))}
    </ul>
  );
}

function Today() {
  const say = useWords(boardWords);
  const format = useFormat();
  const { data } = useQuery(figuresQuery());
  return (
    <div className="grid grid-cols-3 gap-4 border-y border-line py-3 sm:max-w-xl" aria-busy={data === undefined}>
      <Figure label={say('today_pages')}>{data ? format.number(data.pages) : '–'}</Figure>
      <Figure label={say('today_jobs')}>{data ? format.number(data.jobs) : '–'}</Figure>
      <Figure label={say('today_revenue')}>{data ? format.money(data.revenue, data.currency) : '–'}</Figure>
    </div>
  );
}
