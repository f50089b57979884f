/** One order: what was bought and what happened in the middle, facts at the side, one obvious next action. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Page } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderItems } from './order-items.tsx';
import { OrderChip, PaymentChip } from './order-state.tsx';
import { orderStateWords } from './order-state-words.ts';
import { OrderTimeline } from './order-timeline.tsx';
import { orderWords } from './order-words.ts';
import { aroundOrderQuery, orderQuery } from './orders-queries.ts';

const route = getRouteApi('/shell/orders/$id');

export function OrderPage() {
  const say = useWords(orderWords);
  const state = useWords(orderStateWords);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  const { data: around } = useQuery(aroundOrderQuery(id));
  if (error && !order) return <Failure error={error} retry={() => void refetch()} />;
  if (!order) return <WaitingPage />;
  return (
    <Page
      title={order.order_number}
      back={{ to: '/orders', label: say('back') }}
      marks={
        <>
          <OrderChip status={order.status} />
          <PaymentChip order={order} />
        </>
      }
      about={
        <>
          {format.time(order.placed_at)} · {state(channelOf(order.channel))}
          {order.closed_reason && ` · ${order.closed_reason.replaceAll('_', ' ')}`}
        </>
      }
      actions={<OrderActions order={order} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-6">
        <div className="flex min-w-0 flex-col gap-4">
          <OrderItems order={order} />
          <OrderTimeline order={order} around={around} />
        </div>
        <OrderFacts order={order} around={around} />
      </div>
    </Page>
  );
}

function channelOf(channel: string): 'chat' | 'storefront' | 'api' {
  return channel === 'chat' || channel === 'storefront' ? channel : 'api';
}
