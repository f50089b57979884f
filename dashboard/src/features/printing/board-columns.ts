/** The board's four columns and the states that stand in them, the most urgent first. */
import type { PrintJobState } from './job-states.ts';

export const columns = ['waiting', 'queue', 'printing', 'done'] as const;
export type Column = (typeof columns)[number];

export const statesOf: Readonly<Record<Column, readonly PrintJobState[]>> = {
  waiting: ['held', 'waiting'],
  queue: ['queued'],
  printing: ['unknown', 'printing'],
  done: ['failed', 'printed'],
};
