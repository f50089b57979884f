/** HTTP of categories. Mounted under /api/v1. */
import { category, categoryChange, categoryInput, categoryOrder, removed } from '@parley/contract/api/catalog.ts';
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import type { CategoryId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { anyRole, selling } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith } from '../../foundation/http/perform.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import type { CategoryView } from './index.ts';
import { categoryAnswer } from './product-answer.ts';

const write = { access: selling };
const one = successOf(category);

/** `edge.register(categoryRoutes(deps), { prefix: '/api/v1' })` */
export function categoryRoutes({ catalog }: Pick<CatalogRoutesDeps, 'catalog'>) {
  return async (app: Edge): Promise<void> => {
    app.get('/categories', { config: { access: anyRole }, schema: { response: { 200: successOf(z.array(category)) } } }, (request, reply) =>
      readWith(request, reply, async (tx) => ok((await catalog.categories(tx)).map(categoryAnswer))),
    );
    app.post('/categories', { config: write, schema: { body: categoryInput, response: { 201: one } } }, (request, reply) => {
      const { name, parent_id: parent, position } = request.body;
      const input = { name, ...(parent && { parentId: parent as CategoryId }), ...(position !== undefined && { position }) };
      return perform(request, reply, async (tx) => answer(await catalog.createCategory(tx, input)), { status: 201 });
    });
    app.put(
      '/categories/order',
      { config: write, schema: { body: categoryOrder, response: { 200: successOf(z.array(category)) } } },
      (request, reply) =>
        perform(request, reply, async (tx) => {
          await catalog.orderCategories(tx, request.body.ids as CategoryId[]);
          return ok((await catalog.categories(tx)).map(categoryAnswer));
        }),
    );
    app.patch(
      '/categories/:id',
      { config: write, schema: { params: idParam, body: categoryChange, response: { 200: one } } },
      (request, reply) => {
        const { name, parent_id: parent, position } = request.body;
        const change = {
          ...(name !== undefined && { name }),
          ...(parent !== undefined && { parentId: parent as CategoryId | null }),
          ...(position !== undefined && { position }),
        };
        return perform(request, reply, async (tx) => answer(await catalog.changeCategory(tx, request.params.id as CategoryId, change)));
      },
    );
    app.delete('/categories/:id', { config: write, schema: { params: idParam, response: { 200: successOf(removed) } } }, (request, reply) =>
      perform(request, reply, (tx) => catalog.deleteCategory(tx, request.params.id as CategoryId)),
    );
  };
}

function answer(result: Result<CategoryView>) {
  return result.ok ? ok(categoryAnswer(result.value)) : result;
}
