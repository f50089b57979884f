/** Addresses of purchases. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

export interface PurchasesSearch {
  readonly search?: string;
  readonly page?: number;
}

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'purchases',
  validateSearch: (search: Record<string, unknown>): PurchasesSearch => ({
    ...(typeof search['search'] === 'string' && search['search'] !== '' ? { search: search['search'] } : {}),
    ...(Number.isInteger(Number(search['page'])) && Number(search['page']) > 1 ? { page: Number(search['page']) } : {}),
  }),
  component: lazyRouteComponent(() => import('./purchases-page.tsx'), 'PurchasesPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'purchases/new',
  component: lazyRouteComponent(() => import('./new-purchase-page.tsx'), 'NewPurchasePage'),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'purchases/$id',
  component: lazyRouteComponent(() => import('./purchase-page.tsx'), 'PurchasePage'),
});

export const purchasesRoutes = [listRoute, newRoute, detailRoute] as const;
