/** The lines of an order while they are put together: quantity, a price of one's own where the role allows, a product found by typing. Keeps nothing itself. */

import type { FoundVariantAnswer } from '@parley/contract/api/catalog.ts';
import { useQuery } from '@tanstack/react-query';
import { Minus, Plus, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { getPage } from '../../api.ts';
import { useWords } from '../../speech/speech.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/list-tools.tsx';
import { lineWords } from './line-words.ts';
import { sumOf } from './money-text.ts';

export interface DraftLine {
  readonly variantId: string;
  readonly productId: string;
  readonly name: string;
  readonly label: string;
  readonly quantity: number;
  readonly price: string;
  /** Of the catalogue, or as it was agreed. */
  readonly listPrice: string;
  /** No more than this; undefined: no bound is known. */
  readonly most?: number | undefined;
  readonly least?: number;
}

interface LineEditorProps {
  readonly lines: readonly DraftLine[];
  readonly onChange: (lines: readonly DraftLine[]) => void;
  readonly currency: string;
  readonly mayPrice: boolean;
  readonly mayAdd: boolean;
  /** `items.0.quantity` → what is wrong with it. */
  readonly problems: Readonly<Record<string, string>>;
}

export function LineEditor({ lines, onChange, currency, mayPrice, mayAdd, problems }: LineEditorProps) {
  const say = useWords(lineWords);
  const replace = (variantId: string, change: Partial<DraftLine>): void =>
    onChange(lines.map((line) => (line.variantId === variantId ? { ...line, ...change } : line)));
  const add = (line: DraftLine): void => {
    const there = lines.find((each) => each.variantId === line.variantId);
    if (there) replace(line.variantId, { quantity: there.quantity + 1 });
    else onChange([...lines, line]);
  };
  const whole = problems['items'];
  return (
    <div className="flex flex-col">
      {mayAdd && <VariantFinder onPick={add} />}
      {whole && (
        <p role="alert" className="px-4 pt-2 text-sm text-brick">
          {whole}
        </p>
      )}
      {lines.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{say('empty')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {lines.map((line, index) => (
            <LineRow
              key={line.variantId}
              line={line}
              currency={currency}
              mayPrice={mayPrice}
              problem={Object.entries(problems).find(([field]) => field === `items.${index}` || field.startsWith(`items.${index}.`))?.[1]}
              onChange={(change) => replace(line.variantId, change)}
              onRemove={(line.least ?? 0) > 0 ? undefined : () => onChange(lines.filter((each) => each !== line))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface LineRowProps {
  readonly line: DraftLine;
  readonly currency: string;
  readonly mayPrice: boolean;
  readonly problem: string | undefined;
  readonly onChange: (change: Partial<DraftLine>) => void;
  readonly onRemove: (() => void) | undefined;
}

function LineRow({ line, currency, mayPrice, problem, onChange, onRemove }: LineRowProps) {
  const say = useWords(lineWords);
  const name = [line.name, line.label].filter(Boolean).join(' · ');
  const least = Math.max(1, line.least ?? 1);
  const setQuantity = (quantity: number): void =>
    onChange({ quantity: Math.min(Math.max(Number.isFinite(quantity) ? quantity : least, least), line.most ?? 999) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-40 grow basis-48">
        <div className="font-medium">{line.name}</div>
        <div className="text-sm text-ink-2">{line.label}</div>
        {problem && (
          <p role="alert" className="text-sm text-brick">
            {problem}
          </p>
        )}
      </div>
      <div className="flex items-center gap-1">
        <Button
          isIconOnly
          size="sm"
          variant="tertiary"
          aria-label={say('less', { name })}
          isDisabled={line.quantity <= least}
          onPress={() => setQuantity(line.quantity - 1)}
        >
          <Minus size={14} aria-hidden="true" />
        </Button>
        <input
          aria-label={say('quantity_of', { name })}
          className="h-9 w-12 rounded-lg border border-line bg-surface text-center tabular-nums"
          inputMode="numeric"
          value={line.quantity}
          onChange={(event) => setQuantity(Number(event.target.value.replace(/\D/g, '')))}
        />
        <Button
          isIconOnly
          size="sm"
          variant="tertiary"
          aria-label={say('add_one', { name })}
          isDisabled={line.most !== undefined && line.quantity >= line.most}
          onPress={() => setQuantity(line.quantity + 1)}
        >
          <Plus size={14} aria-hidden="true" />
        </Button>
      </div>
      {mayPrice ? (
        <input
          aria-label={say('price_of', { name })}
          className="h-9 w-24 rounded-lg border border-line bg-surface px-2 text-right tabular-nums"
          inputMode="decimal"
          value={line.price}
          onChange={(event) => onChange({ price: event.target.value.replace(',', '.').replace(/[^\d.]/g, '') })}
        />
      ) : (
        <Amount value={line.price} currency={currency} className="w-24 text-right text-ink-2" />
      )}
      <Amount value={sumOf([line])} currency={currency} className="ml-auto min-w-20 text-right font-medium" />
      <Button
        isIconOnly
        size="sm"
        variant="ghost"
        aria-label={say('remove', { name })}
        isDisabled={onRemove === undefined}
        onPress={() => onRemove?.()}
      >
        <Trash2 size={16} aria-hidden="true" />
      </Button>
    </li>
  );
}

const FOUND = 8;

function VariantFinder({ onPick }: { readonly onPick: (line: DraftLine) => void }) {
  const say = useWords(lineWords);
  const [text, setText] = useState('');
  const change = useCallback((next: string) => setText(next), []);
  const { data } = useQuery({
    queryKey: ['products', 'variants', text],
    enabled: text !== '',
    queryFn: ({ signal }) => getPage<FoundVariantAnswer>('/variants', { search: text, limit: FOUND }, signal),
  });
  const pick = (found: FoundVariantAnswer): void => {
    setText('');
    onPick({
      variantId: found.id,
      productId: found.product_id,
      name: found.product_name,
      label: found.label,
      quantity: 1,
      price: found.price,
      listPrice: found.price,
      most: found.available ?? undefined,
    });
  };
  return (
    <div className="border-b border-line px-4 py-3">
      <SearchBox value={text} label={say('find')} onChange={change} />
      {text !== '' && data && (
        <ul className="mt-2 divide-y divide-line rounded-lg border border-line">
          {data.data.length === 0 && <li className="px-3 py-2 text-ink-2">{say('not_found')}</li>}
          {data.data.map((found) => (
            <li key={found.id}>
              <button
                type="button"
                disabled={!found.in_stock}
                onClick={() => pick(found)}
                className="flex w-full cursor-pointer items-center justify-between gap-3 px-3 py-2 text-left hover:bg-sunken disabled:cursor-not-allowed disabled:text-ink-2"
              >
                <span className="min-w-0">
                  <span className="block truncate font-medium">{found.product_name}</span>
                  <span className="block truncate text-sm text-ink-2">
                    {[found.label, found.sku, found.in_stock ? '' : say('sold_out')].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <Amount value={found.price} currency={found.currency} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
