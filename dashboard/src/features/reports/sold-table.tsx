/** Rows of sales with the way down from each; the sums stand under them. */
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Drill } from '../books/drill.tsx';
import type { Sales, SalesRow } from './reports-queries.ts';
import { reportsWords } from './reports-words.ts';

/** What a row stands for: names come from the records, a few are ours to say. */
export function useRowName(): (by: string, row: { readonly key: string; readonly name: string }) => string {
  const say = useWords(reportsWords);
  return (by, { key, name }) => {
    if (key === 'delivery') return say('delivery');
    if (key === 'none') return say('none');
    if (key === 'other') return say('other_cost');
    if (by === 'channel') return key === 'chat' || key === 'storefront' || key === 'api' ? say(`channel_${key}`) : name;
    return by === 'customer' && name === key ? say('nobody') : name;
  };
}

export function SoldTable({ sales, label }: { readonly sales: Sales; readonly label: string }) {
  const say = useWords(reportsWords);
  const format = useFormat();
  const nameOf = useRowName();
  const amount = (key: 'gross' | 'discounts' | 'returns' | 'tax'): Column<SalesRow> => ({
    key,
    label: say(key),
    align: 'right',
    wideOnly: true,
    cell: (row) => <Amount value={row[key]} />,
  });
  const columns: readonly Column<SalesRow>[] = [
    {
      key: 'name',
      label,
      place: 'title',
      cell: (row) =>
        sales.by === 'order' ? (
          <Link to="/orders/$id" params={{ id: row.key }} className="font-medium hover:text-leaf">
            {row.name}
          </Link>
        ) : (
          <span className="font-medium">{nameOf(sales.by, row)}</span>
        ),
    },
    {
      key: 'units',
      label: say('units'),
      align: 'right',
      cell: (row) => (
        <span className="tabular-nums">
          {format.number(row.units)}
          <span className="md:hidden"> {say('units')}</span>
          {row.units_returned > 0 && <span className="text-ink-2"> (−{format.number(row.units_returned)})</span>}
        </span>
      ),
    },
    amount('gross'),
    amount('discounts'),
    amount('returns'),
    amount('tax'),
    {
      key: 'net',
      label: say('net'),
      align: 'right',
      place: 'end',
      cell: (row) => (
        <Drill path={row.drill} className="font-medium">
          <Amount value={row.net} />
        </Drill>
      ),
    },
  ];
  return <DataTable label={label} columns={columns} rows={sales.rows} idOf={(row) => row.key} />;
}
