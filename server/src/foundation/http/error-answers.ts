/** Turns whatever went wrong into an answer: refusals by the catalogue, everything else into a fault that says nothing about the inside. */
import type { ErrorEnvelope } from '@parley/contract/api/envelope.ts';
import { type RefusalCode, refusals } from '@parley/contract/refusals.ts';
import type { Refusal } from '@parley/contract/values/result.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { codeOf } from '../db/database.ts';
import { type Html, html, sendHtml } from '../html/html.ts';
import type { Log } from '../log/log.ts';
import { RefusalError } from './refusal-error.ts';

export interface ErrorPageInput {
  readonly status: number;
  readonly message: string;
  readonly requestId: string;
}
export type ErrorPage = (input: ErrorPageInput) => Html;

export const plainErrorPage: ErrorPage = ({ status, message, requestId }) => html`<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${status}</title></head>
<body><h1>${message}</h1><p>${status} · ${requestId}</p></body>
</html>`;

/** The envelope of section 4 for a refusal. */
export function envelopeOf(refusal: Refusal, requestId: string): ErrorEnvelope {
  return {
    status: 'error',
    error: {
      code: refusal.code,
      message: refusal.message ?? refusals[refusal.code].title,
      ...(refusal.details === undefined ? {} : { details: [...refusal.details] }),
      request_id: requestId,
    },
  };
}

/** Answers a refusal as JSON, or as a page where a browser asked for one. */
export function answerRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  errorPage: ErrorPage = plainErrorPage,
): FastifyReply {
  const { status, title } = refusals[refusal.code];
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds);
  if (wantsPage(request)) return sendHtml(reply, errorPage({ status, message: refusal.message ?? title, requestId: request.id }), status);
  // Serialised here: the schemas of the route are for its successes.
  return reply
    .status(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(envelopeOf(refusal, request.id)));
}

export function createErrorHandler(log: Log, errorPage: ErrorPage) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = refusalOf(error);
    const line = {
      event: 'http.refused',
      request_id: request.id,
      merchant_id: request.actor?.merchantId,
      method: request.method,
      route: request.routeOptions.url,
    };
    if (refusals[refusal.code].status >= 500) log.error({ ...line, event: 'http.failed', code: refusal.code, error });
    else log.debug({ ...line, code: refusal.code, reason: refusal.internal });
    return answerRefusal(request, reply, refusal, errorPage);
  };
}

/** What the asker may know of an error. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal;
  const code = codeOf(error);
  const known = FASTIFY_CODES[code];
  if (known !== undefined) return { code: known };
  if (CONFLICTS.has(code)) return { code: 'request.conflict' };
  if (isOutage(error, code)) return { code: 'server.unavailable' };
  return { code: byStatus(error) };
}

const FASTIFY_CODES: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_REQ_FILE_TOO_LARGE: 'request.too_large',
  FST_FILES_LIMIT: 'request.too_large',
  FST_PARTS_LIMIT: 'request.too_large',
  FST_FIELDS_LIMIT: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupported_media',
  FST_ERR_REOPENED_CLOSE_SERVER: 'server.unavailable',
};
/** Serialization failure and deadlock, after the database's own retries. */
const CONFLICTS = new Set(['40001', '40P01']);
/** Connection lost or refused, too many connections, shutting down, starting up, disk full, lock time-out. */
const OUTAGES = /^(?:08\w{3}|57P0\d|53\w{3}|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const POOL_TROUBLE =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|pool after calling end/;

function isOutage(error: unknown, code: string): boolean {
  return OUTAGES.test(code) || (error instanceof Error && POOL_TROUBLE.test(error.message));
}

function byStatus(error: unknown): RefusalCode {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return 'request.too_large';
  if (status === 415) return 'request.unsupported_media';
  if (status === 503) return 'server.unavailable';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'request.malformed' : 'server.fault';
}

/** Programs' doors answer JSON always; elsewhere whoever does not ask for JSON alone gets a page. */
function wantsPage(request: FastifyRequest): boolean {
  const path = request.url;
  if (/^\/(?:api|webhooks|openapi\.json|health)(?:[/?]|$)/.test(path)) return false;
  const accepted = request.headers.accept ?? '*/*';
  return accepted.includes('text/html') || !accepted.includes('json');
}
