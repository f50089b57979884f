/** Addresses of chats: the list, and one chat beside it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/shell-route.tsx';
import { type ChatFilter, filterOf } from './chat-filter.ts';

const search = { validateSearch: (given: Record<string, unknown>): ChatFilter => filterOf(given) };

const listRoute = createRoute({
  ...search,
  getParentRoute: () => shellRoute,
  path: 'chats',
  component: lazyRouteComponent(() => import('./chats-page.tsx'), 'ChatsPage'),
});

const chatRoute = createRoute({
  ...search,
  getParentRoute: () => shellRoute,
  path: 'chats/$id',
  component: lazyRouteComponent(() => import('./chats-page.tsx'), 'ChatsPage'),
});

export const chatsRoutes = [listRoute, chatRoute] as const;
