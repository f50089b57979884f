/** The sandbox's own files for browsers: style sheets, scripts and drawings, made ready once at the start. It must never read outside its folders. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { renderWallpaper } from '../../demo/pictures/wallpaper.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';

export interface SandboxAssets {
  /** Address of a file; it changes when any file does, so that browsers may keep it for ever. */
  url(name: string): string;
  get(name: string): { readonly body: string; readonly contentType: string } | undefined;
  names(): readonly string[];
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** Scripts are written in TypeScript and sent without their types; nothing else is done to them. */
export async function loadSandboxAssets(): Promise<SandboxAssets> {
  const files = new Map<string, string>([
    ['wallpaper-light.svg', renderWallpaper('light')],
    ['wallpaper-dark.svg', renderWallpaper('dark')],
    ['tokens.css', await readFile(new URL('../assets/tokens.css', import.meta.url), 'utf8')],
  ]);
  const folder = new URL('browser/', import.meta.url);
  for (const name of (await readdir(folder)).toSorted()) {
    const text = await readFile(new URL(name, folder), 'utf8');
    if (name.endsWith('.css')) files.set(name, text);
    else if (name.endsWith('.ts')) files.set(name.replace(/\.ts$/, '.js'), asScript(name, text));
  }
  const version = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 10);
  return {
    url: (name) => `/sandbox/assets/${version}/${name}`,
    get: (name) => {
      const body = files.get(name);
      return body === undefined ? undefined : { body, contentType: types[name.split('.').at(-1) ?? ''] ?? 'text/plain' };
    },
    names: () => [...files.keys()],
  };
}

/** Types, remarks and indentation are left out; no line of a script may therefore begin inside a text. */
function asScript(name: string, text: string): string {
  const lines = stripTypeScriptTypes(text, { mode: 'strip' })
    .replace(/(from\s+'\.\/[\w-]+)\.ts'/g, "$1.js'")
    .split('\n');
  if (lines.some((line) => line.split('`').length % 2 === 0))
    throw new Error(`${name}: a text of several lines would lose its indentation`);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:\/\*\*|\*(?:\s|\/|$)|\/\/)/.test(line))
    .join('\n');
}

export function serveSandboxAssets(scope: FastifyInstance, assets: SandboxAssets): void {
  scope.get<{ Params: { version: string; name: string } }>(
    '/sandbox/assets/:version/:name',
    { config: { access: 'public' } },
    (request, reply) => {
      const file = assets.get(request.params.name);
      if (!file) throw new RefusalError({ code: 'request.not_found' });
      const isCurrent = assets.url(request.params.name).includes(`/${request.params.version}/`);
      reply.header('cache-control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.type(file.contentType).send(file.body);
    },
  );
}
