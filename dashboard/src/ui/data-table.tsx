/**
 * A list of records: a table where there is room, one card a record where there is not. Sorting and selection are told to the caller, who
 * keeps them in the address; the table keeps nothing.
 */
import { Checkbox } from '@heroui/react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../speech/speech.ts';
import { uiWords } from './ui-words.ts';

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  readonly align?: 'right';
  /** Kept out of the cards of narrow screens. */
  readonly wideOnly?: boolean;
  /** In a card: `title` heads it, `end` stands at the title's right, the others follow in a line. */
  readonly place?: 'title' | 'end';
  readonly sortable?: boolean;
}

interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<T> {
  /** For those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly idOf: (row: T) => string;
  /** What a row is called, for its checkbox. */
  readonly nameOf?: (row: T) => string;
  readonly selection?: Selection | undefined;
  /** `price` or `-price`. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  /** Rows that came in while the page was open: calmly marked. */
  readonly fresh?: ReadonlySet<string>;
}

const FRESH = 'bg-leaf-soft/70';

export function DataTable<T>(props: DataTableProps<T>) {
  return (
    <>
      <div className="hidden overflow-x-auto md:block">
        <WideTable {...props} />
      </div>
      <ul className="divide-y divide-line md:hidden" aria-label={props.label}>
        {props.rows.map((row) => (
          <NarrowRow key={props.idOf(row)} row={row} {...props} />
        ))}
      </ul>
    </>
  );
}

function WideTable<T>({ label, columns, rows, idOf, nameOf, selection, sort, onSort, fresh }: DataTableProps<T>) {
  const say = useWords(uiWords);
  const all = rows.length > 0 && rows.every((row) => selection?.ids.has(idOf(row)));
  return (
    <table className="w-full border-collapse text-left" aria-label={label}>
      <thead>
        <tr className="border-b border-line text-sm text-ink-2">
          {selection && (
            <th scope="col" className="w-10 py-2 pl-4">
              <Tick label={say('select_all')} on={all} onChange={(on) => selection.onChange(new Set(on ? rows.map(idOf) : []))} />
            </th>
          )}
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} {...(onSort ? { onSort } : {})} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={idOf(row)}
            className={`border-b border-line transition-colors last:border-0 hover:bg-sunken/60 ${fresh?.has(idOf(row)) ? FRESH : ''}`}
          >
            {selection && (
              <td className="py-2 pl-4 align-middle">
                <RowTick id={idOf(row)} name={nameOf?.(row) ?? ''} selection={selection} />
              </td>
            )}
            {columns.map((column) => (
              <td key={column.key} className={`px-4 py-2.5 align-middle ${column.align === 'right' ? 'text-right' : ''}`}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head<T>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<T>;
  readonly sort: string | undefined;
  readonly onSort?: (sort: string) => void;
}) {
  const say = useWords(uiWords);
  const side = column.align === 'right' ? 'text-right' : '';
  if (!column.sortable || !onSort)
    return (
      <th scope="col" className={`px-4 py-2 font-medium ${side}`}>
        {column.label}
      </th>
    );
  const state = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : 'none';
  return (
    <th scope="col" aria-sort={state} className={`px-4 py-2 font-medium ${side}`}>
      <button
        type="button"
        className="inline-flex cursor-pointer items-center gap-1 hover:text-ink"
        onClick={() => onSort(state === 'ascending' ? `-${column.key}` : column.key)}
      >
        {column.label}
        {state === 'ascending' && <ArrowUp size={14} aria-label={say('sorted_up')} />}
        {state === 'descending' && <ArrowDown size={14} aria-label={say('sorted_down')} />}
      </button>
    </th>
  );
}

function NarrowRow<T>({ row, columns, idOf, nameOf, selection, fresh }: DataTableProps<T> & { readonly row: T }) {
  const title = columns.find(({ place }) => place === 'title') ?? columns[0];
  const end = columns.find(({ place }) => place === 'end');
  const rest = columns.filter((column) => column !== title && column !== end && !column.wideOnly);
  return (
    <li className={`flex gap-3 px-4 py-3 ${fresh?.has(idOf(row)) ? FRESH : ''}`}>
      {selection && <RowTick id={idOf(row)} name={nameOf?.(row) ?? ''} selection={selection} />}
      <div className="min-w-0 grow">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">{title?.cell(row)}</div>
          {end && <div className="shrink-0 text-right">{end.cell(row)}</div>}
        </div>
        {rest.length > 0 && (
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
            {rest.map((column) => (
              <span key={column.key}>{column.cell(row)}</span>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

function RowTick({ id, name, selection }: { readonly id: string; readonly name: string; readonly selection: Selection }) {
  const say = useWords(uiWords);
  const change = (on: boolean): void => {
    const ids = new Set(selection.ids);
    if (on) ids.add(id);
    else ids.delete(id);
    selection.onChange(ids);
  };
  return <Tick label={say('select_row', { name })} on={selection.ids.has(id)} onChange={change} />;
}

function Tick({ label, on, onChange }: { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <Checkbox aria-label={label} isSelected={on} onChange={onChange}>
      <Checkbox.Content>
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
      </Checkbox.Content>
    </Checkbox>
  );
}
