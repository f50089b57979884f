/** HTTP of connections: an address for each kind, so that its fields are checked and described by name. Mounted under /api/v1. */
import {
  type ConnectionFields,
  type ConnectionKind,
  connectionFields,
  connectionKinds,
  connectionView,
} from '@parley/contract/api/connections.ts';
import { successOf } from '@parley/contract/api/envelope.ts';
import { ok } from '@parley/contract/values/result.ts';
import { managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readWith, valueOf } from '../../foundation/http/perform.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import { missingView } from './connection.ts';
import type { Merchants } from './index.ts';

const config = { access: managing };
const one = successOf(connectionView);

/** `edge.register(connectionRoutes(merchants), { prefix: '/api/v1' })` */
export function connectionRoutes(merchants: Merchants) {
  return async (app: Edge): Promise<void> => {
    app.get('/connections', { config, schema: { response: { 200: successOf(z.array(connectionView)) } } }, (request, reply) =>
      readWith(request, reply, async (tx) => ok(await merchants.connections(tx))),
    );
    for (const kind of connectionKinds) routesOfKind(app, merchants, kind);
    const unknown = () => {
      throw new RefusalError({ code: 'connection.unknown_kind' });
    };
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      app.route({ method, url: '/connections/:kind', config, schema: { hide: true }, handler: unknown });
    app.post('/connections/:kind/test', { config, schema: { hide: true } }, unknown);
  };
}

function routesOfKind(app: Edge, merchants: Merchants, kind: ConnectionKind): void {
  const body: z.ZodType<ConnectionFields[ConnectionKind]> = connectionFields[kind];
  const url = `/connections/${kind}`;
  app.get(url, { config, schema: { response: { 200: one } } }, (request, reply) =>
    readWith(request, reply, async (tx) => {
      const all = await merchants.connections(tx);
      return ok(all.find((each) => each.kind === kind) ?? missingView(kind));
    }),
  );
  app.put(url, { config, schema: { body, response: { 200: one } } }, (request, reply) =>
    perform(request, reply, (tx, actor) => merchants.connect(tx, kind, request.body, { actor, requestId: request.id })),
  );
  app.delete(url, { config, schema: { response: { 200: one } } }, (request, reply) =>
    perform(request, reply, (tx, actor) => merchants.disconnect(tx, kind, { actor, requestId: request.id })),
  );
  app.post(`${url}/test`, { config, schema: { response: { 200: one } } }, async (request) => {
    const { merchantId } = actorOf(request);
    return { status: 'success' as const, data: valueOf(await merchants.testConnection(merchantId, kind)) };
  });
}
