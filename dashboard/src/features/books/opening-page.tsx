/** What the accounts stood at before Parley, once; the difference goes to the account of opening balances. */
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { addDays, monthStart } from '../../ui/days.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { accountsQuery, type Entry } from './books-queries.ts';
import { booksWords } from './books-words.ts';
import { type DraftLine, EntryLines, emptyLine, sentLines } from './entry-lines.tsx';
import { journalWords } from './journal-words.ts';
import { PageForbidden } from './page-forbidden.tsx';

/** Accounts that a shop usually has something in. */
const USUAL = ['bank', 'cash', 'payable'];

export function OpeningPage() {
  const { data: accounts } = useQuery(accountsQuery);
  const say = useWords(journalWords);
  const words = useWords(booksWords);
  const me = useMe();
  const back = { to: '/books', label: words('title') } as const;
  if (!mayDo(me, accounting)) return <PageForbidden title={say('opening_title')} back={back} />;
  return (
    <Page title={say('opening_title')} about={say('opening_about')} back={back}>
      {accounts && <OpeningForm accounts={accounts} />}
    </Page>
  );
}

function OpeningForm({ accounts }: { readonly accounts: Parameters<typeof EntryLines>[0]['accounts'] }) {
  const say = useWords(journalWords);
  const today = useFormat().day();
  const router = useRouter();
  const usual = USUAL.flatMap((role) => accounts.find((each) => each.role === role)?.id ?? []);
  const [lines, setLines] = useState<readonly DraftLine[]>(() => usual.map((account, key) => ({ ...emptyLine(key), account })));
  const send = useAct<Readonly<Record<string, string>>, Entry>(
    {
      send: ({ date }) =>
        post('/accounting/opening-balances', {
          date,
          lines: sentLines(lines.filter(({ debit, credit }) => debit !== '' || credit !== '')),
        }),
      touches: [['books'], ['reports']],
      done: (made) => {
        tellDone(say('done', { number: made.number }));
        void router.navigate({ to: '/books/journal/$id', params: { id: made.id } });
      },
    },
    true,
  );
  return (
    <Panel className="max-w-3xl">
      <Form onSend={send.run} problems={send.problems} failure={send.failure ?? send.problems['lines']}>
        <div className="max-w-48">
          <TextBox name="date" type="date" label={say('opening_date')} initial={addDays(monthStart(today), -1)} required />
        </div>
        <EntryLines accounts={accounts} lines={lines} onChange={setLines} problems={send.problems} mayDiffer />
        <div className="flex justify-end">
          <Submit busy={send.busy}>{say('opening_post')}</Submit>
        </div>
      </Form>
    </Panel>
  );
}
