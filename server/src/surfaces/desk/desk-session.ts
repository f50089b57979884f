/** Who sits at the desk: the cookie, the door before every page, and the token that forms carry. No page is answered without passing here. */

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Role } from '@parley/contract/values/role.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../foundation/http/actor.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import { equalInConstantTime } from '../../foundation/secrets/secrets.ts';
import type { DeskDeps } from './desk-deps.ts';
import { mayDo } from './order-acts.ts';

export const COOKIE = 'parley_desk';
export const COOKIE_PATH = '/app';

export function tokenOf(request: Pick<FastifyRequest, 'cookies'>): string | undefined {
  const token = request.cookies[COOKIE];
  return token === undefined || token === '' ? undefined : token;
}

export function keepToken(deps: Pick<DeskDeps, 'publicUrl'>, reply: FastifyReply, token: string): void {
  const options: CookieSerializeOptions = {
    path: COOKIE_PATH,
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.publicUrl.startsWith('https:'),
  };
  reply.setCookie(COOKIE, token, options);
}

export function forgetToken(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: COOKIE_PATH });
}

/** A hook: whoever is not signed in is sent to sign in and, after it, back to where they wanted to go. */
export function createDoor(deps: Pick<DeskDeps, 'whoIs'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const token = tokenOf(request);
    const actor = token === undefined ? undefined : await deps.whoIs(token);
    if (actor !== undefined) {
      request.actor = actor;
      return undefined;
    }
    if (token !== undefined) forgetToken(reply);
    const back = request.method === 'GET' ? request.url : '/app';
    const query = new URLSearchParams({ ...(back === '/app' ? {} : { to: back }), ...(token === undefined ? {} : { ended: '1' }) });
    return reply.redirect(`/app/sign-in${query.size > 0 ? `?${query}` : ''}`, 303);
  };
}

/** Derived from the session's token, so that only pages made for this session carry it. */
export function formToken(deps: Pick<DeskDeps, 'secrets'>, request: Pick<FastifyRequest, 'cookies'>): string {
  return deps.secrets.fingerprint('desk-form', tokenOf(request) ?? '');
}

/** Whether this form was made by one of our pages for this session. */
export function isOurForm(deps: Pick<DeskDeps, 'secrets'>, request: Pick<FastifyRequest, 'cookies'>, sent: string): boolean {
  return tokenOf(request) !== undefined && equalInConstantTime(formToken(deps, request), sent);
}

/** For the sign-in form, which has no session yet: browsers say where a form came from. */
export function isFromElsewhere(request: Pick<FastifyRequest, 'headers'>): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

/** @throws RefusalError `auth.forbidden`. */
export function mustBe(request: Pick<FastifyRequest, 'actor'>, roles: readonly Role[]): void {
  if (!mayDo(actorOf(request).role, roles)) throw new RefusalError({ code: 'auth.forbidden' });
}

const HERE = 'http://desk.invalid';

/** A path inside the desk, or its home: an address from elsewhere must not lead away. */
export function insideDesk(to: string | undefined): string {
  if (to === undefined || !URL.canParse(to, HERE)) return '/app';
  // As a browser would read it, dots and backslashes included.
  const { origin, pathname, search } = new URL(to, HERE);
  const isInside = origin === HERE && /^\/app(?:$|\/(?!sign-|\/))/.test(pathname);
  return isInside ? pathname + search : '/app';
}
