/** The four figures of today, each with a word of comparison and a way into what it counts. */
import type { DashboardStats } from '@parley/contract/api/dashboard.ts';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { isNothing, minus } from '../orders/money-text.ts';
import { homeWords } from './home-words.ts';

export function Figures({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const format = useFormat();
  return (
    <section className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line lg:grid-cols-4">
      <Cell to="/payments">
        <Figure label={say('money_today')} note={<MoneyWord stats={stats} />}>
          <Amount value={stats.today.paid_amount} currency={stats.currency} />
        </Figure>
      </Cell>
      <Cell to="/orders">
        <Figure label={say('paid_orders')} note={<OrdersWord stats={stats} />}>
          {format.number(stats.today.paid_orders)}
        </Figure>
      </Cell>
      <Cell to="/orders" search={{ waiting: 'act' }}>
        <Figure label={say('to_send')} note={<SendWord stats={stats} />}>
          {format.number(stats.to_act.send)}
        </Figure>
      </Cell>
      <Cell to="/chats">
        <Figure
          label={say('chats')}
          note={stats.oldest_chat_since === null ? say('chats_none') : say('chats_since', { ago: format.ago(stats.oldest_chat_since) })}
        >
          {format.number(stats.chats_waiting)}
        </Figure>
      </Cell>
    </section>
  );
}

function Cell({ children, ...to }: Pick<LinkProps, 'to' | 'search'> & { readonly children: ReactNode }) {
  return (
    <Link {...to} className="min-w-0 bg-surface p-4 hover:bg-sunken">
      {children}
    </Link>
  );
}

function MoneyWord({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const format = useFormat();
  const difference = minus(stats.today.paid_amount, stats.yesterday.paid_amount);
  if (isNothing(difference)) return say('same_as');
  const amount = format.money(difference.replace('-', ''), stats.currency);
  return say(difference.startsWith('-') ? 'less_than' : 'more_than', { amount });
}

function OrdersWord({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const difference = stats.today.paid_orders - stats.last_week.paid_orders;
  const word = difference === 0 ? 'same_week' : difference > 0 ? 'more_week' : 'less_week';
  return (
    <>
      {say('placed', { n: stats.today.placed_orders })} · {say(word, { n: Math.abs(difference) })}
    </>
  );
}

function SendWord({ stats: { to_act: waiting } }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const words = [
    waiting.confirm > 0 ? say('to_confirm', { n: waiting.confirm }) : '',
    waiting.returns > 0 ? say('returns_waiting', { n: waiting.returns }) : '',
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : waiting.send === 0 ? say('all_sent') : null;
}
