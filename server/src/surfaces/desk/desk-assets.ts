/** The desk's stylesheet and its one script, made ready once at the start. The script is sent without its types; nothing else is done to it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Edge } from '../../foundation/http/edge-parts.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

function asScript(text: string): string {
  return stripTypeScriptTypes(text, { mode: 'strip' })
    .replace(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)\n/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/^ +/gm, '')
    .replace(/\n+/g, '\n');
}

const files = [
  { path: '/assets/desk.css', type: 'text/css; charset=utf-8', body: `${read('../assets/tokens.css')}\n${read('./desk.css')}` },
  { path: '/assets/desk.js', type: 'text/javascript; charset=utf-8', body: asScript(read('./browser/desk.ts')) },
] as const;

export function deskAssets(scope: Edge): void {
  for (const { path, type, body } of files) {
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    scope.get(path, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
      reply.header('cache-control', 'public, max-age=300, stale-while-revalidate=86400').header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(type).send(body);
    });
  }
}
