/** HTTP of the places where stock lies. Mounted by stock.routes.ts. */
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import { location, locationChange, locationInput } from '@parley/contract/api/stock.ts';
import type { LocationId } from '@parley/contract/values/id.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole, managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith } from '../../foundation/http/perform.ts';
import type { Location } from './index.ts';
import type { StockRoutesDeps } from './stock-routes-deps.ts';

const config = { access: managing };
const one = { 200: successOf(location) };

export function locationRoutes({ stock, audit }: StockRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/inventory/locations',
      { config: { access: anyRole }, schema: { response: { 200: successOf(z.array(location)) } } },
      (request, reply) => readWith(request, reply, async (tx) => ok((await stock.locations(tx)).map(answerOf))),
    );
    app.post(
      '/inventory/locations',
      { config, schema: { body: locationInput, response: { 201: successOf(location) } } },
      (request, reply) =>
        perform(
          request,
          reply,
          async (tx, actor) => {
            const { name, is_default: isDefault } = request.body;
            const made = await stock.addLocation(tx, { name, ...(isDefault && { isDefault }) });
            if (!made.ok) return made;
            const subject = { kind: 'location', id: made.value.id };
            await audit.record(tx, { action: 'location.added', subject, actor, after: request.body, requestId: request.id });
            return ok(answerOf(made.value));
          },
          { status: 201 },
        ),
    );
    app.patch('/inventory/locations/:id', { config, schema: { params: idParam, body: locationChange, response: one } }, (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { name, is_default: isDefault } = request.body;
        const change = { ...(name !== undefined && { name }), ...(isDefault && { isDefault }) };
        const changed = await stock.changeLocation(tx, request.params.id as LocationId, change);
        if (!changed.ok) return changed;
        const subject = { kind: 'location', id: request.params.id };
        await audit.record(tx, { action: 'location.changed', subject, actor, after: request.body, requestId: request.id });
        return ok(answerOf(changed.value));
      }),
    );
    app.delete(
      '/inventory/locations/:id',
      { config, schema: { params: idParam, response: { 200: successOf(idParam) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const closed = await stock.closeLocation(tx, request.params.id as LocationId);
          if (!closed.ok) return closed;
          const subject = { kind: 'location', id: request.params.id };
          await audit.record(tx, { action: 'location.closed', subject, actor, requestId: request.id });
          return closed;
        }),
    );
  };
}

function answerOf(each: Location): z.infer<typeof location> {
  return { id: each.id, name: each.name, is_default: each.isDefault, created_at: each.createdAt.toISOString() };
}
