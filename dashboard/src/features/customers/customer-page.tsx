/** One customer: what they bought in the middle, who they are at the side, what may be done with what is kept of them. */
import { Dropdown } from '@heroui/react';
import type { ContactDetailAnswer } from '@parley/contract/api/contacts.ts';
import { managing, selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronDown, MessageCircle } from 'lucide-react';
import { useState } from 'react';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { type Language, languageNames, useWords } from '../../speech/speech.ts';
import { Amount, Figure } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Facts, Page, Panel } from '../../ui/page.tsx';
import { Failure, WaitingPage } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { OrderChip, PaymentChip } from '../orders/order-state.tsx';
import type { OrderStatus, PaymentStatus } from '../orders/orders-search.ts';
import { type CustomerQuestion, CustomerQuestions } from './customer-questions.tsx';
import { customerQuery } from './customers-queries.ts';
import { customersWords } from './customers-words.ts';

const route = getRouteApi('/shell/customers/$id');

export function CustomerPage() {
  const say = useWords(customersWords);
  const format = useFormat();
  const { id } = route.useParams();
  const { data: who, error, refetch } = useQuery(customerQuery(id));
  if (error && !who) return <Failure error={error} retry={() => void refetch()} />;
  if (!who) return <WaitingPage />;
  const isErased = who.erased_at !== null;
  return (
    <Page
      title={isErased ? say('erased') : (who.name ?? who.username ?? say('nobody'))}
      about={who.erased_at ? say('erased_note', { date: format.date(who.erased_at) }) : say('since', { date: format.date(who.created_at) })}
      back={{ to: '/customers', label: say('title') }}
      marks={who.labels.map((label) => <StatusChip key={label}>{label}</StatusChip>)}
      actions={isErased ? undefined : <Actions who={who} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-6">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel className="pt-2">
            <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
              <Figure label={say('spent')}>
                <Amount value={who.spent_amount} currency={who.currency} />
              </Figure>
              <Figure label={say('orders')}>{format.number(who.orders_count)}</Figure>
              <Figure label={say('last_order')}>
                <span className="text-lg">{who.last_order_at ? format.ago(who.last_order_at) : say('never')}</span>
              </Figure>
            </div>
          </Panel>
          <OrdersOf who={who} />
        </div>
        <Aside who={who} />
      </div>
    </Page>
  );
}

function Actions({ who }: { readonly who: ContactDetailAnswer }) {
  const say = useWords(customersWords);
  const me = useMe();
  const [asked, setAsked] = useState<CustomerQuestion>();
  const all = [
    ['edit', selling],
    ['set_consent', selling],
    ['export_one', managing],
    ['merge', managing],
    ['erase', managing],
  ] as const;
  const allowed = all.filter(([, roles]) => mayDo(me, roles));
  return (
    <>
      {allowed.length > 0 && (
        <Dropdown>
          <Button variant="secondary">
            {say('more')}
            <ChevronDown size={16} aria-hidden="true" />
          </Button>
          <Dropdown.Popover placement="bottom end" className="min-w-56">
            <Dropdown.Menu aria-label={say('more')} onAction={(key) => setAsked(key as CustomerQuestion)}>
              {allowed.map(([act]) => (
                <Dropdown.Item key={act} id={act} textValue={say(act)}>
                  <span className={act === 'erase' ? 'text-brick' : ''}>{say(act)}</span>
                </Dropdown.Item>
              ))}
            </Dropdown.Menu>
          </Dropdown.Popover>
        </Dropdown>
      )}
      {mayDo(me, selling) && who.phone && (
        <LinkButton to="/orders/new" search={{ phone: who.phone, ...(who.name ? { name: who.name } : {}) }} variant="secondary">
          {say('new_order')}
        </LinkButton>
      )}
      {who.thread_id && (
        <LinkButton to="/chats/$id" params={{ id: who.thread_id }} variant="primary">
          <MessageCircle size={16} aria-hidden="true" />
          {say('open_chat')}
        </LinkButton>
      )}
      <CustomerQuestions who={who} asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
}

function OrdersOf({ who }: { readonly who: ContactDetailAnswer }) {
  const say = useWords(customersWords);
  const format = useFormat();
  return (
    <Panel
      title={say('orders')}
      flush
      actions={
        <Link to="/orders" search={{ customer: who.id }} className="text-sm font-medium text-leaf hover:underline">
          {say('all_orders')}
        </Link>
      }
    >
      {who.orders.length === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-ink-2">{say('no_orders_text')}</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {who.orders.map((order) => (
            <li key={order.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
              <Link to="/orders/$id" params={{ id: order.id }} className="min-w-0 hover:underline">
                <span className="block font-medium tabular-nums">{order.order_number}</span>
                <span className="block text-sm text-ink-2">{format.time(order.placed_at)}</span>
              </Link>
              <span className="flex flex-wrap items-center gap-2">
                <OrderChip status={order.status as OrderStatus} />
                <PaymentChip order={{ payment_status: order.payment_status as PaymentStatus, payment_method: 'prepaid' }} />
                <Amount value={order.total_amount} currency={order.currency} className="min-w-20 text-right font-medium" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Aside({ who }: { readonly who: ContactDetailAnswer }) {
  const say = useWords(customersWords);
  const format = useFormat();
  return (
    <aside className="flex min-w-0 flex-col gap-4">
      <Panel title={say('facts')}>
        <Facts
          items={[
            [say('phone'), who.phone ?? '–'],
            who.username !== null && ['WhatsApp', `@${who.username}`],
            who.email !== null && [say('email'), who.email],
            [say('language'), languageNames[who.language as Language] ?? '–'],
            [say('consent'), say(who.consent)],
          ]}
        />
      </Panel>
      <Panel title={say('note')}>
        <p className={who.note ? 'whitespace-pre-wrap' : 'text-ink-2'}>{who.note ?? say('no_note')}</p>
      </Panel>
      <Panel title={say('addresses')}>
        {who.addresses.length === 0 && <p className="text-ink-2">{say('no_addresses')}</p>}
        <ul className="flex flex-col gap-3">
          {who.addresses.map((each) => (
            <li key={each.id}>
              <address className="break-words not-italic">
                {[each.name, each.line1, each.line2, each.landmark, `${each.city}, ${each.state} ${each.postal_code}`]
                  .filter(Boolean)
                  .join(', ')}
              </address>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={say('consents')}>
        {who.consents.length === 0 && <p className="text-ink-2">{say('no_consents')}</p>}
        <ul className="flex flex-col gap-2">
          {who.consents.map((each) => (
            <li key={each.at}>
              {say(each.wants_marketing ? 'yes' : 'no')} · {say(sourceWord(each.source))}
              <span className="block text-sm text-ink-2">{[format.time(each.at), each.note].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </aside>
  );
}

const sources = { counter: 'counter', phone: 'by_phone', form: 'form', mail: 'mail', chat: 'chat' } as const;
function sourceWord(source: string): (typeof sources)[keyof typeof sources] | 'other' {
  return Object.entries(sources).find(([name]) => name === source)?.[1] ?? 'other';
}
