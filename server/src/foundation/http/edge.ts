/**
 * The HTTP edge: one Fastify with everything that holds for every request (ids, sign-in, limits, schemas, errors, headers,
 * compression, the API's description). Surfaces and domains register their routes on it; it knows none of them.
 */
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { isUuid, newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { admit, type Identify } from './actor.ts';
import { type Aliases, createRewrite } from './addresses.ts';
import { describeApi } from './documentation.ts';
import type { Edge } from './edge-parts.ts';
import { answerRefusal, createErrorHandler, type ErrorPage, plainErrorPage } from './error-answers.ts';
import { acceptJson } from './json-body.ts';
import { type Budgets, createMemoryRateLimiter, defaultBudgets, type RateLimiter, spendBudget } from './rate-limit.ts';
import { validatorCompiler } from './request-schema.ts';
import { watchRoutes } from './route-register.ts';
import { contentPolicy, securityHeaders } from './security-headers.ts';

export interface EdgeOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  readonly secrets: Secrets;
  /** Origin under which we are reached; https there turns on the https-only headers. */
  readonly publicUrl: string;
  readonly identify: Identify;
  readonly version?: string;
  readonly aliases?: Aliases;
  /** Where an address asked for at a host leads, before any alias; absent: every host is ours. */
  readonly leadHost?: (host: string | undefined, url: string) => string;
  readonly rateLimiter?: RateLimiter;
  readonly budgets?: Budgets;
  /** How errors look to a browser outside the API. */
  readonly errorPage?: ErrorPage;
}

const BODY_LIMIT = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 5 * 60_000;
/** Event streams are never among these: a compressor would hold their lines back. */
const COMPRESSIBLE =
  /^(?:text\/(?:html|css|plain|csv|javascript|calendar)|application\/(?:json|javascript|manifest\+json)|image\/svg\+xml)\b/;

/** Register routes with `edge.register(async (scope) => …)`, then `await edge.ready()`; `edge.close()` answers what is under way first. */
export function createHttpEdge(options: EdgeOptions): Edge {
  const { log, clock, errorPage = plainErrorPage } = options;
  const rewrite = createRewrite(options.aliases ?? {});
  const leadHost = options.leadHost ?? ((_host, url) => url);
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    requestIdHeader: false,
    genReqId: (raw) => requestIdOf(raw.headers['x-request-id']),
    rewriteUrl: (raw) => rewrite(leadHost(raw.headers.host, raw.url ?? '/')),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => {
      void createErrorHandler(log, errorPage)(error, request, reply);
    },
  });
  app.decorate('edge', { database: options.database, clock, secrets: options.secrets, log });
  app.decorateRequest('actor', undefined);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorHandler(log, errorPage));
  acceptJson(app);
  const routes = watchRoutes(app);
  app.decorate('routeTable', () => routes.table());
  app.register(helmet, securityHeaders(options.publicUrl));
  app.addHook('onRequest', contentPolicy(options.publicUrl));
  app.register(cookie);
  app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: COMPRESSIBLE,
    // Bodies sent compressed are not opened: a small one could become a huge one.
    globalDecompression: false,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  // After compression, which counts only for routes made later.
  describeApi(app, { publicUrl: options.publicUrl, version: options.version ?? '0.1.0' });
  // A kept-alive connection that was busy when closing began would hold the stop for its whole idle time.
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), 100).unref();
    app.server.once('close', () => clearInterval(sweep));
  });
  // After helmet, so that a refused request carries its headers too.
  app.after(() => watchRequests(app, options));
  app.setNotFoundHandler((request, reply) => {
    const other = routes.answersAnother(request);
    return answerRefusal(request, reply, { code: other ? 'request.method_not_allowed' : 'request.not_found' }, errorPage);
  });
  return app.withTypeProvider() as Edge;
}

function watchRequests(app: FastifyInstance, options: EdgeOptions): void {
  const { log, clock, identify, budgets = defaultBudgets } = options;
  const limiter = options.rateLimiter ?? createMemoryRateLimiter(clock);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Absent where no route was found.
    const access = request.is404 ? 'public' : request.routeOptions.config.access;
    if (access === 'public') return;
    request.actor = await admit(request, access, identify);
    await spendBudget(request, reply, request.actor, limiter, budgets);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.actor !== undefined && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      event: 'http.answered',
      request_id: request.id,
      merchant_id: request.actor?.merchantId,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      elapsed_ms: Math.round(reply.elapsedTime),
    };
    // Reads and webhooks are many and say little; changes and failures are worth a line.
    if (reply.statusCode >= 500) log.warn(line);
    else if (request.actor !== undefined && request.method !== 'GET') log.info(line);
    else log.debug(line);
  });
}

/** The caller's id where it is a plain one, so that two logs can be laid side by side. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && (isUuid(given) || /^[\w-]{8,64}$/.test(given)) ? given : newId();
}
