/** Addresses of the books. Days and filters stand in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { dayOf, given, readJournalSearch, readRange } from './ledger-search.ts';

const getParentRoute = () => shellRoute;

const homeRoute = createRoute({
  getParentRoute,
  path: 'books',
  component: lazyRouteComponent(() => import('./books-page.tsx'), 'BooksPage'),
});
const profitLossRoute = createRoute({
  getParentRoute,
  path: 'books/profit-loss',
  validateSearch: readRange,
  component: lazyRouteComponent(() => import('./profit-loss-page.tsx'), 'ProfitLossPage'),
});
const balanceSheetRoute = createRoute({
  getParentRoute,
  path: 'books/balance-sheet',
  validateSearch: (raw: Record<string, unknown>) => given<{ readonly at?: string }>({ at: dayOf(raw['at']) }),
  component: lazyRouteComponent(() => import('./balance-sheet-page.tsx'), 'BalanceSheetPage'),
});
const trialBalanceRoute = createRoute({
  getParentRoute,
  path: 'books/trial-balance',
  validateSearch: readRange,
  component: lazyRouteComponent(() => import('./trial-balance-page.tsx'), 'TrialBalancePage'),
});
const taxRoute = createRoute({
  getParentRoute,
  path: 'books/tax',
  validateSearch: readRange,
  component: lazyRouteComponent(() => import('./tax-page.tsx'), 'TaxPage'),
});
const journalRoute = createRoute({
  getParentRoute,
  path: 'books/journal',
  validateSearch: readJournalSearch,
  component: lazyRouteComponent(() => import('./journal-page.tsx'), 'JournalPage'),
});
const newEntryRoute = createRoute({
  getParentRoute,
  path: 'books/journal/new',
  component: lazyRouteComponent(() => import('./new-entry-page.tsx'), 'NewEntryPage'),
});
const entryRoute = createRoute({
  getParentRoute,
  path: 'books/journal/$id',
  component: lazyRouteComponent(() => import('./entry-page.tsx'), 'EntryPage'),
});
const accountsRoute = createRoute({
  getParentRoute,
  path: 'books/accounts',
  component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'AccountsPage'),
});
const openingRoute = createRoute({
  getParentRoute,
  path: 'books/opening',
  component: lazyRouteComponent(() => import('./opening-page.tsx'), 'OpeningPage'),
});

export const booksRoutes = [
  homeRoute,
  profitLossRoute,
  balanceSheetRoute,
  trialBalanceRoute,
  taxRoute,
  journalRoute,
  newEntryRoute,
  entryRoute,
  accountsRoute,
  openingRoute,
] as const;
