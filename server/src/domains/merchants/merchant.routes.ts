/** HTTP of merchants: sign-up and sign-in, settings, the audit log. Mounted under /api/v1. */
import { cursorQuery, errorEnvelope, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import {
  auditEntry,
  credentials,
  merchantChange,
  merchantView,
  meView,
  passwordChange,
  refreshBody,
  registered,
  registeredAnswer,
  registration,
  selfChange,
  signedIn,
} from '@parley/contract/api/merchants.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole, managing } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { keyedRequest, perform, readStream, readWith, valueOf } from '../../foundation/http/perform.ts';
import { codeWanted } from './answer-code-wanted.ts';
import { answerSignedIn } from './answer-signed-in.ts';
import { clearSessionCookie } from './browser-session.ts';
import type { Merchants } from './index.ts';
import { apiKeyRoutes } from './keys/api-key.routes.ts';
import { merchantViewOf, meViewOf } from './merchant-view.ts';
import { accessRoutes } from './people/access.routes.ts';
import { peopleRoutes } from './people/people.routes.ts';
import { twoFactorRoutes } from './two-factor.routes.ts';

const done = successOf(z.object({ done: z.literal(true) }));
const auditQuery = z.strictObject({
  ...cursorQuery,
  cursor: z.uuid().optional(),
  subject_kind: z.string().max(60).optional(),
  subject_id: z.string().max(100).optional(),
  action: z.string().max(60).optional().meta({ description: 'A word such as `order.edited`, or its room: `order`.' }),
  actor_id: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Up to and without.' }),
});

/** `edge.register(merchantRoutes(merchants), { prefix: '/api/v1' })` */
export function merchantRoutes(merchants: Merchants) {
  return async (app: Edge): Promise<void> => {
    signInRoutes(app, merchants);
    twoFactorRoutes(app, merchants);
    peopleRoutes(app, merchants);
    accessRoutes(app, merchants);
    apiKeyRoutes(app, merchants);
    const me = async (tx: Tx, actor: Actor) => {
      const [factor, staff] = [await merchants.twoFactor.state(tx, actor.id), await merchants.staff(tx, actor.id)];
      const mine = staff && { ...staff, phone: await merchants.access.phoneOf(tx, actor.id) };
      return ok(meViewOf(await merchants.getMerchant(tx), mine, factor, actor));
    };
    app.get('/auth/me', { config: { access: anyRole }, schema: { response: { 200: successOf(meView) } } }, (request, reply) =>
      readWith(request, reply, me),
    );
    app.patch(
      '/auth/me',
      { config: { access: anyRole }, schema: { body: selfChange, response: { 200: successOf(meView) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const changed = await merchants.access.changeSelf(tx, actor, request.body, request.id);
          return changed.ok ? me(tx, actor) : changed;
        }),
    );
    app.post('/auth/logout', { config: { access: anyRole }, schema: { response: { 200: done } } }, (request, reply) =>
      perform(request, reply, async (tx, actor) => {
        await merchants.signOut(tx, actor);
        clearSessionCookie(reply, merchants.publicUrl);
        return ok({ done: true as const });
      }),
    );
    const changePassword = async (actor: Actor, body: z.infer<typeof passwordChange>) => {
      valueOf(await merchants.changePassword(actor, { current: body.current_password, next: body.new_password }));
      return { status: 'success' as const, data: { done: true as const } };
    };
    app.post('/auth/password', { config: { access: anyRole }, schema: { body: passwordChange, response: { 200: done } } }, (request) =>
      changePassword(actorOf(request), request.body),
    );
    app.get('/merchant', { config: { access: anyRole }, schema: { response: { 200: successOf(merchantView) } } }, (request, reply) =>
      readWith(request, reply, async (tx) => ok(merchantViewOf(await merchants.getMerchant(tx)))),
    );
    app.patch(
      '/merchant',
      { config: { access: managing }, schema: { body: merchantChange, response: { 200: successOf(merchantView) } } },
      (request, reply) =>
        perform(request, reply, async (tx, actor) => {
          const changed = await merchants.changeMerchant(tx, request.body, { actor, requestId: request.id });
          return changed.ok ? ok(merchantViewOf(changed.value)) : changed;
        }),
    );
    app.get(
      '/audit-log',
      { config: { access: managing }, schema: { querystring: auditQuery, response: { 200: streamOf(auditEntry) } } },
      (request, reply) => {
        const { subject_kind: subjectKind, subject_id: subjectId, actor_id: actorId, from, to, ...rest } = request.query;
        const dates = { from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to) };
        return readStream(request, reply, async (tx) =>
          ok(await merchants.audit.list(tx, { ...rest, ...dates, subjectKind, subjectId, actorId })),
        );
      },
    );
  };
}

function signInRoutes(app: Edge, merchants: Merchants): void {
  app.post(
    '/auth/register',
    { config: { access: 'public' }, schema: { body: registration, response: { 201: registeredAnswer } } },
    async (request, reply) => {
      const keyed = keyedRequest(request, { kind: 'public', id: 'register' }, app.edge.secrets);
      const { registered: made, replayed } = valueOf(await merchants.signUp(request.body, keyed));
      if (replayed) reply.header('idempotent-replayed', 'true');
      const data: z.infer<typeof registered> = { id: made.merchantId, name: made.name, email: made.email, subdomain: made.slug };
      reply.status(201);
      return { status: 'success' as const, message: 'Your shop is made. Sign in, connect a WhatsApp number and add products.', data };
    },
  );
  app.post(
    '/auth/login',
    { config: { access: 'public' }, schema: { body: credentials, response: { 200: signedIn, 401: errorEnvelope } } },
    async (request, reply) => {
      const opened = await merchants.signIn({ ...request.body, userAgent: request.headers['user-agent'], from: request.ip });
      const wanted = codeWanted(opened, request.id);
      if (wanted !== undefined) return reply.status(401).send(wanted);
      return answerSignedIn(request, reply, merchants.publicUrl, valueOf(opened));
    },
  );
  app.post(
    '/auth/refresh',
    { config: { access: 'public' }, schema: { body: refreshBody, response: { 200: signedIn } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return valueOf(await merchants.refresh(request.body.refresh_token));
    },
  );
}
