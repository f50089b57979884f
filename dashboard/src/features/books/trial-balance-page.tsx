/** The trial balance: every account with what it stood at, what moved, and what it stands at; debits and credits below are equal. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { addDays } from '../../ui/days.ts';
import { Panel } from '../../ui/page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type TrialBalance, trialBalanceQuery } from './books-queries.ts';
import { booksWords } from './books-words.ts';
import { isNothing } from './decimals.ts';
import { Drill } from './drill.tsx';
import { rangeIn } from './ledger-search.ts';
import { StatementFrame } from './statement-frame.tsx';
import { statementWords } from './statement-words.ts';

const route = getRouteApi('/shell/books/trial-balance');

export function TrialBalancePage() {
  const word = useWords(statementWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const range = rangeIn(search, useFormat().day());
  const balance = useQuery(trialBalanceQuery(range));
  return (
    <StatementFrame
      name="trial_balance"
      path="/accounting/trial-balance"
      range={range}
      onRange={(next) => void navigate({ search: next, replace: true })}
    >
      <Panel flush className="print:border-0">
        <Loaded query={balance} rows={12}>
          {(data) => (data.accounts.length === 0 ? <Empty title={word('none')} text={word('none_text')} /> : <Accounts balance={data} />)}
        </Loaded>
      </Panel>
    </StatementFrame>
  );
}

const figure = 'px-4 py-1.5 text-right align-baseline';

/** Debits and credits are equal below, or the books are not. */
function Accounts({ balance }: { readonly balance: TrialBalance }) {
  const say = useWords(statementWords);
  const words = useWords(booksWords);
  const cell = (value: string, drill: string | undefined) =>
    isNothing(value) ? (
      <span className="text-ink-2">–</span>
    ) : drill === undefined ? (
      <Amount value={value} />
    ) : (
      <Drill path={drill}>
        <Amount value={value} />
      </Drill>
    );
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse" aria-label={words('trial_balance')}>
        <thead>
          <tr className="border-b border-line text-sm text-ink-2">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              {say('account')}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium max-md:hidden">
              {say('opening')}
            </th>
            {(['debit', 'credit'] as const).map((side) => (
              <th key={side} scope="col" className="px-4 py-2 text-right font-medium">
                {say(side)}
              </th>
            ))}
            <th scope="col" className="px-4 py-2 text-right font-medium max-md:hidden">
              {say('closing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {balance.accounts.map((each) => (
            <tr key={each.account_id} className="border-b border-line hover:bg-sunken/60">
              <th scope="row" className="px-4 py-1.5 text-left align-baseline font-normal">
                <span className="mr-2 inline-block w-10 text-xs text-ink-2 tabular-nums max-sm:hidden">{each.code}</span>
                {each.name}
              </th>
              <td className={`${figure} max-md:hidden`}>
                {cell(
                  each.opening,
                  balance.from === null
                    ? undefined
                    : `/accounting/journal-entries?account=${each.account_id}&to=${addDays(balance.from, -1)}`,
                )}
              </td>
              <td className={figure}>{cell(each.debit, each.drill)}</td>
              <td className={figure}>{cell(each.credit, each.drill)}</td>
              <td className={`${figure} max-md:hidden`}>
                {cell(
                  each.closing,
                  `/accounting/journal-entries?account=${each.account_id}${balance.to === null ? '' : `&to=${balance.to}`}`,
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <th scope="row" className="px-4 py-2 text-left">
              {say('total')}
            </th>
            <td className="max-md:hidden" />
            {[balance.total_debit, balance.total_credit].map((value, index) => (
              <td key={index} className="border-b-4 px-4 py-2 text-right [border-bottom-style:double] border-ink-3">
                <Amount value={value} />
              </td>
            ))}
            <td className="max-md:hidden" />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
