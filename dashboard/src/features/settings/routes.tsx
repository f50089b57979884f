/** Addresses of settings. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'PageSettings'),
});

export const settingsRoutes = [listRoute] as const;
