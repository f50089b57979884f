/** Addresses of products, their categories, the import and the WhatsApp catalogue. Filters live here, so that a link shows the same list. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

export interface ProductsSearch {
  readonly search?: string;
  readonly category?: string;
  /** Absent: drafts and published ones. */
  readonly state?: 'published' | 'draft' | 'archived';
  readonly priority?: 'yes' | 'no';
  readonly stock?: 'in' | 'low' | 'out';
  readonly sort?: 'name' | 'price' | '-price' | 'newest';
  readonly page?: number;
}

const oneOf = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((each) => each === value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const pageNumber = (value: unknown): number | undefined =>
  Number.isInteger(Number(value)) && Number(value) > 1 ? Number(value) : undefined;

function given<T extends object>(search: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products',
  validateSearch: (search: Record<string, unknown>): ProductsSearch =>
    given<ProductsSearch>({
      search: text(search['search']),
      category: text(search['category']),
      state: oneOf(search['state'], ['published', 'draft', 'archived']),
      priority: oneOf(search['priority'], ['yes', 'no']),
      stock: oneOf(search['stock'], ['in', 'low', 'out']),
      sort: oneOf(search['sort'], ['name', 'price', '-price', 'newest']),
      page: pageNumber(search['page']),
    }),
  component: lazyRouteComponent(() => import('./products-page.tsx'), 'ProductsPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/new',
  component: lazyRouteComponent(() => import('./new-product-page.tsx'), 'NewProductPage'),
});

const categoriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/categories',
  component: lazyRouteComponent(() => import('./categories-page.tsx'), 'CategoriesPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/import',
  validateSearch: (search: Record<string, unknown>): { readonly run?: string; readonly page?: number } =>
    given<{ readonly run?: string; readonly page?: number }>({ run: text(search['run']), page: pageNumber(search['page']) }),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
});

const whatsappRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/whatsapp',
  validateSearch: (search: Record<string, unknown>): { readonly kind?: 'missing' | 'surplus' | 'differs'; readonly page?: number } =>
    given<{ readonly kind?: 'missing' | 'surplus' | 'differs'; readonly page?: number }>({
      kind: oneOf(search['kind'], ['missing', 'surplus', 'differs']),
      page: pageNumber(search['page']),
    }),
  component: lazyRouteComponent(() => import('./whatsapp-page.tsx'), 'WhatsappPage'),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'products/$id',
  component: lazyRouteComponent(() => import('./product-page.tsx'), 'ProductPage'),
});

export const productsRoutes = [listRoute, newRoute, categoriesRoute, importRoute, whatsappRoute, detailRoute] as const;
