/** HTTP of keys: owners alone. The answer that holds a key is not kept for a repeated Idempotency-Key. Mounted with merchants' routes. */
import { apiKeyMade, apiKeysQuery, apiKeyView, newApiKey } from '@parley/contract/api/api-keys.ts';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { ok } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { actorOf } from '../../../foundation/http/actor.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform, readPage, valueOf } from '../../../foundation/http/perform.ts';
import type { Merchants } from '../index.ts';

const config = { access: ['owner'] as const };
const done = successOf(z.object({ done: z.literal(true) }));

export function apiKeyRoutes(app: Edge, { keys }: Pick<Merchants, 'keys'>): void {
  app.get('/api-keys', { config, schema: { querystring: apiKeysQuery, response: { 200: pageOf(apiKeyView) } } }, (request, reply) =>
    readPage(request, reply, async (tx) => ok(await keys.list(tx, request.query))),
  );
  const make = async (...input: Parameters<Merchants['keys']['make']>) => ({
    status: 'success' as const,
    data: valueOf(await keys.make(...input)),
  });
  app.post('/api-keys', { config, schema: { body: newApiKey, response: { 201: successOf(apiKeyMade) } } }, (request, reply) => {
    reply.status(201);
    return make(actorOf(request), request.body, request.id);
  });
  app.delete('/api-keys/:id', { config, schema: { params: idParam, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const ended = await keys.end(tx, actor, request.params.id, request.id);
      return ended.ok ? ok({ done: true as const }) : ended;
    }),
  );
}
