/** Addresses of payments. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'payments',
  component: lazyRouteComponent(() => import('./payments-page.tsx'), 'PagePayments'),
});

export const paymentsRoutes = [listRoute] as const;
