/** Search and jump (⌘K): pages by name at once, records of every kind as the server finds them. Chosen with the keyboard alone. */
import type { OrderAnswer } from '@parley/contract/api/orders.ts';
import { managing } from '@parley/contract/values/role.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useRef, useState } from 'react';
import { getPage } from '../api.ts';
import { mayDo, useMe } from '../session.ts';
import { useWords } from '../speech/speech.ts';
import { Dialog } from '../ui/dialog.tsx';
import { places as allPlaces, type Place } from './nav.ts';
import { shellWords } from './shell-words.ts';

interface Hit {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly go: () => void;
}

const SHORTEST = 2;

export default function Palette({ places, onClose }: { readonly places: readonly Place[]; readonly onClose: () => void }) {
  const say = useWords(shellWords);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const hits = useHits(text.trim(), places, onClose);
  const chosen = Math.min(at, hits.length - 1);
  const onKey = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && hits.length > 0) {
      event.preventDefault();
      const next = (chosen + step + hits.length) % hits.length;
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      hits[chosen]?.go();
    }
  };
  return (
    <Dialog title={say('find')} open onClose={onClose}>
      <input
        // The dialog was opened to type.
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
        aria-label={say('find')}
        placeholder={say('find_hint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="w-full rounded-lg border border-line bg-surface px-3 py-2 text-lg outline-none focus:border-leaf"
      />
      <ul ref={list} id="palette-hits" role="listbox" aria-label={say('find')} className="mt-2 max-h-[50dvh] min-h-40 overflow-y-auto">
        {hits.map((hit, index) => (
          <li
            key={hit.id}
            id={`hit-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={hit.go}
            className={`flex min-h-10 cursor-pointer items-center justify-between gap-3 rounded-lg px-3 ${index === chosen ? 'bg-sunken' : ''}`}
          >
            <span className="truncate">{hit.label}</span>
            <span className="shrink-0 text-xs text-ink-2">{hit.kind}</span>
          </li>
        ))}
        {hits.length === 0 && <li className="px-3 py-6 text-center text-ink-2">{say('nothing', { text })}</li>}
      </ul>
    </Dialog>
  );
}

function useHits(text: string, places: readonly Place[], onClose: () => void): readonly Hit[] {
  const say = useWords(shellWords);
  const navigate = useNavigate();
  const me = useMe();
  const asked = useDeferredValue(text);
  const may = (word: Place['word']): boolean => allPlaces.some((place) => place.word === word && mayDo(me, place.roles));
  const enabled = asked.length >= SHORTEST;
  const search = { search: asked, limit: 5 };
  const rest = { enabled, placeholderData: keepPreviousData, staleTime: 10_000 } as const;
  const orders = useQuery({
    ...rest,
    queryKey: ['orders', 'find', asked],
    queryFn: ({ signal }) => getPage<OrderAnswer>('/orders', search, signal),
  });
  const products = useQuery({
    ...rest,
    queryKey: ['products', 'find', asked],
    queryFn: ({ signal }) => getPage<{ readonly id: string; readonly name: string }>('/products', search, signal),
  });
  const customers = useQuery({
    ...rest,
    enabled: enabled && may('customers'),
    queryKey: ['customers', 'find', asked],
    queryFn: ({ signal }) =>
      getPage<{ readonly id: string; readonly name: string | null; readonly phone: string | null }>('/contacts', search, signal),
  });
  const leave = (where: () => Promise<void>) => () => {
    onClose();
    void where();
  };
  const pages: readonly Hit[] = [
    ...places.map((place) => ({ id: place.to as string, label: say(place.word), kind: '', go: leave(() => navigate({ to: place.to })) })),
    ...(mayDo(me, managing)
      ? [{ id: '/setup', label: say('setup'), kind: '', go: leave(() => navigate({ to: '/setup', search: {} })) }]
      : []),
  ].filter(({ label }) => label.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
  if (!enabled) return pages;
  return [
    ...pages,
    ...(orders.data?.data ?? []).map((order) => ({
      id: order.id,
      label: [order.order_number, order.customer.name ?? order.customer.phone].filter(Boolean).join(' · '),
      kind: say('orders'),
      go: leave(() => navigate({ to: '/orders/$id', params: { id: order.id } })),
    })),
    ...(products.data?.data ?? []).map(({ id, name }) => ({
      id,
      label: name,
      kind: say('products'),
      go: leave(() => navigate({ to: '/products/$id', params: { id } })),
    })),
    ...(customers.data?.data ?? []).map(({ id, name, phone }) => ({
      id,
      label: [name, phone].filter(Boolean).join(' · '),
      kind: say('customers'),
      go: leave(() => navigate({ to: '/customers/$id', params: { id } })),
    })),
  ];
}
