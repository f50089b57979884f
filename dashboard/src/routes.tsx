/** The address tree: every feature hangs its pages on the shell; addresses are under /app. */
import { createRouter } from '@tanstack/react-router';
import { booksRoutes } from './features/books/routes.tsx';
import { chatsRoutes } from './features/chats/routes.tsx';
import { customersRoutes } from './features/customers/routes.tsx';
import { homeRoutes } from './features/home/routes.tsx';
import { ordersRoutes } from './features/orders/routes.tsx';
import { paymentsRoutes } from './features/payments/routes.tsx';
import { peopleRoutes } from './features/people/routes.tsx';
import { printingRoutes } from './features/printing/routes.tsx';
import { productsRoutes } from './features/products/routes.tsx';
import { purchasesRoutes } from './features/purchases/routes.tsx';
import { reportsRoutes } from './features/reports/routes.tsx';
import { returnsRoutes } from './features/returns/routes.tsx';
import { settingsRoutes } from './features/settings/routes.tsx';
import { setupRoutes } from './features/setup/routes.tsx';
import { stockRoutes } from './features/stock/routes.tsx';
import { client } from './query-client.ts';
import { NotFound } from './shell/not-found.tsx';
import { rootRoute, shellRoute } from './shell/shell-route.tsx';
import { PageFailure, WaitingPage } from './ui/states.tsx';

const tree = rootRoute.addChildren([
  ...peopleRoutes,
  shellRoute.addChildren([
    ...homeRoutes,
    ...ordersRoutes,
    ...printingRoutes,
    ...chatsRoutes,
    ...productsRoutes,
    ...customersRoutes,
    ...stockRoutes,
    ...purchasesRoutes,
    ...returnsRoutes,
    ...paymentsRoutes,
    ...booksRoutes,
    ...reportsRoutes,
    ...settingsRoutes,
    ...setupRoutes,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: '/app',
  context: { client },
  defaultPreload: 'intent',
  // The cache of answers decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingComponent: () => <WaitingPage />,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
