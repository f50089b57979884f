/** Lines that are being entered: one a variant, the newest on top, kept in this tab until they are posted. */
import type { FoundVariantAnswer } from '@parley/contract/api/catalog.ts';
import { useCallback } from 'react';
import { useDraft } from '../products/use-draft.ts';
import { variantName } from './variant-picker.tsx';

export interface LineDraft {
  readonly variant_id: string;
  readonly name: string;
  readonly sku: string | null;
  /** What is there now, as far as is known. */
  readonly on_hand: number | null;
  /** As typed. */
  readonly quantity: string;
}

interface Lines {
  readonly lines: readonly LineDraft[];
}
const none: Lines = { lines: [] };

export function lineOf(variant: FoundVariantAnswer, quantity: string): LineDraft {
  return { variant_id: variant.id, name: variantName(variant), sku: variant.sku, on_hand: variant.available, quantity };
}

export function useLines(name: string) {
  const { values, set, discard, wasKept } = useDraft<Lines>(name, none);
  const { lines } = values;
  const write = useCallback((next: readonly LineDraft[]) => set('lines', next), [set]);
  return {
    lines,
    wasKept,
    clear: discard,
    replace: write,
    remove: (id: string) => write(lines.filter((each) => each.variant_id !== id)),
    type: (id: string, quantity: string) => write(lines.map((each) => (each.variant_id === id ? { ...each, quantity } : each))),
    /** Scanned again, it is one more. */
    add: (line: LineDraft) => {
      const there = lines.find((each) => each.variant_id === line.variant_id);
      const more = there ? { ...there, quantity: `${(Number(there.quantity) || 0) + 1}` } : line;
      write([more, ...lines.filter((each) => each.variant_id !== line.variant_id)]);
    },
  };
}
