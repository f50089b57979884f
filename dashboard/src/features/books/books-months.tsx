/** The last months: which are closed, closing one that is over, reopening it. */

import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { localeOf, useReader, useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { monthEnd, monthStart } from '../../ui/days.ts';
import { Panel } from '../../ui/page.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { periodsQuery } from './books-queries.ts';
import { booksWords } from './books-words.ts';

const SHOWN = 6;

export function BooksMonths() {
  const say = useWords(booksWords);
  const me = useMe();
  const nameOf = useMonthName();
  const today = useFormat().day();
  const { data: closed = [] } = useQuery(periodsQuery);
  const isOwner = mayDo(me, ['owner']);
  const touches = [periodsQuery.queryKey];
  const reopen = useAct<string>({
    send: (month) => post(`/accounting/periods/${month}/reopen`),
    touches,
    done: (_, month) => tellDone(say('month_reopened', { month: nameOf(month) })),
  });
  const close = useAct<string>({
    send: (month) => post(`/accounting/periods/${month}/close`),
    touches,
    done: (_, month) =>
      tellDone(say('month_done', { month: nameOf(month) }), isOwner ? { undo: { label: say('undo'), act: () => reopen.run(month) } } : {}),
  });
  const months = Array.from({ length: SHOWN }, (_, back) => monthStart(today, -back).slice(0, 7));
  return (
    <Panel title={say('months_title')} about={say('months_text')} flush>
      <ul className="divide-y divide-line border-t border-line">
        {months.map((month, back) => {
          const isClosed = closed.some((each) => each.month === month);
          return (
            <li key={month} className="flex min-h-12 items-center gap-3 px-4 py-1.5">
              <Link
                to="/books/profit-loss"
                search={{ from: `${month}-01`, to: back === 0 ? today : monthEnd(`${month}-01`) }}
                className="grow hover:text-leaf"
              >
                {nameOf(month)}
              </Link>
              <StatusChip tone={isClosed ? 'good' : 'quiet'}>
                {say(isClosed ? 'month_closed' : back === 0 ? 'month_running' : 'month_open')}
              </StatusChip>
              <span className="flex w-24 justify-end">
                {isClosed && isOwner && (
                  <Button size="sm" variant="tertiary" isDisabled={reopen.busy} onPress={() => reopen.run(month)}>
                    {say('month_reopen')}
                  </Button>
                )}
                {!isClosed && back > 0 && mayDo(me, accounting) && (
                  <Button size="sm" variant="secondary" isDisabled={close.busy} onPress={() => close.run(month)}>
                    {say('month_close')}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** `2026-03` → `March 2026`. */
export function useMonthName(): (month: string) => string {
  const { language, country } = useReader();
  const format = new Intl.DateTimeFormat(localeOf(language, country), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (month) => format.format(new Date(`${month}-01T00:00:00Z`));
}
