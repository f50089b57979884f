/**
 * The program for a shop's computer, handed to whoever asks: as one file, and as a package that npx takes from its address. Nothing of a
 * shop is in it, and it is the same for everybody.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Edge } from '../../foundation/http/edge-parts.ts';

const built = new URL('../../../../print-agent/dist/', import.meta.url);
const NOT_BUILT = 'The print agent is not built yet: run "npm run build:print-agent".';
const kinds = { 'print-agent.mjs': 'text/javascript; charset=utf-8', 'print-agent.tgz': 'application/gzip' } as const;

interface Held {
  readonly at: number;
  readonly bytes: Buffer;
  readonly tag: string;
}

/** @param folder where the build lies. */
export function printAgentRoutes(folder: URL = built) {
  return async (scope: Edge): Promise<void> => {
    for (const [name, type] of Object.entries(kinds)) {
      const now = watchFile(new URL(name, folder));
      scope.get(`/${name}`, { config: { access: 'public' }, schema: { hide: true } }, async (request, reply) => {
        const file = now();
        if (file === undefined) return reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
        // Kept, and asked for again before each use: a computer that is paired today gets the program that the server has today.
        reply.header('cache-control', 'public, no-cache').header('etag', file.tag);
        if (request.headers['if-none-match']?.includes(file.tag)) return reply.status(304).send();
        return reply.header('content-disposition', `attachment; filename="${name}"`).type(type).send(file.bytes);
      });
    }
  };
}

/** A build made anew beside a running server is handed out from then on. */
function watchFile(path: URL): () => Held | undefined {
  let held: Held | undefined;
  return () => {
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return undefined;
    if (held?.at !== at) {
      const bytes = readFileSync(path);
      held = { at, bytes, tag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"` };
    }
    return held;
  };
}
