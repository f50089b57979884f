/** Changing an order: lines and address, the new total worked out by the server before anybody confirms it with their code. */

import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { patch, post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeDialog } from '../../ui/dialog.tsx';
import { Form, Submit } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AddressBoxes, addressFrom } from './address-boxes.tsx';
import { type DraftLine, LineEditor } from './line-editor.tsx';
import { lineWords } from './line-words.ts';
import { minus } from './money-text.ts';
import { itemsOf } from './new-order-page.tsx';
import { type OrderDetail, orderQuery, touchedByOrders } from './orders-queries.ts';

const route = getRouteApi('/shell/orders/$id/edit');

export function EditOrderPage() {
  const { id } = route.useParams();
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  if (error && !order) return <Failure error={error} retry={() => void refetch()} />;
  // A change by somebody else while this is open is refused by its version, so what was typed is kept.
  return order ? <EditOrder order={order} /> : <WaitingPage />;
}

interface Preview {
  readonly body: object;
  readonly total: string;
}

function EditOrder({ order }: { readonly order: OrderDetail }) {
  const say = useWords(lineWords);
  const me = useMe();
  const navigate = useNavigate();
  const [seen] = useState(order);
  const isSold = seen.status !== 'pending';
  const [lines, setLines] = useState<readonly DraftLine[]>(() => draftOf(seen));
  const [preview, setPreview] = useState<Preview>();
  const [asksCode, setAsksCode] = useState(false);
  const check = useAct<object, OrderAnswer>(
    {
      send: (body) => post(`/orders/${seen.id}/edit-preview`, body),
      done: (answer, body) => setPreview({ body, total: answer.total_amount }),
    },
    true,
  );
  const save = useAct<string, OrderAnswer>(
    {
      send: (code) => patch(`/orders/${seen.id}`, preview?.body, { code }),
      touches: touchedByOrders,
      done: () => {
        tellDone(say('saved', { number: seen.order_number }));
        void navigate({ to: '/orders/$id', params: { id: seen.id } });
      },
    },
    true,
  );
  const change = (next: readonly DraftLine[]): void => {
    setLines(next);
    setPreview(undefined);
  };
  return (
    <Page
      title={say('edit_title', { number: seen.order_number })}
      back={{ to: `/orders/${seen.id}` as '/orders', label: seen.order_number }}
    >
      <Form
        onSend={(values) => check.run(bodyOf(seen, lines, values))}
        problems={check.problems}
        failure={check.failure}
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6"
      >
        <div className="flex flex-col gap-4">
          <Panel title={say('products')} flush {...(isSold ? { about: say('sold_hint') } : {})}>
            <LineEditor
              lines={lines}
              onChange={change}
              currency={seen.currency}
              mayPrice={!isSold}
              mayAdd={!isSold}
              problems={check.problems}
            />
          </Panel>
          {seen.delivery.method === 'delivery' && (
            <Panel title={say('address')}>
              {/* Another address is another price of delivery. */}
              <div onInput={() => setPreview(undefined)}>
                <AddressBoxes initial={seen.delivery.address} />
              </div>
            </Panel>
          )}
        </div>
        <Panel className="pt-2">
          <div className="flex flex-col gap-3">
            <Totals before={seen.total_amount} after={preview?.total} order={seen} />
            {preview ? <Button onPress={() => setAsksCode(true)}>{say('save')}</Button> : <Submit busy={check.busy}>{say('check')}</Submit>}
          </div>
        </Panel>
      </Form>
      <CodeDialog
        open={asksCode}
        onClose={() => setAsksCode(false)}
        onCode={save.run}
        busy={save.busy}
        failure={save.failure ?? Object.values(save.problems)[0]}
        enrolled={me.two_factor.enabled}
      />
    </Page>
  );
}

function Totals({ before, after, order }: { readonly before: string; readonly after: string | undefined; readonly order: OrderDetail }) {
  const say = useWords(lineWords);
  const format = useFormat();
  const difference = after === undefined ? '0' : minus(after, before);
  const amount = format.money(difference.replace('-', ''), order.currency);
  const isLess = difference.startsWith('-');
  return (
    <>
      <div className="flex items-baseline justify-between gap-3 text-ink-2">
        <span>{say('was')}</span>
        <Amount value={before} currency={order.currency} />
      </div>
      <div className="flex items-baseline justify-between gap-3 text-lg font-semibold">
        <span>{say('will')}</span>
        {after === undefined ? <span className="text-ink-2">–</span> : <Amount value={after} currency={order.currency} />}
      </div>
      {after !== undefined && isLess && order.payment_status !== 'unpaid' && (
        <p className="text-sm text-ink-2">{say('back_money', { amount })}</p>
      )}
      {after !== undefined && !isLess && /[1-9]/.test(difference) && <p className="text-sm text-ink-2">{say('more_money', { amount })}</p>}
    </>
  );
}

function draftOf(order: OrderDetail): readonly DraftLine[] {
  return order.items.map((item) => ({
    variantId: item.variant_id,
    productId: item.product_id,
    name: item.name,
    label: [item.options, item.sku].filter(Boolean).join(' · '),
    quantity: item.quantity,
    price: item.price,
    listPrice: item.price,
    least: item.fulfilled_quantity,
    most: order.status === 'pending' ? undefined : item.quantity,
  }));
}

/** Only what differs: an address that stays is not asked about again. */
function bodyOf(order: OrderDetail, lines: readonly DraftLine[], values: Readonly<Record<string, string>>) {
  const known = order.delivery.address;
  const address = addressFrom(values);
  const moved = known !== null && Object.entries(address).some(([field, value]) => (known[field as keyof typeof known] ?? '') !== value);
  return { version: order.version, items: itemsOf(lines), ...(moved ? { delivery_address: address } : {}) };
}
