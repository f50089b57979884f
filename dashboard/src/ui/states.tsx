/** What a page shows when there is nothing, not yet, or not at all: an empty state that teaches, skeletons, a failure with a way on. */

import { type UseQueryResult, useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem } from '../api.ts';
import { useWords } from '../speech/speech.ts';
import { Button } from './button.tsx';
import { uiWords } from './ui-words.ts';

/** @param children one action. */
export function Empty({ title, text, children }: { readonly title: string; readonly text: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <p className="text-lg font-semibold">{title}</p>
      <p className="max-w-md text-ink-2">{text}</p>
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

export function Waiting({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="flex flex-col gap-3 p-4" aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-5 animate-pulse rounded bg-sunken" style={{ width: `${92 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for; until it is there its place is kept, and a failure can be asked again. What was there once stays. */
export function Loaded<T>({ query, rows = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Waiting rows={rows} />;
}

/** A page before its data is there. */
export function WaitingPage() {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 md:px-8" aria-busy="true">
      <div className="mb-6 h-8 w-48 animate-pulse rounded bg-sunken" />
      <div className="rounded-xl border border-line bg-surface">
        <Waiting rows={8} />
      </div>
    </div>
  );
}

/** Why it failed, in words, and a way on. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const say = useWords(uiWords);
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <p className="text-lg font-semibold">{say('failed_title')}</p>
      <p className="max-w-md text-ink-2">{useReason(error)}</p>
      {retry && (
        <Button variant="secondary" className="mt-2" onPress={retry}>
          {say('retry')}
        </Button>
      )}
    </div>
  );
}

/** For a route's errorComponent. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const boundary = useQueryErrorResetBoundary();
  return (
    <Failure
      error={error}
      retry={() => {
        boundary.reset();
        reset();
      }}
    />
  );
}

/** A problem as a sentence: the server's own where it says one. */
export function useReason(error: unknown): string {
  const say = useWords(uiWords);
  if (!(error instanceof Problem)) return say('failed_other');
  if (error.code === 'offline') return say('failed_offline');
  if (error.status === 404) return say('failed_missing');
  if (error.code === 'auth.forbidden') return say('failed_forbidden');
  return error.message === '' || error.status >= 500 ? say('failed_other') : error.message;
}
