/** A state in one word, told by its text first and its colour second. */
import type { ReactNode } from 'react';

export type Tone = 'quiet' | 'good' | 'attention' | 'bad' | 'info';

const looks: Readonly<Record<Tone, string>> = {
  quiet: 'bg-sunken text-ink-2',
  good: 'bg-leaf-soft text-leaf',
  attention: 'bg-turmeric-soft text-turmeric',
  bad: 'bg-brick-soft text-brick',
  info: 'bg-sky-soft text-sky',
};

export function StatusChip({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`inline-flex items-center rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${looks[tone]}`}>
      {children}
    </span>
  );
}
