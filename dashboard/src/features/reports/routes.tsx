/** Addresses of reports. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'reports',
  component: lazyRouteComponent(() => import('./reports-page.tsx'), 'PageReports'),
});

export const reportsRoutes = [listRoute] as const;
