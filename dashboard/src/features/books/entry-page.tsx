/** One entry of the journal: its lines, what made it, what undid it; reversing one that was written by hand. */

import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { PaperHead, PrintButton } from '../../ui/paper.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Entry, type EntryDetail, entryQuery } from './books-queries.ts';
import { CauseLinks, SubjectLink } from './cause-links.tsx';
import { sum, unscaled } from './decimals.ts';
import { CauseChip } from './journal-page.tsx';
import { journalWords } from './journal-words.ts';

const route = getRouteApi('/shell/books/journal/$id');

export function EntryPage() {
  const say = useWords(journalWords);
  const { id } = route.useParams();
  const { data: entry, error, refetch } = useQuery(entryQuery(id));
  const title = say('entry', { number: entry?.number ?? '' });
  return (
    <Page
      title={title}
      about={entry?.description}
      back={{ to: '/books/journal', label: say('back') }}
      marks={entry && <CauseChip kind={entry.cause.kind} />}
      actions={
        entry && (
          <>
            <PrintButton />
            <Reverse entry={entry} />
          </>
        )
      }
    >
      {entry ? (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
          <Panel flush className="print:border-0">
            <PaperHead text={title} />
            <Lines entry={entry} />
          </Panel>
          <EntryFacts entry={entry} />
        </div>
      ) : (
        <Panel>{error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={6} />}</Panel>
      )}
    </Page>
  );
}

function Lines({ entry }: { readonly entry: Entry }) {
  const say = useWords(journalWords);
  const totals = (['debit', 'credit'] as const).map((side) => unscaled(sum(entry.lines.map((line) => line[side] ?? '0'))));
  return (
    <table className="w-full border-collapse" aria-label={say('accounts')}>
      <thead>
        <tr className="border-b border-line text-sm text-ink-2">
          <th scope="col" className="px-4 py-2 text-left font-medium">
            {say('account')}
          </th>
          <th scope="col" className="px-4 py-2 text-right font-medium">
            {say('debit')}
          </th>
          <th scope="col" className="px-4 py-2 text-right font-medium">
            {say('credit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entry.lines.map((line, index) => (
          <tr key={index} className="border-b border-line">
            <th scope="row" className="px-4 py-2 text-left font-normal">
              <Link to="/books/journal" search={{ account: line.account_id }} className="hover:text-leaf">
                <span className="mr-2 text-xs text-ink-2 tabular-nums">{line.account_code}</span>
                {line.account_name}
              </Link>
              {line.subject !== null && (
                <span className="block text-sm text-ink-2">
                  <SubjectLink subject={line.subject} />
                </span>
              )}
            </th>
            {(['debit', 'credit'] as const).map((side) => (
              <td key={side} className="px-4 py-2 text-right align-baseline">
                {line[side] !== null && <Amount value={line[side]} currency={entry.currency} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="px-4 py-2 text-left">
            {say('total')}
          </th>
          {totals.map((total, index) => (
            <td key={index} className="px-4 py-2 text-right">
              <Amount value={total} currency={entry.currency} />
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

function EntryFacts({ entry }: { readonly entry: EntryDetail }) {
  const say = useWords(journalWords);
  const format = useFormat();
  const kind = entry.actor.split(':')[0];
  const maker = kind === 'staff' ? 'made_by_staff' : kind === 'key' || kind === 'api_key' ? 'made_by_key' : 'made_by_program';
  const other = (id: string | null) =>
    id !== null && (
      <Link to="/books/journal/$id" params={{ id }} className="underline underline-offset-4 hover:text-leaf">
        {say('the_entry')}
      </Link>
    );
  return (
    <Panel>
      <Facts
        items={[
          [say('date'), format.date(`${entry.date}T12:00:00Z`)],
          [say('posted'), format.time(entry.posted_at)],
          [say('made_by'), say(maker)],
          [say('cause'), <CauseLinks key="cause" entry={entry} />],
          entry.reverses !== null && [say('reverses'), other(entry.reverses)],
          entry.reversed_by !== null && [say('reversed_by'), other(entry.reversed_by)],
        ]}
      />
      {!entry.reversible && entry.reversed_by === null && <p className="mt-3 text-sm text-ink-2 print:hidden">{say('not_reversible')}</p>}
    </Panel>
  );
}

function Reverse({ entry }: { readonly entry: EntryDetail }) {
  const say = useWords(journalWords);
  const me = useMe();
  const [open, setOpen] = useState(false);
  const navigate = route.useNavigate();
  const reverse = useAct<Readonly<Record<string, string>>, Entry>(
    {
      send: ({ description }) => post(`/accounting/journal-entries/${entry.id}/reverse`, { description }),
      touches: [['books'], ['reports']],
      done: (made) => {
        setOpen(false);
        tellDone(say('reversed', { number: made.number }), {
          undo: { label: say('show'), act: () => navigate({ to: '/books/journal/$id', params: { id: made.id } }) },
        });
      },
    },
    true,
  );
  if (!entry.reversible || !mayDo(me, accounting)) return null;
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        {say('reverse')}
      </Button>
      <Dialog title={say('reverse_title')} open={open} onClose={() => setOpen(false)} size="sm">
        <Form onSend={reverse.run} problems={reverse.problems} failure={reverse.failure}>
          <p className="text-ink-2">{say('reverse_text')}</p>
          <TextBox name="description" label={say('reason')} required autoFocus maxLength={400} autoComplete="off" />
          <Submit busy={reverse.busy}>{say('reverse')}</Submit>
        </Form>
      </Dialog>
    </>
  );
}
