/** HTTP of a product's variants. Mounted under /api/v1. */
import { removed, variant, variantChange, variantInput, variantParams } from '@parley/contract/api/catalog.ts';
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, selling } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith } from '../../foundation/http/perform.ts';
import type { CatalogRoutesDeps } from './catalog-routes-deps.ts';
import type { Catalog, VariantChange } from './index.ts';
import { variantAnswer } from './product-answer.ts';
import { gramsOf, readMoney, readOptions } from './product-body.ts';

const write = { access: selling };
const one = successOf(variant);

/** `edge.register(variantRoutes(deps), { prefix: '/api/v1' })` */
export function variantRoutes(deps: CatalogRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    listAndAdd(app, deps);
    changeAndRemove(app, deps);
  };
}

function listAndAdd(app: Edge, { catalog, audit }: CatalogRoutesDeps): void {
  app.get(
    '/products/:id/variants',
    { config: { access: anyRole }, schema: { params: idParam, response: { 200: successOf(z.array(variant)) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const found = await catalog.product(tx, request.params.id as ProductId);
        return found.ok ? ok(found.value.variants.map((each) => variantAnswer(each, found.value.optionNames))) : found;
      }),
  );
  app.post(
    '/products/:id/variants',
    { config: write, schema: { params: idParam, body: variantInput, response: { 201: one } } },
    (request, reply) =>
      perform(
        request,
        reply,
        async (tx, actor) => {
          const productId = request.params.id as ProductId;
          const input = await readVariantChange(catalog, tx, productId, request.body);
          if (!input.ok) return input;
          const { optionValues = [], price } = input.value;
          if (!price) return refuse('request.invalid', { details: [{ field: 'price', message: 'Needed.' }] });
          const added = await catalog.addVariant(tx, productId, { ...input.value, optionValues, price });
          if (!added.ok) return added;
          await audit.record(tx, {
            action: 'variant.created',
            subject: subjectOf(added.value),
            actor,
            after: request.body,
            requestId: request.id,
          });
          return show(catalog, tx, productId, added.value);
        },
        { status: 201 },
      ),
  );
}

function changeAndRemove(app: Edge, { catalog, audit }: CatalogRoutesDeps): void {
  app.patch(
    '/products/:id/variants/:variant_id',
    { config: write, schema: { params: variantParams, body: variantChange, response: { 200: one } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const productId = request.params.id as ProductId;
        const variantId = request.params.variant_id as VariantId;
        const before = await show(catalog, tx, productId, variantId);
        if (!before.ok) return before;
        const change = await readVariantChange(catalog, tx, productId, request.body);
        if (!change.ok) return change;
        const changed = await catalog.changeVariant(tx, { productId, variantId }, change.value);
        if (!changed.ok) return changed;
        const record = { action: 'variant.changed', subject: subjectOf(variantId), actor, requestId: request.id };
        await audit.record(tx, { ...record, before: before.value, after: request.body });
        return show(catalog, tx, productId, variantId);
      }),
  );
  app.delete(
    '/products/:id/variants/:variant_id',
    { config: write, schema: { params: variantParams, response: { 200: successOf(removed) } } },
    (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const at = { productId: request.params.id as ProductId, variantId: request.params.variant_id as VariantId };
        const gone = await catalog.archiveVariant(tx, at);
        if (!gone.ok) return gone;
        await audit.record(tx, { action: 'variant.deleted', subject: subjectOf(gone.value), actor, requestId: request.id });
        return ok({ id: gone.value });
      }),
  );
}

async function show(catalog: Catalog, tx: Tx, productId: ProductId, id: VariantId) {
  const found = await catalog.product(tx, productId);
  if (!found.ok) return found;
  const own = found.value.variants.find((each) => each.variantId === id);
  return own ? ok(variantAnswer(own, found.value.optionNames)) : refuse('variant.not_found');
}

async function readVariantChange(
  catalog: Catalog,
  tx: Tx,
  productId: ProductId,
  body: z.infer<typeof variantChange>,
): Promise<Result<VariantChange>> {
  const product = await catalog.product(tx, productId);
  if (!product.ok) return product;
  const values = body.options === undefined ? ok(undefined) : readOptions('options', product.value.optionNames, body.options);
  if (!values.ok) return values;
  const price = body.price === undefined ? ok(undefined) : readMoney('price', body.price, product.value.price.currency);
  if (!price.ok) return price;
  return ok({
    ...(values.value && { optionValues: values.value }),
    ...(price.value && { price: price.value }),
    ...(body.sku !== undefined && { sku: body.sku }),
    ...(body.weight_kg !== undefined && { weightGrams: body.weight_kg === null ? null : gramsOf(body.weight_kg) }),
    ...(body.in_stock !== undefined && { inStock: body.in_stock }),
    ...(body.position !== undefined && { position: body.position }),
  });
}

function subjectOf(id: string) {
  return { kind: 'variant', id };
}
