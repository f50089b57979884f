/** What the server says about today. Keys begin with `home`. */
import type { DashboardFunnel, DashboardJob, DashboardOrder, DashboardStats } from '@parley/contract/api/dashboard.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, getPage, post } from '../../api.ts';

/** Today moves on though nothing happens: figures are asked for again now and then. */
const STALE_MS = 60_000;
export const SHOWN_ORDERS = 6;
export const SHOWN_JOBS = 5;

export const statsQuery = queryOptions({
  queryKey: ['home', 'stats'],
  queryFn: ({ signal }) => get<DashboardStats>('/dashboard/stats', undefined, signal),
  refetchInterval: STALE_MS,
});
export const toActQuery = queryOptions({
  queryKey: ['home', 'to-act'],
  queryFn: ({ signal }) => getPage<DashboardOrder>('/dashboard/orders', { waiting: 'act', limit: SHOWN_ORDERS }, signal),
});
export const failedQuery = queryOptions({
  queryKey: ['home', 'failed'],
  queryFn: ({ signal }) => getPage<DashboardJob>('/dashboard/failed-jobs', { limit: SHOWN_JOBS }, signal),
  refetchInterval: STALE_MS,
});
export const funnelQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['home', 'funnel', from, to],
    queryFn: ({ signal }) => get<DashboardFunnel>('/dashboard/funnel', { from, to }, signal),
  });
export const retryJob = (id: string): Promise<unknown> => post(`/dashboard/failed-jobs/${id}/retry`, {});
