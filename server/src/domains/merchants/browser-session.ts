/**
 * The sign-in of a browser: a cookie that no script can read, naming a session. It lives as long as the session does, and the session
 * as long as it is used: thirty days after the last time. The cookie alone opens nothing once the session has ended.
 */
import { isUuid, type MerchantId, type StaffId } from '@parley/contract/values/id.ts';
import { after, type Clock, dayMs, secondMs } from '@parley/contract/values/time.ts';
import type { FastifyReply } from 'fastify';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { AccessClaims } from './access-token.ts';

export const SESSION_COOKIE = 'parley_session';
const PURPOSE = 'browser-session';
/** Browsers keep no cookie for longer; the session's own end comes first. */
const COOKIE_MS = 400 * dayMs;

export function signBrowserToken({ secrets, clock }: { readonly secrets: Secrets; readonly clock: Clock }, claims: AccessClaims): string {
  const { merchantId, staffId, sessionId } = claims;
  return secrets.signToken(PURPOSE, { m: merchantId, p: staffId, s: sessionId }, after(clock.now(), COOKIE_MS));
}

export function readBrowserToken(
  { secrets, clock }: { readonly secrets: Secrets; readonly clock: Clock },
  token: string,
): AccessClaims | undefined {
  const { m, p, s } = secrets.verifyToken(PURPOSE, token, clock.now()) ?? {};
  if (![m, p, s].every((each) => typeof each === 'string' && isUuid(each))) return undefined;
  return { merchantId: m as MerchantId, staffId: p as StaffId, sessionId: s as string };
}

/** @param publicUrl https there keeps the cookie off plain http. */
export function setSessionCookie(reply: FastifyReply, token: string, publicUrl: string): void {
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(publicUrl), maxAge: COOKIE_MS / secondMs });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(publicUrl));
}

function cookieOptions(publicUrl: string) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
}
