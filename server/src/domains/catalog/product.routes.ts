/** HTTP of products. Mounted under /api/v1. */
import { product, productChange, productDetail, productInput, productQuery, removed } from '@parley/contract/api/catalog.ts';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import type { ProductId } from '@parley/contract/values/id.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { anyRole, selling } from '@parley/contract/values/role.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../foundation/http/perform.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import { productAnswer, productDetailAnswer } from './product-answer.ts';
import { readProduct, readProductChange, readQuery } from './product-body.ts';

const read = { access: anyRole };
const write = { access: selling };
const one = successOf(productDetail);
const page = pageOf(product);

/** `edge.register(productRoutes(deps), { prefix: '/api/v1' })` */
export function productRoutes(deps: CatalogRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    readRoutes(app, deps);
    writeRoutes(app, deps);
  };
}

function readRoutes(app: Edge, { catalog, publicUrl }: CatalogRoutesDeps): void {
  app.get('/products', { config: read, schema: { querystring: productQuery, response: { 200: page } } }, (request, reply) =>
    readPage(request, reply, async (tx) => {
      const { items, total } = await catalog.products(tx, readQuery(request.query));
      return ok({ items: items.map((each) => productAnswer(each, publicUrl)), total });
    }),
  );
  app.get(
    '/merchants/:id/products',
    { config: read, schema: { params: idParam, querystring: productQuery, response: { 200: page } } },
    (request, reply) =>
      readPage(request, reply, async (tx, actor) => {
        if (request.params.id !== actor.merchantId) return refuse('request.not_found');
        const { items, total } = await catalog.products(tx, readQuery(request.query));
        return ok({ items: items.map((each) => productAnswer(each, publicUrl)), total });
      }),
  );
  app.get('/products/:id', { config: read, schema: { params: idParam, response: { 200: one } } }, (request, reply) =>
    readWith(request, reply, async (tx) => {
      const found = await catalog.product(tx, request.params.id as ProductId);
      return found.ok ? ok(productDetailAnswer(found.value, publicUrl)) : found;
    }),
  );
}

function writeRoutes(app: Edge, { catalog, audit, publicUrl }: CatalogRoutesDeps): void {
  app.post('/products', { config: write, schema: { body: productInput, response: { 201: one } } }, (request, reply) =>
    perform(
      request,
      reply,
      async (tx, actor) => {
        const input = await readProduct(catalog, tx, request.body, `${actor.kind}:${actor.id}`);
        if (!input.ok) return input;
        const made = await catalog.createProduct(tx, input.value);
        if (!made.ok) return made;
        if (request.body.image_url !== undefined) await catalog.fetchImage(tx, made.value.id, request.body.image_url);
        const answer = productDetailAnswer(made.value, publicUrl);
        await audit.record(tx, {
          action: 'product.created',
          subject: subjectOf(answer.id),
          actor,
          after: request.body,
          requestId: request.id,
        });
        return ok(answer);
      },
      { status: 201 },
    ),
  );
  app.patch(
    '/products/:id',
    { config: write, schema: { params: idParam, body: productChange, response: { 200: one } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const id = request.params.id as ProductId;
        const before = await catalog.product(tx, id);
        if (!before.ok) return before;
        const change = await readProductChange(catalog, tx, request.body);
        if (!change.ok) return change;
        const changed = await catalog.changeProduct(tx, id, change.value);
        if (!changed.ok) return changed;
        const answer = productDetailAnswer(changed.value, publicUrl);
        const record = { action: 'product.changed', subject: subjectOf(id), actor, requestId: request.id };
        await audit.record(tx, {
          ...record,
          before: namedBy(request.body, productDetailAnswer(before.value, publicUrl)),
          after: request.body,
        });
        return ok(answer);
      }),
  );
  app.delete('/products/:id', { config: write, schema: { params: idParam, response: { 200: successOf(removed) } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const gone = await catalog.archiveProduct(tx, request.params.id as ProductId);
      if (gone.ok) await audit.record(tx, { action: 'product.deleted', subject: subjectOf(gone.value.id), actor, requestId: request.id });
      return gone;
    }),
  );
}

function subjectOf(id: string) {
  return { kind: 'product', id };
}

/** Of what was, the fields that the change names. */
function namedBy(change: object, before: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => name in change));
}
