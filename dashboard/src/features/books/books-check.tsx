/** Whether the books fit together: recomputed by the server on request; what differs is named. */

import type { verification } from '@parley/contract/api/accounting.ts';
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/page.tsx';
import { useAct } from '../../ui/use-act.ts';
import { lastCheckQuery } from './books-queries.ts';
import { booksWords } from './books-words.ts';

type Verification = z.infer<typeof verification>;

export function BooksCheck() {
  const say = useWords(booksWords);
  const format = useFormat();
  const me = useMe();
  const { data: last } = useQuery(lastCheckQuery);
  const [found, setFound] = useState<Verification>();
  const check = useAct<void, Verification>({
    send: () => post('/accounting/verify'),
    touches: [lastCheckQuery.queryKey],
    done: setFound,
  });
  const when = last && format.ago(last.at);
  return (
    <Panel
      title={say('check_title')}
      about={
        last === undefined
          ? undefined
          : last === null
            ? say('check_never')
            : last.by === null
              ? say('check_last_nobody', { when: when ?? '' })
              : say('check_last', { when: when ?? '', who: last.by })
      }
      actions={
        mayDo(me, accounting) && (
          <Button variant="secondary" isPending={check.busy} onPress={() => check.run()}>
            {say('check')}
          </Button>
        )
      }
    >
      <div aria-live="polite">
        {found ? <Found found={found} /> : last ? <Short differences={last.differences} entries={last.entries} /> : null}
      </div>
      {!found && <p className="mt-1 text-sm text-ink-2">{say('check_text')}</p>}
    </Panel>
  );
}

function Short({ differences, entries }: { readonly differences: number; readonly entries: number }) {
  const say = useWords(booksWords);
  return differences === 0 ? (
    <p className="flex items-center gap-2 font-medium text-leaf">
      <CircleCheck size={18} aria-hidden="true" />
      {say('check_fine', { n: entries })}
    </p>
  ) : (
    <p className="flex items-center gap-2 font-medium text-brick">
      <CircleAlert size={18} aria-hidden="true" />
      {say('check_differs', { n: differences })}
    </p>
  );
}

function Found({ found }: { readonly found: Verification }) {
  const say = useWords(booksWords);
  return (
    <>
      <Short differences={found.differences.length} entries={found.entries} />
      {found.differences.length > 0 && (
        <ul className="mt-2 flex flex-col gap-2">
          {found.differences.slice(0, 50).map((each, index) => (
            <li key={index} className="rounded-lg bg-brick-soft px-3 py-2 text-sm">
              <p className="font-medium">{each.what}</p>
              <p className="break-words text-ink-2">{each.where}</p>
              <p className="break-all tabular-nums">{say('check_expected', { expected: each.expected, found: each.found })}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
