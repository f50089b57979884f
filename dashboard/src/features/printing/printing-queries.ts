/** What the server says about print jobs, printers and agents, and what staff send. Keys begin with `printing`, so that live changes ask again. */
import type { PrintFigures } from '@parley/contract/api/print-figures.ts';
import type {
  agentView,
  PrintAttention,
  PrinterView,
  PrintJobState,
  PrintJobView,
  PrintSettings,
  pairingView,
  printJobEvent,
} from '@parley/contract/api/printing.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { get, getPage, getStream, patch, post, put } from '../../api.ts';
import type { JobFilter } from './job-states.ts';

export type PrintAgent = z.infer<typeof agentView>;
export type Pairing = z.infer<typeof pairingView>;
export type PrintJobEvent = z.infer<typeof printJobEvent>;
export type PrinterAbilities = PrinterView['abilities'];

/** Cards of one state on the board; more of them are a page away. */
export const CARDS = 20;
export const PAGE_SIZE = 25;
const MOST = 100;

export const boardQuery = (status: PrintJobState) =>
  queryOptions({
    queryKey: ['printing', 'board', status],
    queryFn: ({ signal }) => getPage<PrintJobView>('/print_jobs', { ...askedBy(status), limit: CARDS }, signal),
  });

/** Printed ones are those that wait for the customer; what was handed over is a list of its own. */
function askedBy(status: JobFilter | undefined): { readonly status?: PrintJobState; readonly handed_over?: 'yes' | 'no' } {
  if (status === 'handed_over') return { status: 'printed', handed_over: 'yes' };
  return status === 'printed' ? { status, handed_over: 'no' } : status === undefined ? {} : { status };
}

export interface JobsSearch {
  readonly status?: JobFilter;
  readonly printer?: string;
  readonly page?: number;
}

export const jobsQuery = ({ status, printer, page = 1 }: JobsSearch) =>
  queryOptions({
    queryKey: ['printing', 'list', status, printer, page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      getPage<PrintJobView>('/print_jobs', { ...askedBy(status), printer_id: printer, page, limit: PAGE_SIZE }, signal),
  });

export const jobsOfOrderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['printing', 'order', orderId],
    queryFn: ({ signal }) => getPage<PrintJobView>('/print_jobs', { order_id: orderId, limit: MOST }, signal),
  });

export const jobQuery = (id: string) =>
  queryOptions({ queryKey: ['printing', 'job', id], queryFn: ({ signal }) => get<PrintJobView>(`/print_jobs/${id}`, undefined, signal) });

export const jobEventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['printing', 'events', id],
    queryFn: ({ signal }) => getStream<PrintJobEvent>(`/print_jobs/${id}/events`, { limit: MOST }, signal),
  });

export const printersQuery = queryOptions({
  queryKey: ['printing', 'printers'],
  // Silence is an event that no row tells of.
  refetchInterval: 30_000,
  queryFn: ({ signal }) => getPage<PrinterView>('/printers', { limit: MOST }, signal),
});

export const agentsQuery = (page: number) =>
  queryOptions({
    queryKey: ['printing', 'agents', page],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => getPage<PrintAgent>('/print_agents', { page, limit: PAGE_SIZE }, signal),
  });

export const printSettingsQuery = queryOptions({
  queryKey: ['printing', 'settings'],
  staleTime: 60_000,
  queryFn: ({ signal }) => get<PrintSettings>('/print-settings', undefined, signal),
});

/** What needs a person at the printers. */
export const attentionQuery = queryOptions({
  queryKey: ['printing', 'attention'],
  // Silence is an event that no row tells of.
  refetchInterval: 60_000,
  queryFn: async ({ signal }) =>
    (await get<{ readonly items: readonly PrintAttention[] }>('/print_jobs/attention', undefined, signal)).items,
});

/** Absent days: today. */
export const figuresQuery = (from?: string, to?: string) =>
  queryOptions({
    queryKey: ['printing', 'figures', from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<PrintFigures>('/print_jobs/figures', { from, to }, signal),
  });

export const touchedByPrinting = [['printing']] as const;

/** Delivers the order of this job. */
export const handOver = (id: string): Promise<PrintJobView> => post(`/print_jobs/${id}/hand-over`, {});

type Answer = 'printed' | 'queued' | 'cancelled' | 'failed';
export const sayState = (id: string, status: Answer, reason?: string): Promise<PrintJobView> =>
  put(`/print_jobs/${id}/status`, { status, ...(reason ? { reason } : {}) });
export const printAgain = (id: string, reason: string, printerId?: string): Promise<PrintJobView> =>
  post(`/print_jobs/${id}/retry`, { ...(reason ? { reason } : {}), ...(printerId ? { printer_id: printerId } : {}) });
/** Null: any printer that can. */
export const moveTo = (id: string, printerId: string | null): Promise<PrintJobView> =>
  post(`/print_jobs/${id}/move`, { printer_id: printerId });
export const release = (code: string): Promise<readonly PrintJobView[]> => post('/print_jobs/release', { pickup_code: code });
export const changePrinter = (id: string, change: unknown): Promise<PrinterView> => patch(`/printers/${id}`, change);
export const openPairing = (): Promise<Pairing> => post('/print_agents/pairings', {});

/** The same server under the address this page came from: its own name may be another one. */
export function ownPath(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
