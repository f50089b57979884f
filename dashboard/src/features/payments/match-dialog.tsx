/** A person says what an open line is: an entry that is there, or the account on its other side. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getStream, post } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { addDays } from '../../ui/days.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextBox } from '../../ui/form.tsx';
import { Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AccountCombo } from '../books/account-combo.tsx';
import { accountsQuery, type Entry } from '../books/books-queries.ts';
import { isNothing, minus, sum, unscaled } from '../books/decimals.ts';
import type { StatementLine } from './payments-queries.ts';
import { reconcileWords } from './reconcile-words.ts';

const NEAR_DAYS = 10;

/** Entries near the line that moved its amount at the bank, or at the gateway. */
function useCandidates(line: StatementLine) {
  const { data: accounts } = useQuery(accountsQuery);
  const role = line.source === 'bank' ? 'bank' : 'clearing';
  const account = accounts?.find((each) => each.role === role)?.id;
  return useQuery({
    queryKey: ['books', 'candidates', line.id, account],
    enabled: account !== undefined,
    queryFn: async ({ signal }) => {
      const near = { from: addDays(line.date, -NEAR_DAYS), to: addDays(line.date, NEAR_DAYS) };
      const { data } = await getStream<Entry>('/accounting/journal-entries', { account, ...near, limit: 100 }, signal);
      return data.filter((entry) => {
        const own = entry.lines.filter((each) => each.account_id === account);
        const net = sum(own.map((each) => each.debit ?? '0')) - sum(own.map((each) => each.credit ?? '0'));
        return isNothing(minus(unscaled(net), line.amount));
      });
    },
  });
}

type Match = { readonly entry_id: string } | { readonly account_id: string; readonly description?: string };

export function MatchDialog({ line, onClose }: { readonly line: StatementLine; readonly onClose: () => void }) {
  const say = useWords(reconcileWords);
  const format = useFormat();
  const { data: accounts = [] } = useQuery(accountsQuery);
  const candidates = useCandidates(line);
  const [account, setAccount] = useState('');
  const match = useAct<Match, StatementLine>(
    {
      send: (body) => post(`/accounting/statements/${line.id}/match`, body),
      touches: [['books'], ['payments'], ['reports']],
      done: (_, body) => {
        tellDone(say('entry_id' in body ? 'matched' : 'posted'));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say('match_title')} open onClose={onClose} size="lg">
      <div className="flex flex-col gap-5">
        <p className="rounded-lg bg-sunken px-3 py-2">
          <span className="font-medium break-all">{line.description || line.reference}</span> · {format.date(`${line.date}T12:00:00Z`)} ·{' '}
          <Amount value={line.amount} currency={line.currency} className="font-semibold" />
        </p>
        <section>
          <h3 className="font-semibold">{say('which_entry')}</h3>
          <p className="text-sm text-ink-2">{say('which_entry_text')}</p>
          {candidates.data === undefined ? (
            <Waiting rows={2} />
          ) : candidates.data.length === 0 ? (
            <p className="mt-2 text-ink-2">{say('no_entry')}</p>
          ) : (
            <ul className="mt-2 divide-y divide-line border-y border-line">
              {candidates.data.map((entry) => (
                <li key={entry.id} className="flex items-center justify-between gap-3 py-2">
                  <span className="min-w-0">
                    <span className="block break-words">{entry.description}</span>
                    <span className="text-sm text-ink-2">
                      {entry.number} · {format.date(`${entry.date}T12:00:00Z`)}
                    </span>
                  </span>
                  <Button size="sm" variant="secondary" isDisabled={match.busy} onPress={() => match.run({ entry_id: entry.id })}>
                    {say('this_one')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h3 className="mb-2 font-semibold">{say('or_account')}</h3>
          <Form
            onSend={({ description }) => match.run({ account_id: account, ...(description ? { description } : {}) })}
            problems={match.problems}
            failure={match.failure}
          >
            <AccountCombo
              label={say('account')}
              accounts={accounts}
              value={account}
              onChange={setAccount}
              problem={match.problems['account'] ?? match.problems['account_id'] ?? match.problems['account_code']}
            />
            <TextBox name="description" label={say('words')} initial={line.description} maxLength={400} autoComplete="off" />
            <div className="flex justify-end">
              <Button type="submit" isPending={match.busy} isDisabled={account === ''}>
                {say('post')}
              </Button>
            </div>
          </Form>
        </section>
      </div>
    </Dialog>
  );
}
