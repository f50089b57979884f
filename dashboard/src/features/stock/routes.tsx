/** Addresses of stock. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock',
  component: lazyRouteComponent(() => import('./stock-page.tsx'), 'PageStock'),
});

export const stockRoutes = [listRoute] as const;
