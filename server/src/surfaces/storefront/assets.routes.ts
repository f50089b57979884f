/** The stylesheet of the customer's pages (tokens and page styles as one file) and the program's icon, each with a validator, read once at the start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Edge } from '../../foundation/http/edge-parts.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const files = [
  { path: '/assets/storefront.css', type: 'text/css; charset=utf-8', text: `${read('../assets/tokens.css')}\n${read('./storefront.css')}` },
  { path: '/assets/icon.svg', type: 'image/svg+xml', text: read('../assets/icon.svg') },
].map((file) => ({ ...file, etag: `"${createHash('sha256').update(file.text).digest('hex').slice(0, 16)}"` }));

export async function storefrontAssets(scope: Edge): Promise<void> {
  for (const { path, type, text, etag } of files) {
    scope.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'public, max-age=300, stale-while-revalidate=86400').header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(type).send(text);
    });
  }
  scope.get('/favicon.ico', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply.redirect('/assets/icon.svg', 301),
  );
}
