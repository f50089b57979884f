/** The columns of the stock list: what it is, where it lies, on hand, promised and free. It asks for nothing itself. */
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { LOW_STOCK } from '../products/products-queries.ts';
import type { Level } from './stock-queries.ts';
import { stockWords } from './stock-words.ts';

export function nameOf(row: { readonly product_name: string; readonly options: string }): string {
  return row.options === '' ? row.product_name : `${row.product_name} · ${row.options}`;
}

export function useStockColumns(onChange: ((row: Level) => void) | undefined): readonly Column<Level>[] {
  const say = useWords(stockWords);
  const format = useFormat();
  const columns: readonly (Column<Level> | false)[] = [
    {
      key: 'name',
      label: say('product'),
      place: 'title',
      sortable: true,
      cell: (row) => (
        <span className="block min-w-0">
          <Link to="/products/$id" params={{ id: row.product_id }} className="font-medium hover:underline">
            {nameOf(row)}
          </Link>
          {row.sku !== null && <span className="block text-sm text-ink-2">{row.sku}</span>}
        </span>
      ),
    },
    { key: 'place', label: say('place'), cell: (row) => row.location },
    {
      key: 'on_hand',
      label: say('on_hand'),
      align: 'right',
      sortable: true,
      cell: (row) => (
        <Link to="/stock/movements" search={{ variant: row.variant_id }} className="tabular-nums hover:underline">
          <span className="md:hidden">{say('on_hand')} </span>
          {format.number(row.on_hand)}
        </Link>
      ),
    },
    {
      key: 'held',
      label: say('held_units'),
      align: 'right',
      cell: (row) => (
        <span className={row.held === 0 ? 'text-ink-3' : ''}>
          <span className="md:hidden">{say('held_units')} </span>
          {format.number(row.held)}
        </span>
      ),
    },
    {
      key: 'available',
      label: say('available'),
      align: 'right',
      place: 'end',
      sortable: true,
      cell: (row) => (
        <span
          className={`font-medium tabular-nums ${row.available <= 0 ? 'text-brick' : row.available <= LOW_STOCK ? 'text-turmeric' : ''}`}
        >
          {format.number(row.available)}
        </span>
      ),
    },
    onChange !== undefined && {
      key: 'change',
      label: '',
      align: 'right',
      cell: (row) => (
        <Button size="sm" variant="tertiary" aria-label={say('change_of', { name: nameOf(row) })} onPress={() => onChange(row)}>
          {say('change')}
        </Button>
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}
