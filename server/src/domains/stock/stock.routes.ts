/** HTTP of stock: levels, movements, adjustments; the rest of the room's routes are mounted with them. Mounted under /api/v1. */
import { pageOf, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import { adjusted, adjustmentInput, adjustmentReasons, level, levelQuery, movement, movementQuery } from '@parley/contract/api/stock.ts';
import { type LocationId, newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import { parseMoney } from '@parley/contract/values/money.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, handling } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readStream } from '../../foundation/http/perform.ts';
import type { Adjustment, LevelQuery, StoredMovement } from './index.ts';
import { locationRoutes } from './location.routes.ts';
import { purchaseRoutes } from './purchase.routes.ts';
import { stockMovesRoutes } from './stock-moves.routes.ts';
import { stockReportRoutes } from './stock-report.routes.ts';
import { actorText, decimalOf, namesOf, type StockRoutesDeps } from './stock-routes-deps.ts';

export type { StockRoutesDeps } from './stock-routes-deps.ts';

/** `edge.register(stockRoutes(deps), { prefix: '/api/v1' })` */
export function stockRoutes(deps: StockRoutesDeps) {
  const { stock, audit } = deps;
  return async (app: Edge): Promise<void> => {
    app.register(stockMovesRoutes(deps));
    app.register(locationRoutes(deps));
    app.register(purchaseRoutes(deps));
    app.register(stockReportRoutes(deps));
    app.post(
      '/inventory/adjustments',
      { config: { access: handling }, schema: { body: adjustmentInput, response: { 201: successOf(adjusted) } } },
      (request, reply) =>
        perform(
          request,
          reply,
          async (tx, actor) => {
            const input = await readAdjustment(deps, tx, request.body, actor);
            if (!input.ok) return input;
            const done = await stock.adjust(tx, input.value);
            if (!done.ok) return done;
            const { variantId, quantity } = input.value;
            const { onHand, available } = done.value;
            const record = { action: 'stock.adjusted', subject: { kind: 'variant', id: variantId }, actor, requestId: request.id };
            await audit.record(tx, {
              ...record,
              before: { on_hand: onHand - quantity },
              after: { on_hand: onHand, reason: request.body.reason },
            });
            return ok({ variant_id: variantId, on_hand: onHand, available });
          },
          { status: 201 },
        ),
    );
    app.get(
      '/inventory/levels',
      { config: { access: anyRole }, schema: { querystring: levelQuery, response: { 200: pageOf(level) } } },
      (request, reply) => readPage(request, reply, async (tx) => ok(await levelPage(deps, tx, request.query))),
    );
    app.get(
      '/inventory/movements',
      { config: { access: anyRole }, schema: { querystring: movementQuery, response: { 200: streamOf(movement) } } },
      (request, reply) => readStream(request, reply, async (tx) => ok(await movementStream(deps, tx, request.query))),
    );
  };
}

/** Refuses `request.invalid`, `variant.not_found`. */
async function readAdjustment(
  { catalog }: StockRoutesDeps,
  tx: Tx,
  body: z.infer<typeof adjustmentInput>,
  actor: Actor,
): Promise<Result<Adjustment>> {
  const variantId =
    body.sku === undefined ? (body.variant_id as VariantId) : (await catalog.variantsByRetailerId(tx, [body.sku])).get(body.sku)?.variantId;
  if (variantId === undefined) return refuse('variant.not_found');
  const unitCost = body.unit_cost === undefined ? undefined : parseMoney(`${body.unit_cost}`, await catalog.currency(tx));
  if (body.unit_cost !== undefined && !unitCost)
    return refuse('request.invalid', { details: [{ field: 'unit_cost', message: 'A decimal amount in the shop’s currency.' }] });
  const known = adjustmentReasons.find((reason) => reason === body.reason);
  const note = [known ? undefined : body.reason, body.note].filter(Boolean).join(': ');
  return ok({
    variantId,
    quantity: body.quantity,
    reason: known ?? 'adjustment',
    ...(note !== '' && { note }),
    ...(unitCost && { unitCost }),
    ...(body.location_id !== undefined && { locationId: body.location_id as LocationId }),
    // Each call is a cause of its own; a repeat is caught by its Idempotency-Key.
    causeKind: 'adjustment',
    causeId: newId<string>(),
    actor: actorText(actor),
  });
}

async function levelPage(deps: StockRoutesDeps, tx: Tx, query: z.infer<typeof levelQuery>) {
  const { items, total } = await deps.stock.levelPage(tx, readLevelQuery(query));
  return {
    total,
    items: items.map((each) => ({
      variant_id: each.variantId,
      product_id: each.productId,
      sku: each.sku ?? null,
      product_name: each.productName,
      options: each.options,
      location_id: each.locationId,
      location: each.location,
      on_hand: each.onHand,
      held: each.held,
      available: each.onHand - each.held,
    })),
  };
}

function readLevelQuery(query: z.infer<typeof levelQuery>): LevelQuery {
  const { page, limit, sort, search, held, variant_id: variantId, product_id: productId, location_id: locationId } = query;
  return {
    page,
    limit,
    ...(variantId !== undefined && { variantId: variantId as VariantId }),
    ...(productId !== undefined && { productId: productId as ProductId }),
    ...(locationId !== undefined && { locationId: locationId as LocationId }),
    ...(search !== undefined && { search }),
    ...(query.available_to !== undefined && { availableTo: query.available_to }),
    ...(held === 'true' && { onlyHeld: true }),
    ...(sort !== undefined && { sort }),
  };
}

async function movementStream(deps: StockRoutesDeps, tx: Tx, query: z.infer<typeof movementQuery>) {
  const { cursor, limit, variant_id: variantId, product_id: productId } = query;
  const { items, nextCursor } = await deps.stock.movementPage(tx, {
    limit,
    ...(cursor && { before: cursor }),
    ...(variantId && { variantId: variantId as VariantId }),
    ...(productId && { productId: productId as ProductId }),
  });
  const currency = await deps.catalog.currency(tx);
  const named = await namesOf(
    deps,
    tx,
    items.map((each) => each.variantId),
  );
  const changed = items.filter((each) => each.causeKind === 'purchase_return' || each.causeKind === 'purchase_correction');
  const purchases = await deps.stock.purchasesOfChanges(
    tx,
    changed.map((each) => each.causeId),
  );
  const places = new Map((await deps.stock.locations(tx)).map((each) => [each.id, each.name]));
  return {
    items: items.map((each) => ({
      ...movementAnswer(each, currency),
      ...named(each.variantId),
      // A place that was closed has no name any more.
      location: places.get(each.locationId) ?? '',
      purchase_id: each.causeKind === 'purchase' ? each.causeId : (purchases.get(each.causeId) ?? null),
    })),
    nextCursor,
  };
}

function movementAnswer(each: StoredMovement, currency: string) {
  return {
    id: each.id,
    location_id: each.locationId,
    quantity: each.quantity,
    reason: each.reason,
    note: each.note ?? null,
    unit_cost: each.unitCostMinor === undefined ? null : decimalOf(each.unitCostMinor, currency),
    value: decimalOf(each.valueMinor, currency),
    currency,
    order_id: each.orderId ?? null,
    cause_kind: each.causeKind,
    cause_id: each.causeId,
    actor: each.actor,
    at: each.at.toISOString(),
  };
}
