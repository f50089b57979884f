/** The one obvious next step as a button, everything else in a menu; what needs more words opens a question. */
import { Dropdown } from '@heroui/react';
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { actsFor, type OrderAct } from './order-acts.ts';
import { OrderQuestion, type Question } from './order-questions.tsx';
import { orderStateWords } from './order-state-words.ts';
import { orderWords } from './order-words.ts';
import { type OrderDetail, type OrderVerb, sendVerb, touchedByOrders } from './orders-queries.ts';

/** Acts that need no further word. */
const verbs = { confirm: 'confirm', ship: 'ship', deliver: 'deliver', book_parcel: 'parcel', new_link: 'payment-link' } as const;
type Direct = keyof typeof verbs;
const isDirect = (act: OrderAct): act is Direct => act in verbs;
const done = {
  confirm: 'done_confirm',
  ship: 'done_ship',
  deliver: 'done_deliver',
  book_parcel: 'done_parcel',
  new_link: 'done_link',
} as const;

export function OrderActions({ order }: { readonly order: OrderDetail }) {
  const say = useWords(orderWords);
  const name = useActName(order);
  const me = useMe();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Question>();
  const { next, others } = actsFor(order, me.role);
  const direct = useAct<Direct, OrderAnswer>({
    send: (act) => sendVerb(order.id, verbs[act] satisfies OrderVerb),
    touches: touchedByOrders,
    done: (_answer, act) => tellDone(say(done[act], { number: order.order_number })),
  });
  const act = (what: OrderAct): void => {
    if (isDirect(what)) direct.run(what);
    else if (what === 'edit') void navigate({ to: '/orders/$id/edit', params: { id: order.id } });
    else if (what === 'take_back') void navigate({ to: '/returns/new', search: { order: order.id } });
    else setAsked(what);
  };
  return (
    <>
      {others.length > 0 && (
        <Dropdown>
          <Button variant="secondary">
            {say('more')}
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
          <Dropdown.Popover placement="bottom end" className="min-w-56">
            <Dropdown.Menu aria-label={say('more')} onAction={(key) => act(key as OrderAct)}>
              {others.map((each) => (
                <Dropdown.Item key={each} id={each} textValue={name(each)}>
                  <span className={each === 'cancel' || each === 'delete' ? 'text-brick' : ''}>{name(each)}</span>
                </Dropdown.Item>
              ))}
            </Dropdown.Menu>
          </Dropdown.Popover>
        </Dropdown>
      )}
      {next && (
        <Button isPending={direct.busy} onPress={() => act(next)}>
          {name(next)}
        </Button>
      )}
      <OrderQuestion order={order} asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}

function useActName(order: OrderDetail): (act: OrderAct) => string {
  const say = useWords(orderWords);
  const state = useWords(orderStateWords);
  return (act) => {
    switch (act) {
      case 'confirm':
        return order.payment_method === 'cod' ? state('next_confirm') : say('confirm');
      case 'ship':
        return state('next_ship');
      case 'deliver':
        return state(order.delivery.method === 'pickup' ? 'next_hand_over' : 'next_deliver');
      case 'book_parcel':
        return state('next_book_parcel');
      case 'cod_remitted':
        return state('next_cod_remitted');
      default:
        return say(act);
    }
  };
}
