/**
 * Whether a request came from a page of ours. Browsers send a cookie along with what other sites make them send; this is how such a
 * request is told from one that our own page made. Programs, which send no cookie, are never asked.
 */
import type { FastifyRequest } from 'fastify';

const READING = new Set(['GET', 'HEAD']);

/** Reading is not asked where it came from: other sites cannot see the answer. */
export function isOnlyReading(request: Pick<FastifyRequest, 'method'>): boolean {
  return READING.has(request.method);
}

/**
 * By Sec-Fetch-Site, which no page can set; where the browser does not send it (plain http beyond this machine, old browsers), by
 * Origin. Neither: not from a page of ours.
 * @param publicUrl origin under which we are reached, where a proxy changes Host.
 */
export function isSameOrigin(request: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || (from.host !== '' && from.host === host?.toLowerCase());
}
