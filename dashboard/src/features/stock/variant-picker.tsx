/** Finds a variant by words, or by what a scanner types and ends with Enter; the field stays ready for the next one. */
import type { FoundVariantAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { ScanBarcode } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { variantByCode, variantsQuery } from '../products/products-queries.ts';
import { linesWords } from './lines-words.ts';

export const variantName = (variant: FoundVariantAnswer): string =>
  variant.label === '' ? variant.product_name : `${variant.product_name} · ${variant.label}`;

export function VariantPicker({
  onPick,
  autoFocus = false,
}: {
  readonly onPick: (variant: FoundVariantAnswer) => void;
  readonly autoFocus?: boolean;
}) {
  const say = useWords(linesWords);
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [unknown, setUnknown] = useState<string>();
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery({ ...variantsQuery(asked), enabled: asked.length >= 2 });
  const hits = text.trim().length >= 2 && data ? data.data : [];
  const pick = (variant: FoundVariantAnswer): void => {
    setText('');
    setAt(0);
    setUnknown(undefined);
    onPick(variant);
  };
  const enter = async (): Promise<void> => {
    const code = text.trim();
    if (code === '') return;
    // A code goes before a word: scanners end with Enter, faster than any list.
    const exact = await variantByCode(code);
    const chosen = exact ?? (asked === code ? hits[at] : undefined);
    if (chosen) pick(chosen);
    else setUnknown(code);
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && hits.length > 0) {
      event.preventDefault();
      setAt((at + step + hits.length) % hits.length);
    }
    if (event.key === 'Escape') setText('');
    if (event.key === 'Enter') {
      event.preventDefault();
      void enter();
    }
  };
  return (
    <div className="relative">
      <span className="flex items-center gap-2 rounded-lg border border-line bg-surface px-3 focus-within:border-leaf">
        <ScanBarcode size={18} aria-hidden="true" className="shrink-0 text-ink-2" />
        <input
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={hits[at] ? `${listId}-${at}` : undefined}
          aria-label={say('find')}
          placeholder={say('find')}
          autoFocus={autoFocus}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setUnknown(undefined);
          }}
          onKeyDown={onKey}
          className="min-h-10 w-full bg-transparent outline-none"
        />
      </span>
      {hits.length > 0 && (
        <ul
          id={listId}
          role="listbox"
          aria-label={say('find')}
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-lg"
        >
          {hits.map((hit, index) => (
            <li
              key={hit.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => setAt(index)}
              // Before the field loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(hit);
              }}
              className={`flex min-h-10 cursor-pointer items-center justify-between gap-3 rounded-md px-2 ${index === at ? 'bg-sunken' : ''}`}
            >
              <span className="min-w-0 truncate">
                {variantName(hit)}
                {hit.sku !== null && <span className="ml-2 text-sm text-ink-2">{hit.sku}</span>}
              </span>
              <span className="shrink-0 text-sm text-ink-2 tabular-nums">
                {hit.available === null ? say('not_counted') : say('units_free', { n: hit.available })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className={`mt-1 text-sm ${unknown === undefined ? 'text-ink-2' : 'text-brick'}`}>
        {unknown === undefined ? say('find_hint') : say('finding_none', { text: unknown })}
      </p>
    </div>
  );
}
