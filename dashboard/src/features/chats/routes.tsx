/** Addresses of chats. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'chats',
  component: lazyRouteComponent(() => import('./chats-page.tsx'), 'PageChats'),
});
const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'chats/$id',
  component: lazyRouteComponent(() => import('./chats-page.tsx'), 'PageChats'),
});
export const chatsRoutes = [listRoute, detailRoute] as const;
