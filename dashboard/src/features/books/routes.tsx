/** Addresses of books. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'books',
  component: lazyRouteComponent(() => import('./books-page.tsx'), 'PageBooks'),
});

export const booksRoutes = [listRoute] as const;
