/**
 * The files of the customer's pages: the stylesheet (tokens and page styles as one), the one script that makes pages nicer, the program's
 * icon. Each is read once at the start and has an address that changes with it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Edge } from '../../foundation/http/edge-parts.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const files = [
  {
    name: 'storefront.css',
    type: 'text/css; charset=utf-8',
    text: asStyle(`${read('../assets/tokens.css')}\n${read('./storefront.css')}\n${read('./shop.css')}`),
  },
  { name: 'shop.js', type: 'text/javascript; charset=utf-8', text: asScript(read('./browser/shop.ts')) },
  { name: 'icon.svg', type: 'image/svg+xml', text: read('../assets/icon.svg') },
].map((file) => ({ ...file, version: createHash('sha256').update(file.text).digest('hex').slice(0, 12) }));
const worker = asScript(read('./browser/shop-worker.ts'));

/** May be kept for ever. */
export function assetUrl(name: 'storefront.css' | 'shop.js'): string {
  return `/assets/${name}?v=${files.find((file) => file.name === name)?.version}`;
}

/** The worker with what it keeps from the beginning; another list is another worker. */
export function workerScript(shell: readonly string[]): string {
  return `const SHELL=${JSON.stringify(shell)};\n${worker}`;
}

export async function storefrontAssets(scope: Edge): Promise<void> {
  for (const { name, type, text, version } of files) {
    const etag = `"${version}"`;
    scope.get(`/assets/${name}`, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const isCurrent = (request.query as { readonly v?: unknown }).v === version;
      const life = isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=300, stale-while-revalidate=86400';
      reply.header('cache-control', life).header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(type).send(text);
    });
  }
  scope.get('/favicon.ico', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply.redirect('/assets/icon.svg', 301),
  );
}

/** Types, remarks and indentation are left out; no text of a script goes over several lines. */
function asScript(text: string): string {
  return stripTypeScriptTypes(text, { mode: 'strip' })
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:\/\*\*|\*(?:\s|\/|$)|\/\/)/.test(line))
    .join('\n');
}

function asStyle(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
