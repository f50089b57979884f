/** The lines being entered, each with a field for its number: Enter goes to the next one. */

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import type { LineDraft } from './line-drafts.ts';
import { linesWords } from './lines-words.ts';

interface LinesTableProps<L extends LineDraft> {
  readonly label: string;
  readonly lines: readonly L[];
  readonly quantityLabel: string;
  readonly quantityOf: (line: L) => string;
  readonly onType: (id: string, text: string) => void;
  readonly onRemove: (id: string) => void;
  /** Figures between the name and the field, with their headings. */
  readonly before?: readonly { readonly label: string; readonly cell: (line: L) => ReactNode }[];
  readonly after?: readonly { readonly label: string; readonly cell: (line: L, index: number) => ReactNode }[];
  readonly problemOf?: (index: number) => string | undefined;
}

export function LinesTable<L extends LineDraft>(props: LinesTableProps<L>) {
  const { label, lines, quantityLabel, quantityOf, onType, onRemove, before = [], after = [], problemOf } = props;
  const say = useWords(linesWords);
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left" aria-label={label}>
        <thead>
          <tr className="border-b border-line text-sm text-ink-2">
            <th scope="col" className="px-4 py-2 font-medium">
              {say('product')}
            </th>
            {before.map((column) => (
              <th key={column.label} scope="col" className="px-2 py-2 text-right font-medium">
                {column.label}
              </th>
            ))}
            <th scope="col" className="px-2 py-2 text-right font-medium">
              {quantityLabel}
            </th>
            {after.map((column) => (
              <th key={column.label} scope="col" className="px-2 py-2 text-right font-medium">
                {column.label}
              </th>
            ))}
            <th scope="col" className="w-12">
              <span className="sr-only">{say('remove', { name: '' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.variant_id} className="border-b border-line last:border-0">
              <th scope="row" className="min-w-32 px-4 py-2 text-left font-medium">
                {line.name}
                {line.sku !== null && <span className="block text-sm font-normal text-ink-2">{line.sku}</span>}
                {problemOf?.(index) && (
                  <span role="alert" className="block text-sm font-normal text-brick">
                    {problemOf(index)}
                  </span>
                )}
              </th>
              {before.map((column) => (
                <td key={column.label} className="px-2 py-2 text-right tabular-nums">
                  {column.cell(line)}
                </td>
              ))}
              <td className="px-2 py-2 text-right">
                <NumberField value={line.quantity} label={quantityOf(line)} onType={(text) => onType(line.variant_id, text)} />
              </td>
              {after.map((column) => (
                <td key={column.label} className="px-2 py-2 text-right tabular-nums">
                  {column.cell(line, index)}
                </td>
              ))}
              <td className="pr-3 text-right">
                <Button
                  isIconOnly
                  size="sm"
                  variant="tertiary"
                  aria-label={say('remove', { name: line.name })}
                  onPress={() => onRemove(line.variant_id)}
                >
                  <X size={15} aria-hidden="true" />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface NumberFieldProps {
  readonly value: string;
  readonly label: string;
  readonly onType: (text: string) => void;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly width?: string;
  readonly isWrong?: boolean;
}

export function NumberField({ value, label, onType, inputMode = 'numeric', width = 'w-20', isWrong = false }: NumberFieldProps) {
  return (
    <input
      data-line-field
      aria-label={label}
      aria-invalid={isWrong}
      value={value}
      inputMode={inputMode}
      autoComplete="off"
      onChange={(event) => onType(event.target.value)}
      onFocus={(event) => event.target.select()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const fields = [...(event.currentTarget.closest('table')?.querySelectorAll<HTMLInputElement>('[data-line-field]') ?? [])];
        fields[fields.indexOf(event.currentTarget) + 1]?.focus();
      }}
      className={`${width} min-h-9 rounded-lg border bg-surface px-2 text-right tabular-nums outline-none focus:border-leaf ${isWrong ? 'border-brick' : 'border-line'}`}
    />
  );
}
