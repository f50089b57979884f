/** Staff place an order for somebody: products by search, the customer by phone, how it is handed over and paid. */
import type { ContactAnswer } from '@parley/contract/api/contacts.ts';
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getPage, post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Choice, Form, MoneyBox, Submit, TextBox } from '../../ui/form.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AddressBoxes, addressFrom } from './address-boxes.tsx';
import { type DraftLine, LineEditor } from './line-editor.tsx';
import { lineWords } from './line-words.ts';
import { isNothing, sumOf } from './money-text.ts';
import { orderStateWords } from './order-state-words.ts';
import { orderWords } from './order-words.ts';
import { type OrderPlaced, touchedByOrders } from './orders-queries.ts';

const route = getRouteApi('/shell/orders/new');
type Values = Readonly<Record<string, string>>;

export function NewOrderPage() {
  const say = useWords(lineWords);
  const state = useWords(orderStateWords);
  const page = useWords(orderWords);
  const me = useMe();
  const navigate = useNavigate();
  const { phone: knownPhone, name: knownName } = route.useSearch();
  const [lines, setLines] = useState<readonly DraftLine[]>([]);
  const [phone, setPhone] = useState(knownPhone ?? '');
  const [name, setName] = useState(knownName ?? '');
  const [method, setMethod] = useState('pickup');
  const mayPrice = mayDo(me, managing);
  const act = useAct<Values, OrderPlaced>(
    {
      send: (values) => post('/orders', bodyOf(values, lines)),
      touches: touchedByOrders,
      done: (placed) => {
        tellDone(say('placed', { number: placed.order_number }));
        void navigate({ to: '/orders/$id', params: { id: placed.order_id } });
      },
    },
    true,
  );
  const both = (['pickup', 'delivery'] as const).map((id) => ({ id, label: state(id) }));
  const ways = (['prepaid', 'cod'] as const).map((id) => ({ id, label: state(id) }));
  return (
    <Page title={say('new_title')} back={{ to: '/orders', label: page('back') }}>
      <Form
        onSend={act.run}
        problems={shortened(act.problems)}
        failure={act.failure}
        className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6"
      >
        <Panel title={say('products')} flush>
          <LineEditor
            lines={lines}
            onChange={setLines}
            currency={me.merchant.currency}
            mayPrice={mayPrice}
            mayAdd
            problems={act.problems}
          />
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel title={say('customer')}>
            <div className="flex flex-col gap-4">
              <TextBox
                name="phone"
                type="tel"
                inputMode="tel"
                label={say('phone')}
                hint={say('phone_hint')}
                value={phone}
                onChange={setPhone}
                required
                autoComplete="off"
              />
              <KnownPeople typed={phone} name={name} onPick={(who) => (setPhone(who.phone ?? ''), setName(who.name ?? ''))} />
              <TextBox name="name" label={say('name')} value={name} onChange={setName} maxLength={120} autoComplete="off" />
            </div>
          </Panel>
          <Panel title={say('handover')}>
            <div className="flex flex-col gap-4">
              <Choice name="delivery_method" label={say('handover')} options={both} value={method} onChange={setMethod} />
              {method === 'delivery' && <AddressBoxes />}
              <Choice name="payment_method" label={say('pay')} options={ways} initial="prepaid" />
              {mayPrice && <MoneyBox name="discount" label={say('discount')} />}
            </div>
          </Panel>
          <div className="flex items-baseline justify-between text-lg font-semibold">
            <span>{say('goods')}</span>
            <Amount value={sumOf(lines)} currency={me.merchant.currency} />
          </div>
          <p className="-mt-3 text-sm text-ink-2">{say('added')}</p>
          <Submit busy={act.busy}>{say('place')}</Submit>
        </div>
      </Form>
    </Page>
  );
}

/** The fields of the customer are the form's own. */
function shortened(problems: Values): Values {
  return Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field.replace('customer.', ''), problem]));
}

function bodyOf(values: Values, lines: readonly DraftLine[]) {
  const { phone, name, delivery_method, payment_method, discount } = values;
  return {
    customer: { phone, ...(name ? { name } : {}) },
    items: itemsOf(lines),
    delivery_method,
    payment_method,
    ...(delivery_method === 'delivery' ? { delivery_address: addressFrom(values) } : {}),
    ...(discount && !isNothing(discount) ? { discount: discount.replace(',', '.') } : {}),
  };
}

/** A price stands there only where it is another than the list's. */
export function itemsOf(lines: readonly DraftLine[]) {
  return lines.map(({ variantId, quantity, price, listPrice }) => ({
    variant_id: variantId,
    quantity,
    ...(price === listPrice || price === '' ? {} : { price }),
  }));
}

const ENOUGH_DIGITS = 4;

interface KnownPeopleProps {
  readonly typed: string;
  readonly name: string;
  readonly onPick: (who: ContactAnswer) => void;
}

function KnownPeople({ typed, name, onPick }: KnownPeopleProps) {
  const say = useWords(lineWords);
  const digits = typed.replace(/\D/g, '');
  const { data } = useQuery({
    queryKey: ['customers', 'by-phone', digits],
    enabled: digits.length >= ENOUGH_DIGITS,
    queryFn: ({ signal }) => getPage<ContactAnswer>('/contacts', { search: digits, limit: 3 }, signal),
  });
  // Whoever is filled in already needs no pointing at.
  const found = data?.data.filter((who) => who.phone?.replace(/\D/g, '') !== digits || (who.name ?? '') !== name) ?? [];
  if (found.length === 0 || digits.length < ENOUGH_DIGITS) return null;
  return (
    <ul className="-mt-2 flex flex-col gap-1" aria-label={say('known')}>
      {found.map((who) => (
        <li key={who.id}>
          <button
            type="button"
            onClick={() => onPick(who)}
            className="flex w-full cursor-pointer justify-between gap-3 rounded-lg bg-sunken px-3 py-1.5 text-left text-sm hover:bg-line"
          >
            <span className="truncate">{who.name}</span>
            <span className="text-ink-2 tabular-nums">{who.phone}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
