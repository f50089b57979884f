/** What has to be asked before some acts on an order: how much, why, how many, whose code. One dialog at a time. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { patch, remove } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { CodeDialog, Dialog } from '../../ui/dialog.tsx';
import { Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { leftToRefund } from './money-text.ts';
import { orderWords } from './order-words.ts';
import { type OrderDetail, type OrderVerb, sendVerb, touchedByOrders } from './orders-queries.ts';
import { ShipPart } from './ship-part.tsx';

export type Question = 'cancel' | 'refund' | 'cod_remitted' | 'ship_part' | 'edit_note' | 'delete';

interface QuestionProps {
  readonly order: OrderDetail;
  readonly onClose: () => void;
}

export function OrderQuestion({ order, asked, onClose }: QuestionProps & { readonly asked: Question | undefined }) {
  switch (asked) {
    case 'cancel':
      return <CancelQuestion order={order} onClose={onClose} />;
    case 'refund':
      return <RefundQuestion order={order} onClose={onClose} />;
    case 'cod_remitted':
      return <CodQuestion order={order} onClose={onClose} />;
    case 'ship_part':
      return <ShipPart order={order} onClose={onClose} />;
    case 'edit_note':
      return <NoteQuestion order={order} onClose={onClose} />;
    case 'delete':
      return <DeleteQuestion order={order} onClose={onClose} />;
    default:
      return null;
  }
}

function useVerb(order: OrderDetail, verb: OrderVerb, said: string, onClose: () => void) {
  return useAct<unknown, OrderAnswer>(
    {
      send: (body) => sendVerb(order.id, verb, body),
      touches: touchedByOrders,
      done: () => {
        tellDone(said);
        onClose();
      },
    },
    true,
  );
}

function CancelQuestion({ order, onClose }: QuestionProps) {
  const say = useWords(orderWords);
  const format = useFormat();
  const act = useVerb(order, 'cancel', say('done_cancel', { number: order.order_number }), onClose);
  const isPaid = order.payment_status !== 'unpaid';
  return (
    <Dialog title={say('cancel')} open onClose={onClose} size="sm">
      <Form onSend={({ reason }) => act.run(reason ? { reason } : {})} problems={act.problems} failure={act.failure}>
        <p className="text-ink-2">
          {isPaid ? say('cancel_text', { amount: format.money(leftToRefund(order), order.currency) }) : say('cancel_text_unpaid')}
        </p>
        <TextBox name="reason" label={say('reason')} hint={say('reason_hint')} maxLength={200} autoFocus autoComplete="off" />
        <Submit busy={act.busy}>{say('cancel')}</Submit>
      </Form>
    </Dialog>
  );
}

function RefundQuestion({ order, onClose }: QuestionProps) {
  const say = useWords(orderWords);
  const format = useFormat();
  const act = useVerb(order, 'refund', say('done_refund'), onClose);
  const left = leftToRefund(order);
  return (
    <Dialog title={say('refund')} open onClose={onClose} size="sm">
      <Form
        onSend={({ amount = '', reason }) => act.run({ amount: amount.replace(',', '.'), ...(reason ? { reason } : {}) })}
        problems={act.problems}
        failure={act.failure}
      >
        <MoneyBox
          name="amount"
          label={say('amount')}
          hint={say('refund_hint', { amount: format.money(left, order.currency) })}
          initial={left}
          required
          autoFocus
        />
        <TextBox name="reason" label={say('reason')} hint={say('reason_hint')} maxLength={200} autoComplete="off" />
        <Submit busy={act.busy}>{say('refund')}</Submit>
      </Form>
    </Dialog>
  );
}

function CodQuestion({ order, onClose }: QuestionProps) {
  const say = useWords(orderWords);
  const act = useVerb(order, 'cod-remitted', say('done_cod'), onClose);
  return (
    <Dialog title={say('cod_amount')} open onClose={onClose} size="sm">
      <Form
        onSend={({ amount, fee, reference }) => act.run({ amount, reference, ...(fee ? { fee } : {}) })}
        problems={act.problems}
        failure={act.failure}
      >
        <p className="text-ink-2">{say('cod_text')}</p>
        <MoneyBox name="amount" label={say('cod_amount')} initial={order.total_amount} required autoFocus />
        <MoneyBox name="fee" label={say('cod_fee')} initial="0" />
        <TextBox name="reference" label={say('cod_reference')} required maxLength={100} autoComplete="off" />
        <Submit busy={act.busy}>{say('save')}</Submit>
      </Form>
    </Dialog>
  );
}

/** First the text, then the code. */
function NoteQuestion({ order, onClose }: QuestionProps) {
  const say = useWords(orderWords);
  const me = useMe();
  const [note, setNote] = useState<string>();
  const act = useAct<string, OrderAnswer>(
    {
      send: (code) => patch(`/orders/${order.id}`, { note: note === '' ? null : note, version: order.version }, { code }),
      touches: [['orders']],
      done: () => {
        tellDone(say('done_note'));
        onClose();
      },
    },
    true,
  );
  if (note !== undefined)
    return <CodeDialog open onClose={onClose} onCode={act.run} busy={act.busy} failure={act.failure} enrolled={me.two_factor.enabled} />;
  return (
    <Dialog title={say('note')} open onClose={onClose} size="sm">
      <Form onSend={(values) => setNote(values['note'] ?? '')}>
        <TextBox name="note" label={say('note')} rows={4} initial={order.note ?? ''} maxLength={1000} autoFocus />
        <Submit>{say('save')}</Submit>
      </Form>
    </Dialog>
  );
}

function DeleteQuestion({ order, onClose }: QuestionProps) {
  const say = useWords(orderWords);
  const me = useMe();
  const navigate = useNavigate();
  const act = useAct<string, OrderAnswer>(
    {
      send: (code) => remove(`/orders/${order.id}`, { body: {}, code }),
      touches: touchedByOrders,
      done: () => {
        tellDone(say('done_delete', { number: order.order_number }));
        void navigate({ to: '/orders', search: {} });
      },
    },
    true,
  );
  return <CodeDialog open onClose={onClose} onCode={act.run} busy={act.busy} failure={act.failure} enrolled={me.two_factor.enabled} />;
}
