/** Who asks: a person by token or by cookie, a program by its key. What is sent is believed only as far as what stands behind it lives. */
import type { Refusal } from '@parley/contract/values/result.ts';
import { after, hourMs } from '@parley/contract/values/time.ts';
import type { FastifyRequest } from 'fastify';
import { type Actor, credentialsOf, type Identify } from '../../foundation/http/actor.ts';
import { isOnlyReading, isSameOrigin } from '../../foundation/http/same-origin.ts';
import { type AccessClaims, readAccessToken } from './access-token.ts';
import { readBrowserToken, SESSION_COOKIE } from './browser-session.ts';
import { identifyByKey, isApiKey } from './keys/identify-by-key.ts';
import { findLiveSession, prolongSession } from './session.store.ts';
import type { SessionDeps } from './session.ts';
import { REFRESH_MS } from './sign-in.ts';

export interface IdentifyDeps extends SessionDeps {
  readonly publicUrl: string;
}

/** Bearer first, then X-API-Key, then the cookie. */
export function createIdentify(deps: IdentifyDeps): Identify {
  return async (request) => {
    const sent = credentialsOf(request);
    if (sent !== undefined)
      return sent.kind === 'key' || isApiKey(sent.token) ? identifyByKey(deps, request, sent.token) : identifyByToken(deps, sent.token);
    const cookie = request.cookies[SESSION_COOKIE];
    return cookie === undefined || cookie === '' ? undefined : identifyByCookie(deps, request, cookie);
  };
}

/** Who holds this access token. The role is the one they have now. */
export async function identifyByToken(deps: SessionDeps, token: string): Promise<Actor | Refusal> {
  const claims = await readAccessToken(deps.secrets, deps.clock, token);
  if (claims === 'expired') return { code: 'auth.token_expired' };
  if (claims === 'invalid') return { code: 'auth.required' };
  return actorOfSession(deps, claims, false);
}

async function identifyByCookie(deps: IdentifyDeps, request: FastifyRequest, cookie: string): Promise<Actor | Refusal> {
  const claims = readBrowserToken(deps, cookie);
  if (claims === undefined) return { code: 'auth.token_expired' };
  if (!isOnlyReading(request) && !isSameOrigin(request, deps.publicUrl)) return { code: 'auth.cross_site' };
  return actorOfSession(deps, claims, true);
}

/** @param slides whether using the session prolongs it; written at most once an hour. */
async function actorOfSession(deps: SessionDeps, claims: AccessClaims, slides: boolean): Promise<Actor | Refusal> {
  const { merchantId, staffId, sessionId } = claims;
  const known = deps.believed.find(sessionId);
  if (known !== undefined) return known;
  const now = deps.clock.now();
  const live = await deps.database.inTx(merchantId, async (tx) => {
    const found = await findLiveSession(tx, sessionId, staffId, now);
    if (slides && found !== undefined && after(found.lastUsedAt, hourMs) <= now)
      await prolongSession(tx, sessionId, { now, expiresAt: after(now, REFRESH_MS) });
    return found;
  });
  if (live === undefined) return { code: 'auth.token_expired' };
  const actor: Actor = { kind: 'staff', id: staffId, merchantId, role: live.role, sessionId };
  deps.believed.keep(sessionId, actor);
  return actor;
}
