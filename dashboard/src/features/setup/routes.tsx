/** Address of the set-up; which step is open stands in it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { type StepId, steps } from './setup-progress.ts';

const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'setup',
  validateSearch: (search: Record<string, unknown>): { readonly step?: StepId } => {
    const step = steps.find((each) => each === search['step']);
    return step === undefined ? {} : { step };
  },
  component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
});

export const setupRoutes = [setupRoute] as const;
