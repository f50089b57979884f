/** Addresses of customers. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'customers',
  component: lazyRouteComponent(() => import('./customers-page.tsx'), 'PageCustomers'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'customers/$id',
  component: lazyRouteComponent(() => import('./customers-page.tsx'), 'PageCustomers'),
});
export const customersRoutes = [listRoute, detailRoute] as const;
