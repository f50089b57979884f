/** Addresses of orders. What filters, sorts and pages the list stands in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { given, readOrdersSearch, textOf } from './orders-search.ts';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('./orders-page.tsx'), 'OrdersPage'),
});
const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders/new',
  validateSearch: (raw: Record<string, unknown>) =>
    given<{ phone?: string; name?: string }>({ phone: textOf(raw['phone']), name: textOf(raw['name']) }),
  component: lazyRouteComponent(() => import('./new-order-page.tsx'), 'NewOrderPage'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders/$id',
  component: lazyRouteComponent(() => import('./order-page.tsx'), 'OrderPage'),
});
const editRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'orders/$id/edit',
  component: lazyRouteComponent(() => import('./edit-order-page.tsx'), 'EditOrderPage'),
});
export const ordersRoutes = [listRoute, newRoute, detailRoute, editRoute] as const;
