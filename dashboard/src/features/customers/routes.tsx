/** Addresses of customers. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { readCustomersSearch } from './customers-search.ts';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'customers',
  validateSearch: readCustomersSearch,
  component: lazyRouteComponent(() => import('./customers-page.tsx'), 'CustomersPage'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'customers/$id',
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'CustomerPage'),
});
export const customersRoutes = [listRoute, detailRoute] as const;
