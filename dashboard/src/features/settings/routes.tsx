/** Addresses of the settings: one page a subject, under one frame with a list of them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { type AuditSubject, auditSubjects } from './audit-subjects.ts';

const frameRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings-frame.tsx'), 'SettingsFrame'),
});

const paged = (search: Record<string, unknown>): { readonly page?: number } => {
  const page = Number(search['page']);
  return Number.isInteger(page) && page > 1 ? { page } : {};
};
const auditSearch = (search: Record<string, unknown>): { readonly about?: AuditSubject } => {
  const about = auditSubjects.find((each) => each === search['about']);
  return about === undefined ? {} : { about };
};

const under = { getParentRoute: () => frameRoute } as const;

const shopRoute = createRoute({ ...under, path: '/', component: lazyRouteComponent(() => import('./shop-page.tsx'), 'ShopPage') });
const sellingRoute = createRoute({
  ...under,
  path: 'selling',
  component: lazyRouteComponent(() => import('./selling-page.tsx'), 'SellingPage'),
});
const printingRoute = createRoute({
  ...under,
  path: 'printing',
  component: lazyRouteComponent(() => import('../printing/settings-page.tsx'), 'PrintSettingsPage'),
});
const connectionsRoute = createRoute({
  ...under,
  path: 'connections',
  component: lazyRouteComponent(() => import('./connections-page.tsx'), 'ConnectionsPage'),
});
const connectionRoute = createRoute({
  ...under,
  path: 'connections/$kind',
  component: lazyRouteComponent(() => import('./connection-page.tsx'), 'ConnectionPage'),
});
const storefrontRoute = createRoute({
  ...under,
  path: 'storefront',
  component: lazyRouteComponent(() => import('./storefront-page.tsx'), 'StorefrontPage'),
});
const peopleRoute = createRoute({
  ...under,
  validateSearch: paged,
  path: 'people',
  component: lazyRouteComponent(() => import('./people-page.tsx'), 'PeoplePage'),
});
const securityRoute = createRoute({
  ...under,
  path: 'security',
  component: lazyRouteComponent(() => import('./security-page.tsx'), 'SecurityPage'),
});
const keysRoute = createRoute({
  ...under,
  validateSearch: paged,
  path: 'keys',
  component: lazyRouteComponent(() => import('./keys-page.tsx'), 'KeysPage'),
});
const auditRoute = createRoute({
  ...under,
  validateSearch: auditSearch,
  path: 'audit',
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});

export const settingsRoutes = [
  frameRoute.addChildren([
    shopRoute,
    sellingRoute,
    printingRoute,
    connectionsRoute,
    connectionRoute,
    storefrontRoute,
    peopleRoute,
    securityRoute,
    keysRoute,
    auditRoute,
  ]),
] as const;
