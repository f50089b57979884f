/** Staff open a return for a customer, from an order that was handed over. */
import type { ReturnAnswer } from '@parley/contract/api/returns.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type OrderDetail, orderQuery } from '../orders/orders-queries.ts';
import { touchedByReturns } from './returns-queries.ts';
import { returnsWords } from './returns-words.ts';

const route = getRouteApi('/shell/returns/new');

export function NewReturnPage() {
  const say = useWords(returnsWords);
  const { order } = route.useSearch();
  return (
    <Page title={say('new_return')} back={{ to: '/returns', label: say('title') }}>
      {order === undefined ? (
        <Panel>
          <Empty title={say('new_return')} text={say('no_order')}>
            <LinkButton to="/orders" search={{ status: 'delivered' }}>
              {say('to_orders')}
            </LinkButton>
          </Empty>
        </Panel>
      ) : (
        <OfOrder id={order} />
      )}
    </Page>
  );
}

function OfOrder({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(orderQuery(id));
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  return <Panel className="max-w-xl">{data ? <ReturnForm order={data} /> : <Waiting rows={4} />}</Panel>;
}

function ReturnForm({ order }: { readonly order: OrderDetail }) {
  const say = useWords(returnsWords);
  const navigate = useNavigate();
  const sent = order.items.filter((item) => item.fulfilled_quantity > 0);
  const act = useAct<Readonly<Record<string, string>>, ReturnAnswer>(
    {
      send: ({ reason, ...values }) =>
        post('/returns', {
          order_id: order.id,
          reason,
          lines: sent.flatMap(({ variant_id }) => {
            const quantity = Number(values[variant_id] ?? 0);
            return quantity > 0 ? [{ variant_id, quantity }] : [];
          }),
        }),
      touches: touchedByReturns,
      done: (made) => {
        tellDone(say('done_new', { number: made.return_number }));
        void navigate({ to: '/returns/$id', params: { id: made.id } });
      },
    },
    true,
  );
  const { reason: aboutReason, ...others } = act.problems;
  return (
    <Form
      onSend={act.run}
      problems={aboutReason === undefined ? {} : { reason: aboutReason }}
      failure={act.failure ?? Object.values(others)[0]}
    >
      <p className="text-ink-2">
        {order.order_number} · {say('new_text')}
      </p>
      {sent.map((item) => (
        <TextBox
          key={item.variant_id}
          name={item.variant_id}
          type="number"
          inputMode="numeric"
          label={[item.name, item.options].filter(Boolean).join(' · ')}
          hint={say('of_units', { n: item.fulfilled_quantity })}
          initial={sent.length === 1 ? `${item.fulfilled_quantity}` : '0'}
        />
      ))}
      <TextBox name="reason" label={say('why')} required maxLength={200} autoComplete="off" />
      <Submit busy={act.busy}>{say('open')}</Submit>
    </Form>
  );
}
