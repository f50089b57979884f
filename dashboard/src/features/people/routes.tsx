/** Addresses that open without being signed in: signing in and what leads to it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../shell/shell-route.tsx';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  /** `to`: where they wanted to go. */
  validateSearch: (search: Record<string, unknown>): { to?: string } => {
    const to = text(search['to']);
    return to === undefined ? {} : { to };
  },
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});

export const peopleRoutes = [signInRoute] as const;
