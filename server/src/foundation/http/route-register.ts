/** Watches which routes are made: refuses to start when one does not say its access or would swallow unknown fields; knows methods for 405. */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Access } from './actor.ts';
import { looseObjectIn } from './request-schema.ts';

/** One line of the route table. */
export interface RouteLine {
  readonly method: string;
  /** As it was registered: `/api/v1/orders/:id`. */
  readonly url: string;
  readonly access: Access;
}

export interface RouteRegister {
  /** Every route, for documents and for the tests that call them all. */
  table(): readonly RouteLine[];
  /** Whether some other method is answered at this path. */
  answersAnother(request: FastifyRequest): boolean;
}

/** Call before any route is registered. */
export function watchRoutes(app: FastifyInstance): RouteRegister {
  const routes: RouteOptions[] = [];
  const patterns = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook('onRoute', (route) => {
    routes.push(route);
    const known = patterns.get(route.url) ?? { pattern: patternOf(route.url), methods: new Set<string>() };
    for (const method of [route.method].flat()) known.methods.add(method);
    patterns.set(route.url, known);
  });
  app.addHook('onReady', async () => {
    const wrong = routes.flatMap((route) => faultsOf(route).map((fault) => `${String(route.method)} ${route.url}: ${fault}`));
    if (wrong.length > 0) throw new Error(`routes are not fit to start with:\n${wrong.join('\n')}`);
  });
  return {
    table: () =>
      routes.flatMap(({ method, url, config }) => [method].flat().map((each) => ({ method: each, url, access: config?.access ?? [] }))),
    answersAnother(request) {
      const path = request.url.split('?')[0] ?? '';
      for (const { pattern, methods } of patterns.values())
        if (!methods.has(request.method) && !isCatchAll(pattern) && pattern.test(path)) return true;
      return false;
    },
  };
}

function faultsOf(route: RouteOptions): string[] {
  const faults: string[] = [];
  // The type says it is there; plugins and omissions say otherwise.
  if ((route.config?.access as unknown) === undefined) faults.push("say who may call: config: { access: 'public' | roles }");
  for (const part of ['body', 'querystring'] as const) {
    const loose = looseObjectIn(route.schema?.[part]);
    if (loose !== undefined) faults.push(`${part} ${loose} must be z.strictObject (or knowingly z.looseObject)`);
  }
  return faults;
}

function patternOf(url: string): RegExp {
  const escaped = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${escaped}/?$`);
}

/** A shop's page at `/:slug` takes any word; that says nothing about the word. */
function isCatchAll(pattern: RegExp): boolean {
  return /^\^\\?\/(?:\[\^\/\]\+|\.\*)/.test(pattern.source.replaceAll('\\/', '/'));
}
