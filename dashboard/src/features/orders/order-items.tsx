/** What was bought, what has left of it, and what it comes to. */
import { Link } from '@tanstack/react-router';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Panel } from '../../ui/page.tsx';
import { isNothing } from './money-text.ts';
import { orderWords } from './order-words.ts';
import type { OrderDetail, OrderItem } from './orders-queries.ts';

export function OrderItems({ order }: { readonly order: OrderDetail }) {
  const say = useWords(orderWords);
  return (
    <Panel title={say('items')} flush>
      <ul className="divide-y divide-line border-y border-line">
        {order.items.map((item) => (
          <ItemRow key={item.variant_id} item={item} currency={order.currency} status={order.status} />
        ))}
      </ul>
      <dl className="flex flex-col gap-1.5 px-4 py-3">
        <Sum label={say('subtotal')} value={order.items_amount} currency={order.currency} />
        {!isNothing(order.discount_amount) && <Sum label={say('discount')} value={`-${order.discount_amount}`} currency={order.currency} />}
        {order.delivery.method === 'delivery' && <Sum label={say('delivery')} value={order.delivery_amount} currency={order.currency} />}
        {order.taxes.map((tax) => (
          <Sum
            key={`${tax.name} ${tax.rate}`}
            label={say(order.prices_include_tax ? 'tax_in' : 'tax_on', { name: tax.name, rate: tax.rate })}
            value={tax.tax}
            currency={order.currency}
            quiet
          />
        ))}
        <div className="mt-1 flex items-baseline justify-between gap-4 border-t border-line pt-2 text-lg font-semibold">
          <dt>{say('total')}</dt>
          <dd>
            <Amount value={order.total_amount} currency={order.currency} />
          </dd>
        </div>
        {!isNothing(order.refunded_amount) && (
          <div className="flex justify-between gap-4 text-brick">
            <dt>{say('given_back')}</dt>
            <dd>
              <Amount value={`-${order.refunded_amount}`} currency={order.currency} />
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

interface SumProps {
  readonly label: string;
  readonly value: string;
  readonly currency: string;
  readonly quiet?: boolean;
}

function Sum({ label, value, currency, quiet = false }: SumProps) {
  return (
    <div className={`flex justify-between gap-4 ${quiet ? 'text-sm text-ink-2' : ''}`}>
      <dt className="text-ink-2">{label}</dt>
      <dd>
        <Amount value={value} currency={currency} />
      </dd>
    </div>
  );
}

function ItemRow({ item, currency, status }: { readonly item: OrderItem; readonly currency: string; readonly status: string }) {
  const say = useWords(orderWords);
  const isPartly = item.fulfilled_quantity > 0 && item.fulfilled_quantity < item.quantity && status !== 'cancelled';
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-2.5">
      <div className="min-w-0">
        <Link to="/products/$id" params={{ id: item.product_id }} className="font-medium hover:underline">
          {item.name}
        </Link>
        <p className="text-sm text-ink-2">
          {[item.options, item.sku].filter(Boolean).join(' · ')}
          {isPartly && <span className="text-turmeric"> {say('sent_of', { sent: item.fulfilled_quantity, all: item.quantity })}</span>}
        </p>
      </div>
      <div className="shrink-0 text-right tabular-nums">
        <Amount value={item.total} currency={currency} />
        <p className="text-sm text-ink-2">
          {item.quantity} × <Amount value={item.price} currency={currency} />
        </p>
      </div>
    </li>
  );
}
