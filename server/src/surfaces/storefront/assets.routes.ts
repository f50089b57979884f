/** The stylesheet of the customer's pages: tokens and page styles as one file with a validator, read once at the start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Edge } from '../../foundation/http/edge-parts.ts';

const css = ['../assets/tokens.css', './storefront.css'].map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('\n');
const etag = `"${createHash('sha256').update(css).digest('hex').slice(0, 16)}"`;

export async function storefrontAssets(scope: Edge): Promise<void> {
  scope.get('/assets/storefront.css', { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
    reply.header('cache-control', 'public, max-age=300, stale-while-revalidate=86400').header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.type('text/css; charset=utf-8').send(css);
  });
}
