/** `/` of a sandbox: the front page for a browser, the service's own words for everybody else; and the live state of the stand-ins. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { sendHtml } from '../../foundation/html/html.ts';
import type { SandboxService } from './faults.routes.ts';
import { frontPageHtml } from './front.page.ts';
import type { FrontPageDeps } from './front-deps.ts';

const open = { config: { access: 'public' as const } };

/** Fastify plugin: `/` and `/sandbox/state`. */
export function frontPage(deps: FrontPageDeps): FastifyPluginAsync {
  return async (scope) => {
    scope.get('/', open, async (request, reply) => {
      reply.header('vary', 'accept');
      if (!wantsPage(request)) return reply.send(await deps.serviceInfo());
      reply.header('cache-control', 'no-cache');
      return sendHtml(reply, frontPageHtml(deps));
    });
    scope.get('/sandbox', open, (_request, reply) => reply.redirect('/'));
    scope.get('/sandbox/state', open, (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { services: deps.services.map(stateOf) };
    });
  };
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}

function stateOf({ name, title, faults, deliveries }: SandboxService) {
  const recent = deliveries();
  const count = (...outcomes: readonly string[]): number => recent.filter((each) => outcomes.includes(each.outcome)).length;
  return {
    name,
    title,
    disturbed: Object.values(faults.get()).some((value) => value > 0),
    delivered: count('delivered'),
    waiting: count('waiting', 'retrying'),
    failed: count('failed', 'given_up'),
  };
}
