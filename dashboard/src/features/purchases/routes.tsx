/** Addresses of purchases. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'purchases',
  component: lazyRouteComponent(() => import('./purchases-page.tsx'), 'PagePurchases'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'purchases/$id',
  component: lazyRouteComponent(() => import('./purchases-page.tsx'), 'PagePurchases'),
});
export const purchasesRoutes = [listRoute, detailRoute] as const;
