/** The last fourteen days, as a chart or as the table of the same figures; the chart's code comes only where it is shown. */
import type { DashboardStats } from '@parley/contract/api/dashboard.ts';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../speech/format.ts';
import { localeOf, useReader, useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Panel } from '../../ui/page.tsx';
import { isNothing, sumOf } from '../orders/money-text.ts';
import { homeWords } from './home-words.ts';

const SalesChart = lazy(async () => ({ default: (await import('./sales-chart.tsx')).SalesChart }));

export function SalesPanel({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const total = sumOf(stats.days.map(({ amount }) => ({ price: amount, quantity: 1 })));
  const orders = stats.days.reduce((sum, day) => sum + day.orders, 0);
  return (
    <Panel
      title={say('last_days')}
      about={say('in_all', { amount: format.money(total, stats.currency), n: orders })}
      actions={
        <div role="group" aria-label={say('last_days')} className="flex rounded-lg bg-sunken p-0.5 text-sm">
          {([false, true] as const).map((each) => (
            <button
              key={`${each}`}
              type="button"
              aria-pressed={each === asTable}
              onClick={() => setAsTable(each)}
              className={`min-h-8 cursor-pointer rounded-md px-3 ${each === asTable ? 'bg-surface font-medium' : 'text-ink-2'}`}
            >
              {say(each ? 'as_table' : 'as_chart')}
            </button>
          ))}
        </div>
      }
    >
      {isNothing(total) ? (
        <p className="py-6 text-center text-ink-2">{say('no_money')}</p>
      ) : asTable ? (
        <DaysTable stats={stats} />
      ) : (
        <Suspense fallback={<div className="h-56 animate-pulse rounded-lg bg-sunken" />}>
          <SalesChart days={stats.days} currency={stats.currency} label={say('last_days')} ordersWord={say('orders')} />
        </Suspense>
      )}
    </Panel>
  );
}

function DaysTable({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const { language, country } = useReader();
  const days = new Intl.DateTimeFormat(localeOf(language, country), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <table className="w-full text-left">
      <thead>
        <tr className="border-b border-line text-sm text-ink-2">
          <th scope="col" className="py-1.5 font-medium">
            {say('day')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {say('orders')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {say('money')}
          </th>
        </tr>
      </thead>
      <tbody>
        {stats.days.toReversed().map((day) => (
          <tr key={day.day} className="border-b border-line last:border-0">
            <td className="py-1.5">{days.format(new Date(`${day.day}T00:00:00Z`))}</td>
            <td className="py-1.5 text-right">{day.orders}</td>
            <td className="py-1.5 text-right">
              <Amount value={day.amount} currency={stats.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
