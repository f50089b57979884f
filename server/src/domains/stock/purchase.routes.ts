/** HTTP of purchases: receiving, sending back, correcting the bill, looking. Mounted by stock.routes.ts. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import {
  purchase,
  purchaseCorrectionInput,
  purchaseDetail,
  purchaseInput,
  purchaseQuery,
  purchaseReturnInput,
} from '@parley/contract/api/purchases.ts';
import type { LocationId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readWith } from '../../foundation/http/perform.ts';
import type { Purchase } from './index.ts';
import { purchaseAnswer, purchaseDetailAnswer } from './purchase-answer.ts';
import {
  actorText,
  allVariantsOf,
  amountsOf,
  buying,
  namesOf,
  type StockRoutesDeps,
  seeingCosts,
  variantsOf,
} from './stock-routes-deps.ts';

const config = { access: buying };
const reading = { access: seeingCosts };

export function purchaseRoutes(deps: StockRoutesDeps) {
  const { stock } = deps;
  return async (app: Edge): Promise<void> => {
    app.get(
      '/purchases',
      { config: reading, schema: { querystring: purchaseQuery, response: { 200: pageOf(purchase) } } },
      (request, reply) =>
        readPage(request, reply, async (tx) => {
          const { page, limit, supplier, search } = request.query;
          const query = { page, limit, ...(supplier !== undefined && { supplier }), ...(search !== undefined && { search }) };
          const found = await stock.purchasePage(tx, query);
          const named = await namesIn(deps, tx, found.items);
          return ok({ items: found.items.map((each) => purchaseAnswer(each, named)), total: found.total });
        }),
    );
    app.get(
      '/purchases/:id',
      { config: reading, schema: { params: idParam, response: { 200: successOf(purchaseDetail) } } },
      (request, reply) =>
        readWith(request, reply, async (tx) => {
          const found = await stock.purchase(tx, request.params.id);
          if (!found) return refuse('purchase.not_found');
          return ok(purchaseDetailAnswer(found, await stock.purchaseChanges(tx, found.id), await namesIn(deps, tx, [found])));
        }),
    );
    app.post('/purchases', { config, schema: { body: purchaseInput, response: { 201: successOf(purchase) } } }, (request, reply) =>
      perform(
        request,
        reply,
        async (tx, actor) => {
          const done = await receive(deps, tx, request.body, actor);
          return done.ok ? noted(deps, tx, 'purchase.received', done.value, { actor, requestId: request.id }) : done;
        },
        { status: 201 },
      ),
    );
    app.post(
      '/purchases/:id/return',
      { config, schema: { params: idParam, body: purchaseReturnInput, response: { 200: successOf(purchase) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const done = await sendBack(deps, tx, request.params.id, request.body, actor);
          return done.ok ? noted(deps, tx, 'purchase.returned', done.value, { actor, requestId: request.id, asked: request.body }) : done;
        }),
    );
    app.post(
      '/purchases/:id/correct',
      { config, schema: { params: idParam, body: purchaseCorrectionInput, response: { 200: successOf(purchase) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const done = await correct(deps, tx, request.params.id, request.body, actor);
          return done.ok ? noted(deps, tx, 'purchase.corrected', done.value, { actor, requestId: request.id, asked: request.body }) : done;
        }),
    );
  };
}

function namesIn(deps: StockRoutesDeps, tx: Tx, purchases: readonly Purchase[]) {
  return namesOf(
    deps,
    tx,
    purchases.flatMap((each) => each.lines.map((line) => line.variantId)),
  );
}

async function noted(
  deps: StockRoutesDeps,
  tx: Tx,
  action: string,
  done: Purchase,
  by: { readonly actor: Actor; readonly requestId: string; readonly asked?: unknown },
) {
  const answer = purchaseAnswer(done, await namesIn(deps, tx, [done]));
  const subject = { kind: 'purchase', id: done.id };
  await deps.audit.record(tx, { action, subject, actor: by.actor, after: by.asked ?? answer, requestId: by.requestId });
  return ok(answer);
}

async function receive(deps: StockRoutesDeps, tx: Tx, body: z.infer<typeof purchaseInput>, actor: Actor): Promise<Result<Purchase>> {
  const lines = await allVariantsOf(deps, tx, body.lines);
  if (!lines.ok) return lines;
  const amounts = amountsOf([{ field: 'tax', amount: body.tax }, ...costFields(body.lines)], await deps.catalog.currency(tx));
  if (!amounts.ok) return amounts;
  const [tax, ...costs] = amounts.value;
  return deps.stock.receivePurchase(tx, {
    supplier: body.supplier,
    ...(body.reference !== undefined && { reference: body.reference }),
    ...(body.location_id !== undefined && { locationId: body.location_id as LocationId }),
    ...(body.received_on !== undefined && { receivedOn: body.received_on }),
    ...(body.note !== undefined && { note: body.note }),
    ...(tax && { tax }),
    lines: lines.value.map((line, index) => {
      const unitCost = costs[index];
      if (!unitCost) throw new Error('a line without a cost passed the schema');
      return { variantId: line.variantId, quantity: line.quantity, unitCost, ...(line.lot !== undefined && { lot: line.lot }) };
    }),
    actor: actorText(actor),
  });
}

async function sendBack(
  deps: StockRoutesDeps,
  tx: Tx,
  purchaseId: string,
  body: z.infer<typeof purchaseReturnInput>,
  actor: Actor,
): Promise<Result<Purchase>> {
  const ids = await variantsOf(deps, tx, body.lines);
  if (!ids.ok) return ids;
  const amounts = amountsOf([{ field: 'tax', amount: body.tax }, ...costFields(body.lines)], await deps.catalog.currency(tx));
  if (!amounts.ok) return amounts;
  const [tax, ...costs] = amounts.value;
  return deps.stock.returnPurchase(tx, {
    purchaseId,
    ...(tax && { taxMinor: tax.minor }),
    ...(body.note !== undefined && { note: body.note }),
    lines: body.lines.map((line, index) => ({
      position: line.position,
      variantId: ids.value[index],
      quantity: line.quantity,
      unitCostMinor: costs[index]?.minor,
    })),
    actor: actorText(actor),
  });
}

async function correct(
  deps: StockRoutesDeps,
  tx: Tx,
  purchaseId: string,
  body: z.infer<typeof purchaseCorrectionInput>,
  actor: Actor,
): Promise<Result<Purchase>> {
  const ids = await variantsOf(deps, tx, body.lines);
  if (!ids.ok) return ids;
  const amounts = amountsOf([{ field: 'tax', amount: body.tax }, ...costFields(body.lines)], await deps.catalog.currency(tx));
  if (!amounts.ok) return amounts;
  const [tax, ...costs] = amounts.value;
  return deps.stock.correctPurchase(tx, {
    purchaseId,
    ...(tax && { taxMinor: tax.minor }),
    ...(body.note !== undefined && { note: body.note }),
    lines: body.lines.map((line, index) => ({
      position: line.position,
      variantId: ids.value[index],
      unitCostMinor: costs[index]?.minor ?? 0n,
    })),
    actor: actorText(actor),
  });
}

function costFields(lines: readonly { readonly unit_cost?: string | number | undefined }[]) {
  return lines.map((line, index) => ({ field: `lines.${index}.unit_cost`, amount: line.unit_cost }));
}
