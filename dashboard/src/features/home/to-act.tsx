/** Orders that wait for staff, the oldest first, each with its one next step where no more needs to be asked. */

import type { DashboardOrder } from '@parley/contract/api/dashboard.ts';
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import type { NextStep } from '@parley/contract/values/next-step.ts';
import { handling, managing, type Role, selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { OrderChip, PaymentChip, useNextStepName } from '../orders/order-state.tsx';
import { orderStateWords } from '../orders/order-state-words.ts';
import { orderWords } from '../orders/order-words.ts';
import { type OrderVerb, sendVerb, touchedByOrders } from '../orders/orders-queries.ts';
import { SHOWN_ORDERS, toActQuery } from './home-queries.ts';
import { homeWords } from './home-words.ts';

export function ToAct() {
  const say = useWords(homeWords);
  const { data, error, refetch } = useQuery(toActQuery);
  const more = (data?.pagination.total ?? 0) > SHOWN_ORDERS;
  return (
    <Panel
      title={say('to_act')}
      flush
      actions={
        more && (
          <Link to="/orders" search={{ waiting: 'act' }} className="text-sm font-medium text-leaf hover:underline">
            {say('see_all')} ({data?.pagination.total})
          </Link>
        )
      }
    >
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : null}
      {!error && !data && <Waiting rows={4} />}
      {data?.data.length === 0 && <Empty title={say('nothing_to_do')} text={say('nothing_text')} />}
      {data && data.data.length > 0 && (
        <ul className="divide-y divide-line border-t border-line">
          {data.data.map((order) => (
            <ToActRow key={order.id} order={order} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

type Direct = Extract<NextStep, 'confirm' | 'ship' | 'deliver' | 'book_parcel'>;
const verbs: Readonly<Record<Direct, OrderVerb>> = { confirm: 'confirm', ship: 'ship', deliver: 'deliver', book_parcel: 'parcel' };
const done = { confirm: 'done_confirm', ship: 'done_ship', deliver: 'done_deliver', book_parcel: 'done_parcel' } as const;
const isDirect = (step: NextStep | null): step is Direct => step !== null && step in verbs;
const rolesOf = (step: Direct): readonly Role[] => (step === 'confirm' ? managing : [...selling, ...handling]);

function ToActRow({ order }: { readonly order: DashboardOrder }) {
  const say = useWords(orderWords);
  const state = useWords(orderStateWords);
  const format = useFormat();
  const me = useMe();
  const nameOf = useNextStepName();
  const act = useAct<Direct, OrderAnswer>({
    send: (step) => sendVerb(order.id, verbs[step]),
    touches: touchedByOrders,
    done: (_answer, step) => tellDone(say(done[step], { number: order.order_number })),
  });
  const step = order.next_step;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <Link to="/orders/$id" params={{ id: order.id }} className="min-w-0 grow basis-52 hover:underline">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{order.customer.name ?? state('nobody')}</span>
          <span className="text-sm text-ink-2 tabular-nums">{order.order_number}</span>
        </span>
        <span className="block truncate text-sm text-ink-2">
          {format.ago(order.placed_at)} · {state('items', { n: order.items_count })} · {order.first_item}
        </span>
      </Link>
      <span className="flex gap-1.5">
        <OrderChip status={order.status} />
        <PaymentChip order={order} />
      </span>
      <Amount value={order.total_amount} currency={order.currency} className="ml-auto min-w-16 text-right font-medium" />
      {isDirect(step) && mayDo(me, rolesOf(step)) && (
        <Button size="sm" variant="secondary" isPending={act.busy} onPress={() => act.run(step)} className="w-full sm:w-auto sm:min-w-28">
          {nameOf(step, order.delivery_method)}
        </Button>
      )}
    </li>
  );
}
