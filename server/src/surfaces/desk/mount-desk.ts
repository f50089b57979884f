/** Mounts the desk at /app: sign-in open to all, everything else behind its door. Register before the storefront's `/:slug`. */
import { acceptForms } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { bookRoutes } from './books.routes.ts';
import { chatRoutes } from './chats.routes.ts';
import { deskAssets } from './desk-assets.ts';
import type { DeskDeps } from './desk-deps.ts';
import { createDoor } from './desk-session.ts';
import { eventRoutes } from './events.routes.ts';
import { goodsRoutes } from './goods.routes.ts';
import { orderRoutes } from './orders.routes.ts';
import { returnRoutes } from './returns.routes.ts';
import { signInRoutes } from './sign-in.routes.ts';

export function deskRoutes(deps: DeskDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    await acceptForms(scope);
    deskAssets(scope);
    signInRoutes(deps)(scope);
    await scope.register(async (behind) => {
      const inner = behind as Edge;
      // The edge knows bearer tokens only: the desk's cookie is read by its own door, so these routes are public to the edge.
      inner.addHook('onRequest', createDoor(deps));
      for (const routes of [orderRoutes, bookRoutes, returnRoutes, goodsRoutes, chatRoutes, eventRoutes]) routes(deps)(inner);
    });
  };
}
