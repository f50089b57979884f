/** This month's key figures, each a link down to what is behind it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Change } from '../../ui/change.tsx';
import { monthStart, rangeBefore } from '../../ui/days.ts';
import { type Account, owedQuery, profitLossQuery } from './books-queries.ts';
import { booksWords } from './books-words.ts';
import { minus, sum, unscaled } from './decimals.ts';

const MONEY = ['bank', 'cash'];
const OWED_BY_US = [
  'payable',
  'purchase_clearing',
  'refunds_due',
  'customer_credit',
  'output_tax',
  'output_cgst',
  'output_sgst',
  'output_igst',
];

export function BooksFigures({ accounts }: { readonly accounts: readonly Account[] }) {
  const say = useWords(booksWords);
  const today = useFormat().day();
  const range = { from: monthStart(today), to: today };
  const { data: now } = useQuery(profitLossQuery(range));
  const { data: before } = useQuery(profitLossQuery(rangeBefore(range)));
  const { data: owed } = useQuery(owedQuery);
  const balanceOf = (roles: readonly string[]): string =>
    unscaled(sum(accounts.filter(({ role }) => role !== null && roles.includes(role)).map(({ balance }) => balance)));
  const costsOf = (of: typeof now): string | undefined => of && minus(of.income.total, of.net_profit);
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-5 md:grid-cols-4">
      <Moved label={say('income')} now={now?.income.total} before={before?.income.total} moreIsGood />
      <Moved label={say('costs')} now={costsOf(now)} before={costsOf(before)} moreIsGood={false} />
      <Moved label={say('profit')} now={now?.net_profit} before={before?.net_profit} moreIsGood />
      <Down to="/books/balance-sheet">
        <Figure label={say('money')}>
          <Amount value={balanceOf(MONEY)} />
        </Figure>
      </Down>
      <Down to="/payments/reconcile">
        <Figure label={say('at_gateways')}>
          <Amount value={balanceOf(['clearing'])} />
        </Figure>
      </Down>
      <Down to="/reports/receivables">
        <Figure label={say('owed_to_us')}>{owed ? <Amount value={owed.total} /> : '–'}</Figure>
      </Down>
      <Down to="/books/balance-sheet">
        <Figure label={say('owed_by_us')}>
          <Amount value={balanceOf(OWED_BY_US)} />
        </Figure>
      </Down>
    </div>
  );
}

interface MovedProps {
  readonly label: string;
  readonly now: string | undefined;
  readonly before: string | undefined;
  readonly moreIsGood: boolean;
}

function Moved({ label, now, before, moreIsGood }: MovedProps) {
  return (
    <Down to="/books/profit-loss">
      <Figure
        label={label}
        note={now !== undefined && before !== undefined && <Change now={now} before={before} moreIsGood={moreIsGood} />}
      >
        {now === undefined ? '–' : <Amount value={now} />}
      </Figure>
    </Down>
  );
}

type Place = '/books/profit-loss' | '/books/balance-sheet' | '/payments/reconcile' | '/reports/receivables';

function Down({ to, children }: { readonly to: Place; readonly children: ReactNode }) {
  return (
    <Link to={to} className="-m-2 rounded-lg p-2 hover:bg-sunken">
      {children}
    </Link>
  );
}
