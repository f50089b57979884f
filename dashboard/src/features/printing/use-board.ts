/** What stands in each column of the board: the newest of each state, how many there are, and what is not shown. */
import type { PrintJobView } from '@parley/contract/api/printing.ts';
import { useQueries } from '@tanstack/react-query';
import { type Column, columns, statesOf } from './board-columns.ts';
import type { PrintJobState } from './job-states.ts';
import { boardQuery } from './printing-queries.ts';

export interface Part {
  readonly jobs: readonly PrintJobView[];
  readonly total: number;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** States with more jobs than are shown, and how many more. */
  readonly more: readonly (readonly [state: PrintJobState, count: number])[];
}

const states = columns.flatMap((column) => statesOf[column]);

export function useBoard(): Readonly<Record<Column, Part>> {
  const answers = useQueries({ queries: states.map(boardQuery) });
  const partOf = (column: Column): Part => {
    const mine = statesOf[column].flatMap((state) => {
      const answer = answers[states.indexOf(state)];
      return answer === undefined ? [] : [{ state, answer }];
    });
    const jobs = mine.flatMap(({ answer }) => answer.data?.data ?? []);
    return {
      jobs: column === 'done' ? jobs.toSorted((a, b) => endOf(b) - endOf(a)) : jobs,
      total: mine.reduce((sum, { answer }) => sum + (answer.data?.pagination.total ?? 0), 0),
      isPending: mine.some(({ answer }) => answer.isPending),
      error: mine.find(({ answer }) => answer.error && !answer.data)?.answer.error ?? null,
      retry: () => void Promise.all(mine.map(({ answer }) => answer.refetch())),
      more: mine.flatMap(({ state, answer }) => {
        const rest = (answer.data?.pagination.total ?? 0) - (answer.data?.data.length ?? 0);
        return rest > 0 ? [[state, rest] as const] : [];
      }),
    };
  };
  return { waiting: partOf('waiting'), queue: partOf('queue'), printing: partOf('printing'), done: partOf('done') };
}

const endOf = (job: PrintJobView): number => Date.parse(job.ended_at ?? job.created_at);
