/** A step's number, or how it stands once it is known. */
import { Check, TriangleAlert } from 'lucide-react';
import type { StepState } from './setup-progress.ts';

export function Mark({ state, number }: { readonly state: StepState; readonly number: number }) {
  const look = {
    done: 'bg-leaf text-on-leaf',
    failing: 'bg-brick-soft text-brick',
    skipped: 'border border-dashed border-ink-3 text-ink-2',
    open: 'border border-ink-3 text-ink-2',
  }[state];
  return (
    <span aria-hidden="true" className={`grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums ${look}`}>
      {state === 'done' ? <Check size={14} /> : state === 'failing' ? <TriangleAlert size={14} /> : number}
    </span>
  );
}
