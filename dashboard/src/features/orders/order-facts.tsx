/** The facts beside an order: who, where to, how paid, which papers, what staff noted. */

import type { DashboardOrderDetail } from '@parley/contract/api/dashboard.ts';
import { Link } from '@tanstack/react-router';
import { Copy, ExternalLink, MessageCircle, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { addressOf } from '../../api.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Facts, Panel } from '../../ui/page.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { orderStateWords } from './order-state-words.ts';
import { orderWords } from './order-words.ts';
import type { OrderDetail } from './orders-queries.ts';
import { parcelWords } from './parcel-words.ts';

interface OrderFactsProps {
  readonly order: OrderDetail;
  readonly around: DashboardOrderDetail | undefined;
}

export function OrderFacts({ order, around }: OrderFactsProps) {
  const say = useWords(orderWords);
  return (
    <aside className="flex min-w-0 flex-col gap-4">
      <CustomerFacts order={order} threadId={around?.thread_id ?? undefined} />
      <DeliveryFacts order={order} />
      <PaymentFacts order={order} />
      <PapersFacts order={order} around={around} />
      <Panel title={say('note')}>
        <p className={order.note ? 'whitespace-pre-wrap' : 'text-ink-2'}>{order.note ?? say('no_note')}</p>
      </Panel>
    </aside>
  );
}

const quiet = 'inline-flex min-h-8 items-center gap-1.5 text-sm font-medium text-leaf hover:underline';

function CustomerFacts({ order, threadId }: { readonly order: OrderDetail; readonly threadId: string | undefined }) {
  const say = useWords(orderWords);
  const state = useWords(orderStateWords);
  const { customer } = order;
  return (
    <Panel title={say('customer')}>
      <Link to="/customers/$id" params={{ id: customer.id }} className="font-medium hover:underline">
        {customer.name ?? state('nobody')}
      </Link>
      {customer.phone && (
        <a href={`tel:${customer.phone}`} className="block text-ink-2 tabular-nums hover:underline">
          {customer.phone}
        </a>
      )}
      <div className="mt-1 flex flex-wrap gap-x-4">
        {threadId && (
          <Link to="/chats/$id" params={{ id: threadId }} className={quiet}>
            <MessageCircle size={16} aria-hidden="true" />
            {say('open_chat')}
          </Link>
        )}
        <Link to="/orders" search={{ customer: customer.id }} className={quiet}>
          {say('all_orders')}
        </Link>
      </div>
    </Panel>
  );
}

function DeliveryFacts({ order }: { readonly order: OrderDetail }) {
  const say = useWords(orderWords);
  const parcel = useWords(parcelWords);
  const format = useFormat();
  const { address } = order.delivery;
  const { shipment } = order;
  return (
    <Panel title={say('where')}>
      {address ? (
        <address className="not-italic">
          {[
            address.name,
            address.line1,
            address.line2,
            address.landmark,
            `${address.city}, ${address.state} ${address.postal_code}`,
            address.phone,
          ]
            .filter(Boolean)
            .map((line) => (
              <span key={line} className="block break-words">
                {line}
              </span>
            ))}
        </address>
      ) : (
        <p className="text-ink-2">{say('pickup')}</p>
      )}
      {shipment && (
        <div className="mt-3 border-t border-line pt-3">
          <Facts
            items={[
              [
                say('parcel'),
                <StatusChip key="state" tone={shipment.state === 'delivered' ? 'good' : toneOf(shipment.state)}>
                  {parcel(shipment.state)}
                </StatusChip>,
              ],
              shipment.courier !== null && [say('courier'), shipment.courier],
              shipment.awb !== null && [say('tracking'), shipment.awb],
              shipment.estimated_on !== null && [say('expected'), format.date(shipment.estimated_on)],
            ]}
          />
          {shipment.detail && <p className="mt-1 text-sm text-brick">{shipment.detail}</p>}
          <div className="mt-1 flex flex-wrap gap-x-4">
            {shipment.tracking_url && (
              <OutsideLink href={shipment.tracking_url} icon={<ExternalLink size={16} aria-hidden="true" />}>
                {say('track')}
              </OutsideLink>
            )}
            {shipment.label_url && (
              <OutsideLink href={shipment.label_url} icon={<Printer size={16} aria-hidden="true" />}>
                {say('label')}
              </OutsideLink>
            )}
          </div>
        </div>
      )}
    </Panel>
  );
}

function toneOf(state: string): 'bad' | 'info' {
  return ['failed', 'cancelled', 'returned', 'returning', 'lost', 'pickup_problem', 'attempt_failed'].includes(state) ? 'bad' : 'info';
}

function OutsideLink({ href, icon, children }: { readonly href: string; readonly icon: ReactNode; readonly children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={quiet}>
      {icon}
      {children}
    </a>
  );
}

function PaymentFacts({ order }: { readonly order: OrderDetail }) {
  const say = useWords(orderWords);
  const state = useWords(orderStateWords);
  const format = useFormat();
  const link = order.payment_link;
  const [payment] = order.payments;
  const url = link?.state === 'open' && order.payment_status === 'unpaid' ? link.url : null;
  const copy = async (): Promise<void> => {
    if (url === null) return;
    await navigator.clipboard.writeText(url);
    tellDone(say('copied'));
  };
  return (
    <Panel title={say('payment')}>
      <Facts
        items={[
          [say('payment'), state(order.payment_method)],
          order.paid_at !== null && [say('paid_at'), format.time(order.paid_at)],
          payment && [say('gateway'), [payment.method?.toUpperCase(), payment.gateway].filter(Boolean).join(' · ')],
        ]}
      />
      {url !== null && link && (
        <div className="mt-3 border-t border-line pt-3">
          <a href={url} target="_blank" rel="noreferrer" className="block truncate text-sm text-sky hover:underline">
            {url}
          </a>
          <div className="mt-1 flex flex-wrap items-center justify-between gap-2 text-sm text-ink-2">
            {say('link_until', { time: format.time(link.expires_at) })}
            <Button size="sm" variant="tertiary" onPress={() => void copy()}>
              <Copy size={14} aria-hidden="true" />
              {say('copy')}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}

function PapersFacts({ order, around }: OrderFactsProps) {
  const say = useWords(orderWords);
  const papers = around?.documents ?? [];
  const rows = [
    { key: 'slip', name: say('slip'), path: `/orders/${order.id}/packing-slip` },
    ...papers.map((each) => ({
      key: each.id,
      name: each.kind === 'invoice' ? `${say('invoice')} ${each.number}` : each.number,
      path: `/documents/${each.id}.pdf`,
    })),
  ];
  return (
    <Panel title={say('papers')}>
      <ul className="flex flex-col gap-1">
        {rows.map(({ key, name, path }) => (
          <li key={key} className="flex items-center justify-between gap-3">
            <OutsideLink href={addressOf(path)} icon={<Printer size={16} aria-hidden="true" />}>
              {name}
            </OutsideLink>
            <a
              href={addressOf(path, { paper: 'receipt' })}
              target="_blank"
              rel="noreferrer"
              aria-label={`${name}, ${say('receipt')}`}
              className="text-sm text-ink-2 hover:underline"
            >
              {say('receipt')}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
