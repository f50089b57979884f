/** Addresses of products. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products',
  component: lazyRouteComponent(() => import('./products-page.tsx'), 'PageProducts'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/$id',
  component: lazyRouteComponent(() => import('./products-page.tsx'), 'PageProducts'),
});
export const productsRoutes = [listRoute, detailRoute] as const;
