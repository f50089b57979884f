/** The chart of accounts by kind, with balances; accounts of the shop's own are added here. */

import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { addressOf, post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Form, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { CsvButton } from '../../ui/paper.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Account, accountsQuery } from './books-queries.ts';
import { BooksTabs } from './books-tabs.tsx';
import { booksWords } from './books-words.ts';
import { Drill } from './drill.tsx';

const kinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const;

export function AccountsPage() {
  const say = useWords(booksWords);
  const me = useMe();
  const { data, error, refetch } = useQuery(accountsQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={say('accounts')}
      about={say('accounts_about')}
      actions={
        <>
          <CsvButton href={addressOf('/accounting/accounts', { format: 'csv' })} />
          {mayDo(me, accounting) && (
            <Button onPress={() => setAdding(true)}>
              <Plus size={16} aria-hidden="true" />
              {say('add_account')}
            </Button>
          )}
        </>
      }
    >
      <BooksTabs />
      <Panel className="max-w-3xl">
        {data ? <Chart accounts={data} /> : error ? <Failure error={error} retry={() => void refetch()} /> : <Waiting rows={12} />}
      </Panel>
      {adding && <AddAccount onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Chart({ accounts }: { readonly accounts: readonly Account[] }) {
  const say = useWords(booksWords);
  return (
    <table className="w-full border-collapse" aria-label={say('accounts')}>
      <thead>
        <tr className="text-sm text-ink-2">
          <th scope="col" className="text-left font-medium">
            {say('name')}
          </th>
          <th scope="col" className="text-right font-medium">
            {say('balance')}
          </th>
        </tr>
      </thead>
      {kinds.map((kind) => (
        <tbody key={kind}>
          <tr>
            <th scope="rowgroup" colSpan={2} className="pt-4 pb-1 text-left text-base font-semibold">
              {say(`kind_${kind}`)}
            </th>
          </tr>
          {accounts
            .filter((each) => each.kind === kind)
            .map((each) => (
              <tr key={each.id} className="border-b border-line hover:bg-sunken/60">
                <th scope="row" className="py-1.5 text-left font-normal">
                  <span className="mr-2 inline-block w-10 text-xs text-ink-2 tabular-nums">{each.code}</span>
                  {each.name}
                  <span className="ml-2 text-xs text-ink-2 max-sm:hidden">{say(each.role === null ? 'own_account' : 'kept_by')}</span>
                </th>
                <td className="py-1.5 pl-3 text-right">
                  <Drill path={each.drill}>
                    <Amount value={each.balance} />
                  </Drill>
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

function AddAccount({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(booksWords);
  const add = useAct<Readonly<Record<string, string>>, Account>(
    {
      send: (body) => post('/accounting/accounts', body),
      touches: [accountsQuery.queryKey],
      done: (made) => {
        onClose();
        tellDone(say('account_added', { name: `${made.code} ${made.name}` }));
      },
    },
    true,
  );
  return (
    <Dialog title={say('add_account')} open onClose={onClose} size="sm">
      <Form onSend={add.run} problems={add.problems} failure={add.failure}>
        <Choice
          name="kind"
          label={say('kind')}
          initial="expense"
          required
          options={kinds.map((id) => ({ id, label: say(`kind_${id}`) }))}
        />
        <TextBox
          name="code"
          label={say('code')}
          hint={say('account_hint')}
          inputMode="numeric"
          required
          maxLength={6}
          autoComplete="off"
          autoFocus
        />
        <TextBox name="name" label={say('name')} required maxLength={120} autoComplete="off" />
        <Submit busy={add.busy}>{say('add_account')}</Submit>
      </Form>
    </Dialog>
  );
}
