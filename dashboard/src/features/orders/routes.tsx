/** Addresses of orders. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders',
  component: lazyRouteComponent(() => import('./orders-page.tsx'), 'PageOrders'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders/$id',
  component: lazyRouteComponent(() => import('./orders-page.tsx'), 'PageOrders'),
});
export const ordersRoutes = [listRoute, detailRoute] as const;
