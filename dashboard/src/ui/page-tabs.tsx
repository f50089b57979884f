/** The pages of one part of the dashboard side by side, as a row of links that scrolls where there is no room. */
import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useWords } from '../speech/speech.ts';
import { rangeWords } from './range-words.ts';

export interface PageTab {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  /** Lit on this address alone, not on those below it. */
  readonly exact?: boolean;
  /** How many wait there. */
  readonly count?: number | undefined;
}

export function PageTabs({ name, tabs }: { readonly name: string; readonly tabs: readonly PageTab[] }) {
  const say = useWords(rangeWords);
  const row = useRef<HTMLElement>(null);
  // On a narrow screen the page one is on may lie beyond the edge.
  useEffect(() => {
    row.current?.querySelector('[aria-current=page]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, []);
  return (
    <nav
      ref={row}
      aria-label={say('sections', { name })}
      className="-mx-4 mb-4 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0 print:hidden"
    >
      <ul className="flex gap-1">
        {tabs.map(({ to, label, exact = false, count }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact, includeSearch: false }}
              activeProps={{ className: 'border-leaf font-semibold text-ink' }}
              inactiveProps={{ className: 'border-transparent text-ink-2 hover:text-ink' }}
              className="-mb-px inline-flex min-h-10 items-center gap-1.5 border-b-2 px-2.5 whitespace-nowrap"
            >
              {label}
              {count !== undefined && count > 0 && (
                <span className="rounded-full bg-turmeric-soft px-1.5 text-xs font-medium text-turmeric tabular-nums">{count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
