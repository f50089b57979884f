/** The columns of the list of products; prices, names and the priority mark are changed in them, shown at once and taken back when refused. */

import type { ProductAnswer } from '@parley/contract/api/catalog.ts';
import { handling } from '@parley/contract/values/role.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ImageOff, Star } from 'lucide-react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { typedAmount } from '../../speech/typed-amount.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { InlineEdit } from '../../ui/inline-edit.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { tellDone } from '../../ui/told.tsx';
import { useAct } from '../../ui/use-act.ts';
import { changeProduct, LOW_STOCK, pictureAt, showInLists } from './products-queries.ts';
import { productsWords } from './products-words.ts';

interface Wanted {
  readonly maySell: boolean;
  readonly isArchive: boolean;
  readonly onAdjust: (product: ProductAnswer) => void;
}

export function useProductColumns({ maySell, isArchive, onAdjust }: Wanted): readonly Column<ProductAnswer>[] {
  const say = useWords(productsWords);
  const edits = maySell && !isArchive;
  const mayCount = mayDo(useMe(), handling) && !isArchive;
  const columns: readonly (Column<ProductAnswer> | false)[] = [
    { key: 'name', label: say('product'), place: 'title', sortable: true, cell: (row) => <NameCell row={row} isArchive={isArchive} /> },
    { key: 'state', label: say('state'), cell: (row) => <StateChip state={row.state} /> },
    { key: 'stock', label: say('stock'), cell: (row) => <StockCell row={row} onAdjust={mayCount ? onAdjust : undefined} /> },
    !isArchive && { key: 'priority', label: say('priority'), cell: (row) => <PriorityCell row={row} edits={edits} /> },
    {
      key: 'price',
      label: say('price'),
      align: 'right',
      place: 'end',
      sortable: true,
      cell: (row) => <PriceCell row={row} edits={edits} />,
    },
    isArchive && maySell && { key: 'restore', label: '', cell: (row) => <Restore row={row} /> },
  ];
  return columns.filter((column) => column !== false);
}

export function Thumbnail({ url, size = 40 }: { readonly url: string | null; readonly size?: number }) {
  const look = 'shrink-0 rounded-lg border border-line bg-sunken object-cover';
  if (url === null)
    return (
      <span className={`${look} grid place-items-center text-ink-3`} style={{ width: size, height: size }}>
        <ImageOff size={16} aria-hidden="true" />
      </span>
    );
  return (
    <img
      src={pictureAt(url, 160)}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      className={look}
      style={{ width: size, height: size }}
    />
  );
}

function NameCell({ row, isArchive }: { readonly row: ProductAnswer; readonly isArchive: boolean }) {
  const say = useWords(productsWords);
  const category = row.subcategory === null ? row.category : `${row.category} › ${row.subcategory}`;
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Thumbnail url={row.image_url} />
      <span className="min-w-0">
        {isArchive ? (
          <span className="font-medium">{row.name}</span>
        ) : (
          <Link to="/products/$id" params={{ id: row.id }} className="line-clamp-2 font-medium hover:underline">
            {row.name}
          </Link>
        )}
        <span className="block truncate text-sm text-ink-2">
          {category}
          {row.variant_count > 1 && ` · ${say('variants', { n: row.variant_count })}`}
        </span>
      </span>
    </span>
  );
}

export function StateChip({ state }: { readonly state: ProductAnswer['state'] }) {
  const say = useWords(productsWords);
  return <StatusChip tone={state === 'published' ? 'good' : state === 'draft' ? 'info' : 'quiet'}>{say(`chip_${state}`)}</StatusChip>;
}

function StockCell({ row, onAdjust }: { readonly row: ProductAnswer; readonly onAdjust: ((row: ProductAnswer) => void) | undefined }) {
  const say = useWords(productsWords);
  const free = row.available;
  const text = free === null ? (row.in_stock ? say('uncounted') : say('out')) : free <= 0 ? say('out') : say('units', { n: free });
  const tone = !row.in_stock ? 'text-brick' : free !== null && free <= LOW_STOCK ? 'text-turmeric' : free === null ? 'text-ink-2' : '';
  if (!onAdjust) return <span className={`whitespace-nowrap tabular-nums ${tone}`}>{text}</span>;
  if (row.has_options)
    return (
      <Link to="/products/$id" params={{ id: row.id }} hash="variants" className={`whitespace-nowrap tabular-nums hover:underline ${tone}`}>
        {text}
      </Link>
    );
  return (
    <button
      type="button"
      aria-label={`${text}. ${say('change_stock', { name: row.name })}`}
      onClick={() => onAdjust(row)}
      className={`-mx-2 min-h-8 cursor-pointer rounded-md px-2 whitespace-nowrap tabular-nums hover:bg-sunken ${tone}`}
    >
      {text}
    </button>
  );
}

function PriorityCell({ row, edits }: { readonly row: ProductAnswer; readonly edits: boolean }) {
  const say = useWords(productsWords);
  const client = useQueryClient();
  const mark = useAct<boolean>({
    send: (is_priority) => changeProduct(row.id, { is_priority }),
    touches: [['products']],
    before: (is_priority) => showInLists(client, row.id, { is_priority }),
    done: (_, on) =>
      tellDone(say(on ? 'shown_first' : 'not_first', { name: row.name }), { undo: { label: say('undo'), act: () => mark.run(!on) } }),
  });
  const star = <Star size={18} aria-hidden="true" className={row.is_priority ? 'fill-turmeric text-turmeric' : 'text-ink-3'} />;
  if (!edits) return row.is_priority ? star : null;
  return (
    <button
      type="button"
      aria-pressed={row.is_priority}
      aria-label={say(row.is_priority ? 'priority_on' : 'priority_off', { name: row.name })}
      onClick={() => mark.run(!row.is_priority)}
      className="grid size-8 cursor-pointer place-items-center rounded-md hover:bg-sunken"
    >
      {star}
    </button>
  );
}

function PriceCell({ row, edits }: { readonly row: ProductAnswer; readonly edits: boolean }) {
  const say = useWords(productsWords);
  const format = useFormat();
  const client = useQueryClient();
  // The price before travels along: once shown, the row itself says the new one.
  const price = useAct<{ readonly next: string; readonly was: string }>({
    send: ({ next }) => changeProduct(row.id, { price: next }),
    touches: [['products']],
    before: ({ next }) => (/^\d+(\.\d+)?$/.test(next) ? showInLists(client, row.id, { price: next }) : () => undefined),
    done: (_, { next, was }) =>
      tellDone(say('price_changed', { name: row.name, price: format.money(next) }), {
        undo: { label: say('undo'), act: () => price.run({ next: was, was: next }) },
      }),
  });
  const shown = <Amount value={row.price} currency={row.currency} className="font-medium" />;
  // What has variants is priced at its variants.
  if (row.has_options)
    return edits ? (
      <Link to="/products/$id" params={{ id: row.id }} hash="variants" className="whitespace-nowrap hover:underline">
        {say('from', { price: format.money(row.price, row.currency) })}
      </Link>
    ) : (
      shown
    );
  if (!edits) return shown;
  return (
    <span className="inline-flex flex-col items-end">
      <InlineEdit
        value={row.price}
        label={say('price_of', { name: row.name })}
        inputMode="decimal"
        align="right"
        onSave={(next) => price.run({ next: typedAmount(next), was: row.price })}
      >
        {shown}
      </InlineEdit>
      {price.problems['price'] && <span className="text-xs text-brick">{price.problems['price']}</span>}
    </span>
  );
}

function Restore({ row }: { readonly row: ProductAnswer }) {
  const say = useWords(productsWords);
  const restore = useAct({
    send: () => post(`/products/${row.id}/restore`),
    touches: [['products']],
    done: () => tellDone(say('restored_one', { name: row.name })),
  });
  return (
    <Button size="sm" variant="secondary" isPending={restore.busy} onPress={() => restore.run()}>
      {say('restore')}
    </Button>
  );
}
