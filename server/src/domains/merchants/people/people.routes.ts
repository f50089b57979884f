/** HTTP of the people of a shop: the list, invitations, roles, and the invited person's own side. Mounted with merchants' routes. */
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { signedIn } from '@parley/contract/api/merchants.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import {
  inviteAcceptance,
  inviteQuery,
  inviteView,
  staffChange,
  staffInvite,
  staffInvited,
  staffQuery,
  staffView,
} from '@parley/contract/api/people.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import { type Actor, actorOf } from '../../../foundation/http/actor.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform, readPage, valueOf } from '../../../foundation/http/perform.ts';
import { answerSignedIn } from '../answer-signed-in.ts';
import type { Merchants } from '../index.ts';

const done = successOf(z.object({ done: z.literal(true) }));
const yes = { done: true as const };
const config = { access: managing };

export function peopleRoutes(app: Edge, merchants: Pick<Merchants, 'people' | 'publicUrl'>): void {
  const { people } = merchants;
  app.get('/staff', { config, schema: { querystring: staffQuery, response: { 200: pageOf(staffView) } } }, (request, reply) =>
    readPage(request, reply, async (tx) => ok(await people.list(tx, request.query))),
  );
  // Not kept for a repeated Idempotency-Key: the answer holds a link that opens a door. A repeat is refused by the open invitation.
  const invited = async (made: Promise<Result<z.infer<typeof staffInvited>>>) => ({
    status: 'success' as const,
    data: valueOf(await made),
  });
  app.post('/staff', { config, schema: { body: staffInvite, response: { 201: successOf(staffInvited) } } }, (request, reply) => {
    reply.status(201);
    return invited(people.invite(actorOf(request), request.body, request.id));
  });
  const resend = (actor: Actor, id: string, requestId: string) => invited(people.resend(actor, id, requestId));
  app.post(
    '/staff/:id/resend',
    { config, schema: { params: idParam, body: emptyRequest, response: { 200: successOf(staffInvited) } } },
    (request) => resend(actorOf(request), request.params.id, request.id),
  );
  app.patch('/staff/:id', { config, schema: { params: idParam, body: staffChange, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const changed = await people.changeRole(tx, actor, { id: request.params.id, role: request.body.role, requestId: request.id });
      return changed.ok ? ok(yes) : changed;
    }),
  );
  app.delete('/staff/:id', { config, schema: { params: idParam, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const removed = await people.remove(tx, actor, request.params.id, request.id);
      return removed.ok ? ok(yes) : removed;
    }),
  );
  invitedRoutes(app, merchants);
}

function invitedRoutes(app: Edge, { people, publicUrl }: Pick<Merchants, 'people' | 'publicUrl'>): void {
  const open = { access: 'public' as const };
  app.get(
    '/auth/invite',
    { config: open, schema: { querystring: inviteQuery, response: { 200: successOf(inviteView) } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return { status: 'success' as const, data: valueOf(await people.seeInvitation(request.query.token, request.ip)) };
    },
  );
  app.post(
    '/auth/accept-invite',
    { config: open, schema: { body: inviteAcceptance, response: { 200: signedIn } } },
    async (request, reply) => {
      const asker = { from: request.ip, userAgent: request.headers['user-agent'] };
      return answerSignedIn(request, reply, publicUrl, valueOf(await people.accept(request.body, asker)));
    },
  );
}
