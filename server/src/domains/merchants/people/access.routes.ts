/** HTTP of getting back in and of one's own sign-ins: a forgotten password, where one is signed in, ending it. Mounted with merchants' routes. */
import { errorEnvelope, idParam, pageOf, pageQuery, successOf } from '@parley/contract/api/envelope.ts';
import { signedIn } from '@parley/contract/api/merchants.ts';
import { passwordForgotten, passwordForgottenAnswer, passwordReset, sessionsEnded, sessionView } from '@parley/contract/api/people.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { perform, readPage, valueOf } from '../../../foundation/http/perform.ts';
import { codeWanted } from '../answer-code-wanted.ts';
import { answerSignedIn } from '../answer-signed-in.ts';
import type { Merchants } from '../index.ts';

const done = successOf(z.object({ done: z.literal(true) }));
const open = { access: 'public' as const };
const config = { access: anyRole };

export function accessRoutes(app: Edge, { access, publicUrl }: Pick<Merchants, 'access' | 'publicUrl'>): void {
  const forgot = async (email: string, from: string) => {
    const mail = valueOf(await access.forgotPassword(email, from));
    return { status: 'success' as const, data: { done: true as const, mail } };
  };
  app.post(
    '/auth/password/forgot',
    { config: open, schema: { body: passwordForgotten, response: { 200: successOf(passwordForgottenAnswer) } } },
    (request) => forgot(request.body.email, request.ip),
  );
  app.post(
    '/auth/password/reset',
    { config: open, schema: { body: passwordReset, response: { 200: signedIn, 401: errorEnvelope } } },
    async (request, reply) => {
      const opened = await access.resetPassword(request.body, { from: request.ip, userAgent: request.headers['user-agent'] });
      const wanted = codeWanted(opened, request.id);
      if (wanted !== undefined) return reply.status(401).send(wanted);
      return answerSignedIn(request, reply, publicUrl, valueOf(opened));
    },
  );
  app.get(
    '/auth/sessions',
    { config, schema: { querystring: z.strictObject(pageQuery), response: { 200: pageOf(sessionView) } } },
    (request, reply) => readPage(request, reply, (tx, actor) => access.sessions(tx, actor, request.query)),
  );
  app.delete('/auth/sessions', { config, schema: { response: { 200: successOf(sessionsEnded) } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const ended = await access.endOtherSessions(tx, actor, request.id);
      return ended.ok ? ok({ ended: ended.value }) : ended;
    }),
  );
  app.delete('/auth/sessions/:id', { config, schema: { params: idParam, response: { 200: done } } }, (request, reply) =>
    perform(request, reply, async (tx, actor) => {
      const ended = await access.endSession(tx, actor, request.params.id, request.id);
      return ended.ok ? ok({ done: true as const }) : ended;
    }),
  );
}
