/** What stands around a list: search, filters, saved views, pages, the bar of bulk actions. Filters live in the address, never here. */
import { SearchField } from '@heroui/react';
import type { Pagination } from '@parley/contract/api/envelope.ts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../speech/speech.ts';
import { Button } from './button.tsx';
import type { Option } from './form.tsx';
import { uiWords } from './ui-words.ts';

const TYPING_MS = 250;

/** Tells what is searched for once the typing rests. */
export function SearchBox({
  value,
  label,
  onChange,
}: {
  readonly value: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchField aria-label={label} value={text} onChange={setText} variant="secondary" className="w-full sm:w-72">
      <SearchField.Group>
        <SearchField.SearchIcon />
        <SearchField.Input placeholder={label} />
        <SearchField.ClearButton />
      </SearchField.Group>
    </SearchField>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  /** Undefined: everything. */
  readonly onChange: (value: string | undefined) => void;
}

/** One row of choices, "all" first; scrolls sideways where there is no room. @param withoutAll one of them always holds. */
export function FilterTabs({ label, value, options, onChange, withoutAll = false }: FilterProps & { readonly withoutAll?: boolean }) {
  const say = useWords(uiWords);
  const choices: readonly { readonly id: string | undefined; readonly label: string }[] = [
    ...(withoutAll ? [] : [{ id: undefined, label: say('all') }]),
    ...options,
  ];
  return (
    <div role="group" aria-label={label} className="-mx-1 flex gap-1 overflow-x-auto px-1 py-1">
      {choices.map((choice) => (
        <button
          key={choice.id ?? ''}
          type="button"
          aria-pressed={choice.id === value}
          onClick={() => onChange(choice.id)}
          className={`min-h-8 cursor-pointer rounded-full px-3 text-sm whitespace-nowrap ${choice.id === value ? 'bg-ink text-paper' : 'text-ink-2 hover:bg-sunken hover:text-ink'}`}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** A quiet select among the filters. */
export function FilterSelect({ label, value, options, onChange }: FilterProps) {
  const say = useWords(uiWords);
  return (
    <label className="inline-flex min-h-9 shrink-0 items-center gap-2 rounded-lg border border-line bg-surface px-3 text-sm text-ink-2">
      {label}
      <select
        className="max-w-40 cursor-pointer bg-transparent font-medium text-ink outline-none"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{say('all')}</option>
        {options.map(({ id, label: name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ListBar({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">{children}</div>;
}

export function Pager({ pagination, onPage }: { readonly pagination: Pagination; readonly onPage: (page: number) => void }) {
  const say = useWords(uiWords);
  const { total, pages, current_page: page, limit } = pagination;
  if (total === 0) return null;
  const range = say('range', { from: (page - 1) * limit + 1, to: Math.min(total, page * limit), total });
  return (
    <nav className="flex items-center justify-between gap-3 border-t border-line px-4 py-2 text-sm text-ink-2" aria-label={range}>
      <span className="tabular-nums">{range}</span>
      {pages > 1 && (
        <span className="flex gap-1">
          <Button
            isIconOnly
            size="sm"
            variant="tertiary"
            aria-label={say('previous')}
            isDisabled={page <= 1}
            onPress={() => onPage(page - 1)}
          >
            <ChevronLeft size={16} aria-hidden="true" />
          </Button>
          <Button
            isIconOnly
            size="sm"
            variant="tertiary"
            aria-label={say('next')}
            isDisabled={page >= pages}
            onPress={() => onPage(page + 1)}
          >
            <ChevronRight size={16} aria-hidden="true" />
          </Button>
        </span>
      )}
    </nav>
  );
}

/** Stands over the list while something is selected. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  const say = useWords(uiWords);
  if (count === 0) return null;
  return (
    <div
      className="sticky bottom-16 z-20 m-2 flex flex-wrap items-center gap-2 rounded-lg bg-ink px-3 py-2 text-paper shadow-lg md:bottom-2"
      role="toolbar"
      aria-label={say('selected', { n: count })}
    >
      <span className="mr-auto text-sm tabular-nums">{say('selected', { n: count })}</span>
      {children}
      <Button size="sm" variant="ghost" className="text-paper" onPress={onClear}>
        {say('clear')}
      </Button>
    </div>
  );
}
