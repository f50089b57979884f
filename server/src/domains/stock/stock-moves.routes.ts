/** HTTP of counting, writing off and moving stock between places. Mounted by stock.routes.ts. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { adjusted, counted, countInput, transferInput, transferred, writeOffInput } from '@parley/contract/api/stock.ts';
import { type LocationId, newId } from '@parley/contract/values/id.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { handling } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform } from '../../foundation/http/perform.ts';
import { actorText, allVariantsOf, decimalOf, type StockRoutesDeps } from './stock-routes-deps.ts';

const config = { access: handling };
const status = { status: 201 };

export function stockMovesRoutes(deps: StockRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.post('/inventory/counts', { config, schema: { body: countInput, response: { 201: successOf(counted) } } }, (request, reply) =>
      perform(request, reply, (tx, actor) => count(deps, tx, request.body, actor, request.id), status),
    );
    app.post(
      '/inventory/write-offs',
      { config, schema: { body: writeOffInput, response: { 201: successOf(adjusted) } } },
      (request, reply) => perform(request, reply, (tx, actor) => writeOff(deps, tx, request.body, actor, request.id), status),
    );
    app.post(
      '/inventory/transfers',
      { config, schema: { body: transferInput, response: { 201: successOf(transferred) } } },
      (request, reply) => perform(request, reply, (tx, actor) => transfer(deps, tx, request.body, actor, request.id), status),
    );
  };
}

async function count(
  deps: StockRoutesDeps,
  tx: Tx,
  body: z.infer<typeof countInput>,
  actor: Actor,
  requestId: string,
): Promise<Result<z.infer<typeof counted>>> {
  const lines = await allVariantsOf(deps, tx, body.lines);
  if (!lines.ok) return lines;
  const done = await deps.stock.count(tx, {
    lines: lines.value,
    ...(body.location_id !== undefined && { locationId: body.location_id as LocationId }),
    ...(body.note !== undefined && { note: body.note }),
    actor: actorText(actor),
  });
  if (!done.ok) return done;
  const currency = await deps.catalog.currency(tx);
  const answer = {
    id: done.value.id,
    currency,
    lines: done.value.lines.map((line) => ({
      variant_id: line.variantId,
      before: line.before,
      counted: line.counted,
      difference: line.counted - line.before,
      value: decimalOf(line.valueMinor, currency),
    })),
  };
  await deps.audit.record(tx, { action: 'stock.counted', subject: { kind: 'count', id: answer.id }, actor, after: answer, requestId });
  return ok(answer);
}

async function writeOff(
  deps: StockRoutesDeps,
  tx: Tx,
  body: z.infer<typeof writeOffInput>,
  actor: Actor,
  requestId: string,
): Promise<Result<z.infer<typeof adjusted>>> {
  const lines = await allVariantsOf(deps, tx, [body]);
  if (!lines.ok) return lines;
  const [line] = lines.value;
  if (!line) throw new Error('one line became none');
  const done = await deps.stock.adjust(tx, {
    variantId: line.variantId,
    quantity: -body.quantity,
    reason: 'write_off',
    note: body.reason,
    ...(body.location_id !== undefined && { locationId: body.location_id as LocationId }),
    causeKind: 'write_off',
    causeId: newId<string>(),
    actor: actorText(actor),
  });
  if (!done.ok) return done;
  const { onHand, available } = done.value;
  const subject = { kind: 'variant', id: line.variantId };
  const after = { on_hand: onHand, reason: body.reason };
  await deps.audit.record(tx, {
    action: 'stock.written_off',
    subject,
    actor,
    before: { on_hand: onHand + body.quantity },
    after,
    requestId,
  });
  return ok({ variant_id: line.variantId, on_hand: onHand, available });
}

async function transfer(
  deps: StockRoutesDeps,
  tx: Tx,
  body: z.infer<typeof transferInput>,
  actor: Actor,
  requestId: string,
): Promise<Result<z.infer<typeof transferred>>> {
  const lines = await allVariantsOf(deps, tx, body.lines);
  if (!lines.ok) return lines;
  const done = await deps.stock.transfer(tx, {
    lines: lines.value,
    ...(body.from_location_id !== undefined && { from: body.from_location_id as LocationId }),
    ...(body.to_location_id !== undefined && { to: body.to_location_id as LocationId }),
    ...(body.note !== undefined && { note: body.note }),
    actor: actorText(actor),
  });
  if (!done.ok) return done;
  const { id, from, to, valueMinor } = done.value;
  const subject = { kind: 'transfer', id };
  await deps.audit.record(tx, { action: 'stock.transferred', subject, actor, after: { from, to, lines: body.lines }, requestId });
  const currency = await deps.catalog.currency(tx);
  return ok({ id, from_location_id: from, to_location_id: to, value: decimalOf(valueMinor, currency), currency });
}
