/** Addresses of returns. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { readReturnsSearch } from './returns-search.ts';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'returns',
  validateSearch: readReturnsSearch,
  component: lazyRouteComponent(() => import('./returns-page.tsx'), 'ReturnsPage'),
});
const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'returns/new',
  validateSearch: (raw: Record<string, unknown>): { readonly order?: string } =>
    typeof raw['order'] === 'string' ? { order: raw['order'] } : {},
  component: lazyRouteComponent(() => import('./new-return-page.tsx'), 'NewReturnPage'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'returns/$id',
  component: lazyRouteComponent(() => import('./return-page.tsx'), 'ReturnPage'),
});
export const returnsRoutes = [listRoute, newRoute, detailRoute] as const;
