/** Addresses of setup. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'setup',
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'PageSetup'),
});

export const setupRoutes = [listRoute] as const;
