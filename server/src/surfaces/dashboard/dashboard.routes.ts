/**
 * /app: hands out the built dashboard. One page for every address under /app (the browser's router reads the rest) and files whose names
 * change with their content. It answers the same to everybody: who is signed in is asked by the page, over the API.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { watchBuilt } from './built-files.ts';

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  /** Owners of the other demo shops, under the same password. */
  readonly merchants: readonly { readonly name: string; readonly email: string }[];
}

export interface DashboardDeps {
  /** Shown on the sign-in page. The sandbox only. */
  readonly demo?: DemoSignIn;
}

const folder = new URL('../../../../dashboard/dist/', import.meta.url);
const SESSION_COOKIE = 'parley_session';
const tokens = readFileSync(new URL('../assets/tokens.css', import.meta.url), 'utf8');
const tokensTag = `"${createHash('sha256').update(tokens).digest('hex').slice(0, 16)}"`;
const NOT_BUILT = 'The dashboard is not built yet: run "npm run build:dashboard" and start again.';

export function dashboardRoutes({ demo }: DashboardDeps): (scope: Edge) => Promise<void> {
  return async (scope) => {
    const builtNow = watchBuilt(folder);
    const config = { access: 'public' as const };
    for (const path of ['/app', '/app/*'])
      scope.get(path, { config, schema: { hide: true } }, async (request, reply) => {
        const built = builtNow();
        if (built === undefined) return reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
        const nonce = randomBytes(16).toString('base64url');
        const policy = String(reply.getHeader('content-security-policy') ?? '');
        // The component library adds one style element of its own, which names this nonce.
        reply.header('content-security-policy', policy.replace("style-src-elem 'self'", `style-src-elem 'self' 'nonce-${nonce}'`));
        return reply
          .header('cache-control', 'no-cache')
          .type('text/html; charset=utf-8')
          .send(pageFor(built.page, nonce, request.cookies[SESSION_COOKIE] !== undefined, demo));
      });
    scope.get('/assets/tokens.css', { config, schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'public, max-age=300, stale-while-revalidate=86400').header('etag', tokensTag);
      if (request.headers['if-none-match'] === tokensTag) return reply.status(304).send();
      return reply.type('text/css; charset=utf-8').send(tokens);
    });
    const params = z.object({ name: z.string().regex(/^[\w.-]{1,120}$/) });
    scope.get('/app/assets/:name', { config, schema: { hide: true, params } }, async (request, reply) => {
      const file = builtNow()?.file(request.params.name);
      if (file === undefined) return reply.status(404).type('text/plain; charset=utf-8').send('Not here.');
      const accepts = request.headers['accept-encoding'] ?? '';
      const coding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : 'plain';
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding').type(file.type);
      if (coding !== 'plain') reply.header('content-encoding', coding);
      return reply.send(file[coding]);
    });
  };
}

/** @param maybe whether the browser holds a session, so that a page opened by a stranger need not ask and be refused. */
function pageFor(page: string, nonce: string, maybe: boolean, demo: DemoSignIn | undefined): string {
  const metas = [`<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`];
  if (maybe) metas.push('<meta name="parley-session" content="1">');
  if (demo) metas.push(`<meta name="parley-demo" content="${attribute(JSON.stringify(demo))}">`);
  return page.replace('</head>', `${metas.join('')}</head>`);
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
