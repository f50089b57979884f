/** HTTP of the whole catalogue in one mount. Pictures for everybody are mounted apart, at the root (`pictureRoutes`). */
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import { categoryRoutes } from './category.routes.ts';
import { imageRoutes } from './image.routes.ts';
import { optionRoutes } from './option.routes.ts';
import { productRoutes } from './product.routes.ts';
import { variantRoutes } from './variant.routes.ts';

export { pictureRoutes } from './image.routes.ts';

/** `edge.register(catalogRoutes({ catalog, audit: merchants.audit, publicUrl }), { prefix: '/api/v1' })` */
export function catalogRoutes(deps: CatalogRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    for (const routes of [categoryRoutes(deps), productRoutes(deps), variantRoutes(deps), optionRoutes(deps), imageRoutes(deps)])
      app.register(routes);
  };
}
