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

const token = (search: Record<string, unknown>): { token: string } => ({ token: text(search['token']) ?? '' });

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'register',
  component: lazyRouteComponent(() => import('./register-page.tsx'), 'RegisterPage'),
});

const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'forgot',
  component: lazyRouteComponent(() => import('./forgot-page.tsx'), 'ForgotPage'),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'reset',
  validateSearch: token,
  component: lazyRouteComponent(() => import('./reset-page.tsx'), 'ResetPage'),
});

const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'invite',
  validateSearch: token,
  component: lazyRouteComponent(() => import('./invite-page.tsx'), 'InvitePage'),
});

export const peopleRoutes = [signInRoute, registerRoute, forgotRoute, resetRoute, inviteRoute] as const;
