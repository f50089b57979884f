/** Addresses of the print shop: the board, all jobs, one job, printers with their agents, the figures. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { isDay } from '../../ui/days.ts';
import { type Column, columns } from './board-columns.ts';
import { jobFilters } from './job-states.ts';
import type { JobsSearch } from './printing-queries.ts';

const under = { getParentRoute: () => shellRoute } as const;

const boardRoute = createRoute({
  ...under,
  path: 'print',
  validateSearch: (raw: Record<string, unknown>): { readonly column?: Column } => {
    const column = columns.find((each) => each === raw['column']);
    return column === undefined ? {} : { column };
  },
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
});

export function readJobsSearch(raw: Record<string, unknown>): JobsSearch {
  const status = jobFilters.find((each) => each === raw['status']);
  const page = Number(raw['page']);
  return {
    ...(status === undefined ? {} : { status }),
    ...(typeof raw['printer'] === 'string' && raw['printer'] !== '' ? { printer: raw['printer'] } : {}),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
  };
}

const jobsRoute = createRoute({
  ...under,
  path: 'print/jobs',
  validateSearch: readJobsSearch,
  component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
});
const jobRoute = createRoute({
  ...under,
  path: 'print/jobs/$id',
  component: lazyRouteComponent(() => import('./job-page.tsx'), 'JobPage'),
});
const printersRoute = createRoute({
  ...under,
  path: 'print/printers',
  validateSearch: (raw: Record<string, unknown>): { readonly page?: number } => {
    const page = Number(raw['page']);
    return Number.isInteger(page) && page > 1 ? { page } : {};
  },
  component: lazyRouteComponent(() => import('./printers-page.tsx'), 'PrintersPage'),
});
const figuresRoute = createRoute({
  ...under,
  path: 'print/figures',
  validateSearch: (raw: Record<string, unknown>): { readonly from?: string; readonly to?: string } =>
    isDay(raw['from']) && isDay(raw['to']) && raw['from'] <= raw['to'] ? { from: raw['from'], to: raw['to'] } : {},
  component: lazyRouteComponent(() => import('./figures-page.tsx'), 'FiguresPage'),
});

export const printingRoutes = [boardRoute, jobsRoute, jobRoute, printersRoute, figuresRoute] as const;
