/** The pages of the books side by side. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../speech/speech.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { statementCountsQuery } from './books-queries.ts';
import { booksWords } from './books-words.ts';

export function BooksTabs() {
  const say = useWords(booksWords);
  const { data: statements } = useQuery(statementCountsQuery);
  return (
    <PageTabs
      name={say('title')}
      tabs={[
        { to: '/books', label: say('overview'), exact: true },
        { to: '/books/profit-loss', label: say('profit_loss') },
        { to: '/books/balance-sheet', label: say('balance_sheet') },
        { to: '/books/trial-balance', label: say('trial_balance') },
        { to: '/books/journal', label: say('journal') },
        { to: '/books/accounts', label: say('accounts') },
        { to: '/books/tax', label: say('tax') },
        { to: '/payments/reconcile', label: say('statements'), count: statements?.open },
      ]}
    />
  );
}
