/** HTTP of actions on many products at once, and of their undoing. Mounted under /api/v1. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { bulkChanged, bulkInput, bulkUndo, bulkUndone } from '@parley/contract/api/product-csv.ts';
import { ok } from '@parley/contract/values/result.ts';
import { selling } from '@parley/contract/values/role.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform } from '../../../foundation/http/perform.ts';
import type { AuditTrail } from '../catalog-routes-deps.ts';
import { changeMany, undoMany } from './change-many.ts';

const config = { access: selling };

export interface BulkRoutesDeps {
  readonly clock: Clock;
  readonly audit: AuditTrail;
}

/** `edge.register(bulkRoutes({ clock, audit: merchants.audit }), { prefix: '/api/v1' })` */
export function bulkRoutes({ clock, audit }: BulkRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.post('/products/bulk', { config, schema: { body: bulkInput, response: { 200: successOf(bulkChanged) } } }, (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const done = await changeMany({ clock }, tx, request.body, `${actor.kind}:${actor.id}`);
        if (!done.ok) return done;
        const { matched, changed, undoToken } = done.value;
        const { ids, ...what } = request.body;
        if (undoToken !== undefined)
          await audit.record(tx, {
            action: 'products.changed_in_bulk',
            subject: { kind: 'bulk_change', id: undoToken },
            actor,
            after: { ...what, ...(ids && { ids: ids.length }), products: changed },
            requestId: request.id,
          });
        return ok({
          products_matched: matched,
          products_changed: changed,
          undo: undoToken === undefined ? null : { token: undoToken },
        });
      }),
    );
    app.post('/products/bulk/undo', { config, schema: { body: bulkUndo, response: { 200: successOf(bulkUndone) } } }, (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        const { token } = request.body;
        const undone = await undoMany({ clock }, tx, token);
        if (!undone.ok) return undone;
        const { action, restored, kept } = undone.value;
        await audit.record(tx, {
          action: 'products.bulk_undone',
          subject: { kind: 'bulk_change', id: token },
          actor,
          after: { action, restored, kept },
          requestId: request.id,
        });
        return ok({ products_restored: restored, products_kept: kept });
      }),
    );
  };
}
