/** The two roots of the address tree: open pages (sign-in) hang on the root, everything else on the shell, which knows who is signed in. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { meQuery } from '../session.ts';
import { Shell } from './shell.tsx';

export const rootRoute = createRootRouteWithContext<{ readonly client: QueryClient }>()({ component: Outlet });

export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(meQuery);
    // Back to where they wanted to go, once signed in.
    if (me === null) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } });
  },
});
