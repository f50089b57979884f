/** Says which units leave now; the rest waits. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { useWords } from '../../speech/speech.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { orderWords } from './order-words.ts';
import { type OrderDetail, sendVerb, touchedByOrders } from './orders-queries.ts';

export function ShipPart({ order, onClose }: { readonly order: OrderDetail; readonly onClose: () => void }) {
  const say = useWords(orderWords);
  const waiting = order.items.filter((item) => item.quantity > item.fulfilled_quantity);
  const act = useAct<Readonly<Record<string, string>>, OrderAnswer>(
    {
      send: (values) =>
        sendVerb(order.id, 'ship', {
          items: waiting.flatMap(({ variant_id }) => {
            const quantity = Number(values[variant_id] ?? 0);
            return quantity > 0 ? [{ variant_id, quantity }] : [];
          }),
        }),
      touches: touchedByOrders,
      done: () => {
        tellDone(say('done_ship', { number: order.order_number }));
        onClose();
      },
    },
    true,
  );
  return (
    <Dialog title={say('ship_part')} open onClose={onClose} size="sm">
      <Form onSend={act.run} failure={act.failure ?? Object.values(act.problems)[0]}>
        <p className="text-ink-2">{say('ship_text')}</p>
        {waiting.map((item) => (
          <TextBox
            key={item.variant_id}
            name={item.variant_id}
            type="number"
            inputMode="numeric"
            label={[item.name, item.options].filter(Boolean).join(' · ')}
            hint={say('units_of', { n: item.quantity - item.fulfilled_quantity })}
            initial={`${item.quantity - item.fulfilled_quantity}`}
          />
        ))}
        <Submit busy={act.busy}>{say('ship_now')}</Submit>
      </Form>
    </Dialog>
  );
}
