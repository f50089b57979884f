/** The states of print jobs and the papers as values, for filters and fields; the contract's own list would bring its schemas along. */
import type { Paper, PrinterState, PrintJobState } from '@parley/contract/api/printing.ts';
import type { Tone } from '../../ui/status-chip.tsx';

export type { Paper, PrinterState, PrintJobState };

/** How the list of jobs can be narrowed: by state, and printed ones by who has them. */
export const jobFilters = [
  'waiting',
  'held',
  'queued',
  'printing',
  'unknown',
  'printed',
  'handed_over',
  'failed',
  'cancelled',
] as const satisfies readonly (PrintJobState | 'handed_over')[];
export type JobFilter = (typeof jobFilters)[number];
export const papers = ['A4', 'A3', 'A5', 'Letter', 'Legal'] as const satisfies readonly Paper[];

export const toneOf: Readonly<Record<PrintJobState, Tone>> = {
  waiting: 'quiet',
  held: 'attention',
  queued: 'info',
  printing: 'info',
  unknown: 'attention',
  printed: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};

export const printerTone: Readonly<Record<PrinterState, Tone>> = {
  ready: 'good',
  printing: 'info',
  paused: 'attention',
  paper_out: 'bad',
  jammed: 'bad',
  error: 'bad',
  offline: 'quiet',
};
