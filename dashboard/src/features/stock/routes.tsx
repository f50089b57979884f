/** Addresses of stock: levels, movements, counting, moving, places. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

export interface StockSearch {
  readonly search?: string;
  readonly location?: string;
  readonly show?: 'low' | 'out' | 'held';
  readonly sort?: 'name' | 'available' | '-available' | 'on_hand' | '-on_hand';
  readonly page?: number;
}
export interface MovementsSearch {
  readonly variant?: string;
  readonly product?: string;
}

const oneOf = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((each) => each === value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function given<T extends object>(search: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

const levelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock',
  validateSearch: (search: Record<string, unknown>): StockSearch =>
    given<StockSearch>({
      search: text(search['search']),
      location: text(search['location']),
      show: oneOf(search['show'], ['low', 'out', 'held']),
      sort: oneOf(search['sort'], ['name', 'available', '-available', 'on_hand', '-on_hand']),
      page: Number.isInteger(Number(search['page'])) && Number(search['page']) > 1 ? Number(search['page']) : undefined,
    }),
  component: lazyRouteComponent(() => import('./stock-page.tsx'), 'StockPage'),
});

const movementsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock/movements',
  validateSearch: (search: Record<string, unknown>): MovementsSearch =>
    given<MovementsSearch>({ variant: text(search['variant']), product: text(search['product']) }),
  component: lazyRouteComponent(() => import('./movements-page.tsx'), 'MovementsPage'),
});

const countRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock/count',
  component: lazyRouteComponent(() => import('./count-page.tsx'), 'CountPage'),
});

const transferRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock/transfer',
  component: lazyRouteComponent(() => import('./transfer-page.tsx'), 'TransferPage'),
});

const locationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'stock/locations',
  component: lazyRouteComponent(() => import('./locations-page.tsx'), 'LocationsPage'),
});

export const stockRoutes = [levelsRoute, movementsRoute, countRoute, transferRoute, locationsRoute] as const;
