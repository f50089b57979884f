/** Addresses of reports: days, groupings and pages stand in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { given, pageOf } from '../books/ledger-search.ts';
import { readPagedRange, readSalesSearch, readSoldOrdersSearch } from './reports-search.ts';

const getParentRoute = () => shellRoute;

const salesRoute = createRoute({
  getParentRoute,
  path: 'reports',
  validateSearch: readSalesSearch,
  component: lazyRouteComponent(() => import('./sales-page.tsx'), 'SalesPage'),
});
const soldOrdersRoute = createRoute({
  getParentRoute,
  path: 'reports/sales/orders',
  validateSearch: readSoldOrdersSearch,
  component: lazyRouteComponent(() => import('./sold-orders-page.tsx'), 'SoldOrdersPage'),
});
const marginRoute = createRoute({
  getParentRoute,
  path: 'reports/margin',
  validateSearch: readPagedRange,
  component: lazyRouteComponent(() => import('./margin-page.tsx'), 'MarginPage'),
});
const receivablesRoute = createRoute({
  getParentRoute,
  path: 'reports/receivables',
  validateSearch: readPagedRange,
  component: lazyRouteComponent(() => import('./receivables-page.tsx'), 'ReceivablesPage'),
});
const ageingRoute = createRoute({
  getParentRoute,
  path: 'reports/stock-ageing',
  validateSearch: (raw: Record<string, unknown>) => given<{ readonly page?: number }>({ page: pageOf(raw['page']) }),
  component: lazyRouteComponent(() => import('./ageing-page.tsx'), 'AgeingPage'),
});

export const reportsRoutes = [salesRoute, soldOrdersRoute, marginRoute, receivablesRoute, ageingRoute] as const;
