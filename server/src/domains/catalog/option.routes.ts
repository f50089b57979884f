/** HTTP of a product's shape: its options, its way back from the archive, and finding variants of all products. Mounted under /api/v1. */
import { foundVariant, optionsInput, productDetail, variantQuery } from '@parley/contract/api/catalog.ts';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole, selling } from '@parley/contract/values/role.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage } from '../../foundation/http/perform.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import type { OptionChange } from './index.ts';
import { foundVariantAnswer, productDetailAnswer } from './product-answer.ts';

const one = { 200: successOf(productDetail) };
const config = { access: selling };

export function optionRoutes(deps: CatalogRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    shapeRoutes(app, deps);
    findRoute(app, deps);
  };
}

function shapeRoutes(app: Edge, { catalog, audit, publicUrl }: CatalogRoutesDeps): void {
  app.put('/products/:id/options', { config, schema: { params: idParam, body: optionsInput, response: one } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const id = request.params.id as ProductId;
      const options = request.body.options.map(
        ({ name, was, value }): OptionChange => ({ name, ...(was !== undefined && { was }), ...(value !== undefined && { value }) }),
      );
      const done = await catalog.changeOptions(tx, id, options);
      if (!done.ok) return done;
      const subject = { kind: 'product', id };
      await audit.record(tx, { action: 'product.options_changed', subject, actor, after: request.body, requestId: request.id });
      const found = await catalog.product(tx, id);
      return found.ok ? ok(productDetailAnswer(found.value, publicUrl)) : found;
    }),
  );
  app.post('/products/:id/restore', { config, schema: { params: idParam, response: one } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const id = request.params.id as ProductId;
      const done = await catalog.restoreProduct(tx, id);
      if (!done.ok) return done;
      await audit.record(tx, { action: 'product.restored', subject: { kind: 'product', id }, actor, requestId: request.id });
      const found = await catalog.product(tx, id);
      return found.ok ? ok(productDetailAnswer(found.value, publicUrl)) : found;
    }),
  );
}

function findRoute(app: Edge, { catalog, publicUrl }: CatalogRoutesDeps): void {
  app.get(
    '/variants',
    { config: { access: anyRole }, schema: { querystring: variantQuery, response: { 200: pageOf(foundVariant) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { page, limit, search, code, product_id: productId } = request.query;
        const found = await catalog.variantPage(tx, {
          page,
          limit,
          ...(search !== undefined && { search }),
          ...(code !== undefined && { code }),
          ...(productId !== undefined && { productId: productId as ProductId }),
        });
        return ok({ items: found.items.map((each) => foundVariantAnswer(each, publicUrl)), total: found.total });
      }),
  );
}
