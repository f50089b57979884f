/** What narrows the list of orders; every choice goes straight into the address. */
import { X } from 'lucide-react';
import { useWords } from '../../speech/speech.ts';
import { FilterSelect, FilterTabs, ListBar, SearchBox } from '../../ui/list-tools.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { orderStateWords } from './order-state-words.ts';
import { type OrdersSearch, orderStatuses, paymentStatuses } from './orders-search.ts';
import { ordersWords } from './orders-words.ts';

interface OrdersFiltersProps {
  readonly search: OrdersSearch;
  readonly onChange: (next: Partial<Record<keyof OrdersSearch, string | undefined>>) => void;
  readonly onOpen: (view: OrdersSearch) => void;
}

export function OrdersFilters({ search, onChange, onOpen }: OrdersFiltersProps) {
  const say = useWords(ordersWords);
  const state = useWords(orderStateWords);
  const tabs = [{ id: 'act', label: say('to_act') }, ...orderStatuses.map((id) => ({ id, label: state(id) }))];
  return (
    <>
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 pt-2 pb-1">
        <FilterTabs
          label={say('status')}
          value={search.waiting ?? search.status}
          options={tabs}
          onChange={(tab) => onChange(tab === 'act' ? { waiting: 'act', status: undefined } : { waiting: undefined, status: tab })}
        />
        <SavedViews of="orders" current={search} onOpen={onOpen} />
      </div>
      <ListBar>
        <SearchBox value={search.search ?? ''} label={say('search')} onChange={(text) => onChange({ search: text || undefined })} />
        <div className="-mx-4 flex gap-2 overflow-x-auto px-4 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0">
          <FilterSelect
            label={say('payment')}
            value={search.method === 'cod' ? 'cod' : search.payment}
            options={[...paymentStatuses, 'cod' as const].map((id) => ({ id, label: state(id) }))}
            onChange={(id) => onChange(id === 'cod' ? { method: 'cod', payment: undefined } : { payment: id, method: undefined })}
          />
          <FilterSelect
            label={say('delivery')}
            value={search.delivery}
            options={(['delivery', 'pickup'] as const).map((id) => ({ id, label: state(id) }))}
            onChange={(delivery) => onChange({ delivery })}
          />
          <DayBox label={say('from')} value={search.from} onChange={(from) => onChange({ from })} />
          <DayBox label={say('to')} value={search.to} onChange={(to) => onChange({ to })} />
          {search.customer && (
            <button
              type="button"
              onClick={() => onChange({ customer: undefined })}
              className="inline-flex min-h-9 shrink-0 cursor-pointer items-center gap-1 rounded-lg bg-sky-soft px-3 text-sm text-sky"
            >
              {say('one_customer')} <X size={14} aria-hidden="true" />
            </button>
          )}
        </div>
      </ListBar>
    </>
  );
}

function DayBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}) {
  return (
    <label className="inline-flex min-h-9 shrink-0 items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-sm text-ink-2">
      {label}
      <input
        type="date"
        className="w-28 bg-transparent font-medium text-ink outline-none"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </label>
  );
}
