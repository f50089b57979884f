/** Addresses of payments: lists, one payment, reconciliation. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { readLinesSearch, readPageSearch, readPaymentsSearch, readRefundsSearch } from './payments-search.ts';

const getParentRoute = () => shellRoute;

const listRoute = createRoute({
  getParentRoute,
  path: 'payments',
  validateSearch: readPaymentsSearch,
  component: lazyRouteComponent(() => import('./payments-page.tsx'), 'PaymentsPage'),
});
const attentionRoute = createRoute({
  getParentRoute,
  path: 'payments/attention',
  validateSearch: readPageSearch,
  component: lazyRouteComponent(() => import('./attention-page.tsx'), 'AttentionPage'),
});
const refundsRoute = createRoute({
  getParentRoute,
  path: 'payments/refunds',
  validateSearch: readRefundsSearch,
  component: lazyRouteComponent(() => import('./refunds-page.tsx'), 'RefundsPage'),
});
const linksRoute = createRoute({
  getParentRoute,
  path: 'payments/links',
  validateSearch: readPageSearch,
  component: lazyRouteComponent(() => import('./links-page.tsx'), 'LinksPage'),
});
const reconcileRoute = createRoute({
  getParentRoute,
  path: 'payments/reconcile',
  validateSearch: readLinesSearch,
  component: lazyRouteComponent(() => import('./reconcile-page.tsx'), 'ReconcilePage'),
});
const paymentRoute = createRoute({
  getParentRoute,
  path: 'payments/$id',
  component: lazyRouteComponent(() => import('./payment-page.tsx'), 'PaymentPage'),
});

export const paymentsRoutes = [listRoute, attentionRoute, refundsRoute, linksRoute, reconcileRoute, paymentRoute] as const;
