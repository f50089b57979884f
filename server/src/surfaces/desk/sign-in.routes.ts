/** /app/sign-in and /app/sign-out: the only desk addresses open to strangers. A wrong password says nothing about which part was wrong. */
import { refusals } from '@parley/contract/refusals.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendHtml } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DeskDeps } from './desk-deps.ts';
import { forgetToken, insideDesk, isFromElsewhere, isOurForm, keepToken, tokenOf } from './desk-session.ts';
import { signInPage } from './sign-in.page.ts';
import { say } from './words.ts';

const text = z.string().max(254).catch('');
const query = z.object({ to: z.string().max(500).optional().catch(undefined), ended: text });
const form = z.object({ email: text, password: text, demo: text, to: z.string().max(500).optional().catch(undefined) });
const outForm = z.object({ token: text });

export function signInRoutes(deps: DeskDeps): (scope: Edge) => void {
  const open = { config: { access: 'public' as const }, schema: { hide: true } };
  return (scope) => {
    scope.get('/app/sign-in', open, async (request, reply) => {
      const asked = query.parse(request.query);
      const token = tokenOf(request);
      if (token !== undefined && (await deps.whoIs(token)) !== undefined) return reply.redirect(insideDesk(asked.to), 303);
      return answer(deps, reply, { to: insideDesk(asked.to), email: '', ...(asked.ended ? { problem: say('sign_in.ended') } : {}) }, 200);
    });
    scope.post('/app/sign-in', open, (request, reply) => takeSignIn(deps, request, reply));
    scope.post('/app/sign-out', open, async (request, reply) => {
      const { token: sent } = outForm.parse(request.body ?? {});
      if (!isOurForm(deps, request, sent)) return reply.redirect('/app?problem=form_old', 303);
      const token = tokenOf(request);
      const actor = token === undefined ? undefined : await deps.whoIs(token);
      if (actor !== undefined) await deps.signOut(actor);
      forgetToken(reply);
      return reply.redirect('/app/sign-in', 303);
    });
  };
}

async function takeSignIn(deps: DeskDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = form.parse(request.body ?? {});
  const to = insideDesk(sent.to);
  if (isFromElsewhere(request)) return answer(deps, reply, { to, email: '', problem: say('problem.form_old') }, 403);
  const { demo } = deps;
  const isDemo = demo !== undefined && [demo.email, ...demo.merchants.map((each) => each.email)].includes(sent.demo);
  const [email, password] = isDemo ? [sent.demo, demo.password] : [sent.email.trim(), sent.password];
  const result = await deps.signIn(email, password, request.headers['user-agent']);
  if (!result.ok) {
    const { status, title } = refusals[result.refusal.code];
    return answer(deps, reply, { to, email, problem: result.refusal.message ?? title }, status);
  }
  keepToken(deps, reply, result.value.token);
  return reply.redirect(to, 303);
}

function answer(
  deps: DeskDeps,
  reply: FastifyReply,
  screen: { readonly to: string; readonly email: string; readonly problem?: string },
  status: number,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  return sendHtml(reply, signInPage({ ...screen, ...(deps.demo === undefined ? {} : { demo: deps.demo }) }), status);
}
