/** Whether we are up, for load balancers and people: `/health`, and `/` for programs. Says nothing that a stranger should not know. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../foundation/db/database.ts';
import { html, sendHtml } from '../../foundation/html/html.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';

export interface HealthDeps {
  readonly database: Database;
  readonly clock: { now(): Date };
  readonly version: string;
  readonly mode: string;
  /** The page that a browser sees at `/`; absent: a plain one. */
  readonly hasFrontPage: boolean;
}

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    service: z.literal('parley'),
    version: z.string(),
    mode: z.string(),
    database: z.string(),
    time: z.iso.datetime(),
    links: z.record(z.string(), z.string()),
  }),
});
const links = { api: '/api/v1', openapi: '/openapi.json', docs: '/docs' };

export function healthRoutes(deps: HealthDeps): (scope: Edge) => Promise<void> {
  const health = async (): Promise<z.infer<typeof answer>> => {
    await deps.database.inPlatformTx((tx) => sql`select 1`.execute(tx.db));
    return {
      status: 'success',
      data: {
        service: 'parley',
        version: deps.version,
        mode: deps.mode,
        database: deps.database.kind,
        time: deps.clock.now().toISOString(),
        links,
      },
    };
  };
  return async (scope) => {
    scope.get('/health', { config: { access: 'public' }, schema: { response: { 200: answer } } }, health);
    if (deps.hasFrontPage) return;
    scope.get('/', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      if (!/text\/html/.test(request.headers.accept ?? '')) return health();
      return sendHtml(
        reply,
        html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Parley</title><link rel="stylesheet" href="/assets/storefront.css"></head><body><main><h1>Parley</h1><p class="quiet">Shops, bookings and print orders inside WhatsApp.</p><p><a href="/docs">API</a> · <a href="/health">Health</a></p></main></body></html>`,
      );
    });
  };
}
