/** Writing an entry by hand: date, words, lines that must come out even. */
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { accountsQuery, type Entry } from './books-queries.ts';
import { type DraftLine, EntryLines, emptyLine, sentLines } from './entry-lines.tsx';
import { journalWords } from './journal-words.ts';
import { PageForbidden } from './page-forbidden.tsx';

export function NewEntryPage() {
  const say = useWords(journalWords);
  const format = useFormat();
  const me = useMe();
  const router = useRouter();
  const { data: accounts = [] } = useQuery(accountsQuery);
  const [lines, setLines] = useState<readonly DraftLine[]>([emptyLine(0), emptyLine(1)]);
  const send = useAct<Readonly<Record<string, string>>, Entry>(
    {
      send: ({ date, description }) => post('/accounting/journal-entries', { date, description, lines: sentLines(lines) }),
      touches: [['books'], ['reports']],
      done: (made) => {
        tellDone(say('done', { number: made.number }));
        void router.navigate({ to: '/books/journal/$id', params: { id: made.id } });
      },
    },
    true,
  );
  const back = { to: '/books/journal', label: say('back') } as const;
  if (!mayDo(me, accounting)) return <PageForbidden title={say('new_title')} back={back} />;
  return (
    <Page title={say('new_title')} about={say('new_about')} back={back}>
      <Panel className="max-w-3xl">
        <Form onSend={send.run} problems={send.problems} failure={send.failure ?? send.problems['lines']}>
          <div className="grid gap-4 sm:grid-cols-[11rem_1fr]">
            <TextBox name="date" type="date" label={say('date')} initial={format.day()} required />
            <TextBox name="description" label={say('description')} required autoFocus maxLength={400} autoComplete="off" />
          </div>
          <EntryLines accounts={accounts} lines={lines} onChange={setLines} problems={send.problems} />
          <div className="flex justify-end">
            <Submit busy={send.busy}>{say('post')}</Submit>
          </div>
        </Form>
      </Panel>
    </Page>
  );
}
