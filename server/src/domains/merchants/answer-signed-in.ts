/** The answer of every address that signs somebody in: tokens in the body for programs, the cookie for browsers. It judges nobody. */
import type { SignedIn } from '@parley/contract/api/merchants.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setSessionCookie } from './browser-session.ts';
import type { OpenedSession } from './sign-in.ts';

/** A page of another site may not sign a browser in as somebody else: its request gets no cookie. */
export function answerSignedIn(
  request: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  publicUrl: string,
  { cookie, ...answer }: OpenedSession,
): SignedIn {
  reply.header('cache-control', 'no-store');
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') setSessionCookie(reply, cookie, publicUrl);
  return answer;
}
