/** The smallest router over Fetch requests: patterns of fixed and named segments, first match wins. It must never read a body. */

export interface RouteCall {
  readonly request: Request;
  readonly url: URL;
  /** Decoded values of the `:name` segments; `*` holds what a trailing star took. */
  readonly params: Readonly<Record<string, string>>;
}

export type RouteHandler = (call: RouteCall) => Promise<Response> | Response;

export interface Route {
  readonly method: string;
  /** `/v1/orders/:id`; a last segment `*` takes the rest. */
  readonly pattern: string;
  readonly handler: RouteHandler;
}

export function route(method: string, pattern: string, handler: RouteHandler): Route {
  return { method, pattern, handler };
}

/** `notFound` answers what no pattern takes, a known path with another method included. */
export function createRouter(routes: readonly Route[], notFound: RouteHandler = plainNotFound): (request: Request) => Promise<Response> {
  const compiled = routes.map((each) => ({ ...each, segments: segmentsOf(each.pattern) }));
  return async (request) => {
    const url = new URL(request.url);
    const path = segmentsOf(url.pathname);
    for (const { method, segments, handler } of compiled) {
      if (method !== request.method) continue;
      const params = match(segments, path);
      if (params) return handler({ request, url, params });
    }
    return notFound({ request, url, params: {} });
  };
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    if (segment === '*') return { ...params, '*': path.slice(index).map(decoded).join('/') };
    const given = path[index];
    if (given === undefined) return undefined;
    if (segment.startsWith(':')) params[segment.slice(1)] = decoded(given);
    else if (segment !== given) return undefined;
  }
  return path.length === pattern.length ? params : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function plainNotFound(): Response {
  return Response.json({ error: 'not found' }, { status: 404 });
}
