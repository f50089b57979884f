/** The books at a glance: this month's figures, whether everything fits, the months, and what waits for a person. */
import { accounting } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { BooksCheck } from './books-check.tsx';
import { BooksFigures } from './books-figures.tsx';
import { BooksMonths } from './books-months.tsx';
import { accountsQuery, statementCountsQuery } from './books-queries.ts';
import { BooksTabs } from './books-tabs.tsx';
import { booksWords } from './books-words.ts';
import { isNothing } from './decimals.ts';

export function BooksPage() {
  const say = useWords(booksWords);
  const me = useMe();
  const { data: accounts, error, refetch } = useQuery(accountsQuery);
  const mayWrite = mayDo(me, accounting);
  const isEmpty = accounts?.every((account) => isNothing(account.balance)) ?? false;
  return (
    <Page
      title={say('title')}
      actions={
        mayWrite && (
          <LinkButton to="/books/journal/new" variant="primary">
            <Plus size={16} aria-hidden="true" />
            {say('new_entry')}
          </LinkButton>
        )
      }
    >
      {error && !accounts ? (
        <Panel>
          <Failure error={error} retry={() => void refetch()} />
        </Panel>
      ) : (
        <>
          <BooksTabs />
          <div className="flex flex-col gap-4">
            {isEmpty && (
              <Panel>
                <Empty title={say('empty_title')} text={say('empty_text')}>
                  {mayWrite && <LinkButton to="/books/opening">{say('opening')}</LinkButton>}
                </Empty>
              </Panel>
            )}
            <Panel title={say('this_month')}>{accounts ? <BooksFigures accounts={accounts} /> : <Waiting rows={3} />}</Panel>
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <div className="flex flex-col gap-4">
                <BooksCheck />
                <StatementsPanel />
              </div>
              <BooksMonths />
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

function StatementsPanel() {
  const say = useWords(booksWords);
  const format = useFormat();
  const { data } = useQuery(statementCountsQuery);
  return (
    <Panel title={say('statements_title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className={data && data.open > 0 ? 'font-medium' : 'text-ink-2'}>
          {data === undefined ? format.number(0) : data.open > 0 ? say('statements_waiting', { n: data.open }) : say('statements_none')}
        </p>
        <LinkButton to="/payments/reconcile">{say('statements_go')}</LinkButton>
      </div>
    </Panel>
  );
}
