/** Addresses of returns. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'returns',
  component: lazyRouteComponent(() => import('./returns-page.tsx'), 'PageReturns'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'returns/$id',
  component: lazyRouteComponent(() => import('./returns-page.tsx'), 'PageReturns'),
});
export const returnsRoutes = [listRoute, detailRoute] as const;
