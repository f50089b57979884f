/** Acts on several chosen orders: one request each, so that one refusal does not stop the others; what was refused is told with its reason. */

import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { handling, managing, selling } from '@parley/contract/values/role.ts';
import { addressOf, Problem } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { OutsideButton } from '../../ui/link-button.tsx';
import { BulkBar } from '../../ui/list-tools.tsx';
import { tellDone, tellProblem } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { sendVerb, touchedByOrders } from './orders-queries.ts';
import { ordersWords } from './orders-words.ts';

type Together = 'confirm' | 'ship';
interface Outcome {
  readonly done: number;
  readonly refused: readonly Problem[];
}

const fits: Readonly<Record<Together, (order: OrderAnswer) => boolean>> = {
  confirm: ({ status }) => status === 'pending',
  ship: ({ status }) => status === 'confirmed' || status === 'processing',
};

async function sendEach(orders: readonly OrderAnswer[], verb: Together): Promise<Outcome> {
  const refused: Problem[] = [];
  let done = 0;
  for (const order of orders.filter(fits[verb])) {
    try {
      await sendVerb(order.id, verb);
      done += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(error);
    }
  }
  return { done, refused };
}

export function OrdersBulk({ orders, onDone }: { readonly orders: readonly OrderAnswer[]; readonly onDone: () => void }) {
  const say = useWords(ordersWords);
  const me = useMe();
  const act = useAct<Together, Outcome>({
    send: (verb) => sendEach(orders, verb),
    touches: touchedByOrders,
    done: ({ done, refused }, verb) => {
      if (done > 0) tellDone(say(`done_${verb}`, { n: done }));
      const [first] = refused;
      if (first) tellProblem(say('some_refused', { n: refused.length, why: first.message }));
      onDone();
    },
  });
  const ids = orders.map(({ id }) => id).join(',');
  const light = 'text-paper';
  return (
    <BulkBar count={orders.length} onClear={onDone}>
      {mayDo(me, managing) && orders.some(fits.confirm) && (
        <Button size="sm" variant="ghost" className={light} isPending={act.busy} onPress={() => act.run('confirm')}>
          {say('confirm')}
        </Button>
      )}
      {mayDo(me, [...selling, ...handling]) && orders.some(fits.ship) && (
        <Button size="sm" variant="ghost" className={light} isPending={act.busy} onPress={() => act.run('ship')}>
          {say('ship')}
        </Button>
      )}
      <OutsideButton
        size="sm"
        variant="ghost"
        className={light}
        target="_blank"
        href={addressOf('/orders/papers', { ids, kind: 'packing_slip' })}
      >
        {say('slips')}
      </OutsideButton>
      <OutsideButton
        size="sm"
        variant="ghost"
        className={light}
        target="_blank"
        href={addressOf('/orders/papers', { ids, kind: 'invoice' })}
      >
        {say('invoices')}
      </OutsideButton>
    </BulkBar>
  );
}
