/** Reads JSON bodies: depth is checked on the raw bytes, before anything is built from them. */
import type { FastifyBodyParser, FastifyInstance } from 'fastify';
import { RefusalError } from './refusal-error.ts';

/** Deeper JSON than this is refused; embedded databases lose such rows in silence. */
export const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether arrays and objects are nested at most `max` deep. Cheap: one pass, nothing allocated. */
export function depthWithin(bytes: Uint8Array, max = MAX_DEPTH): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > max) return false;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return true;
}

/** An empty body is no body; otherwise JSON, without `__proto__` tricks. */
export function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const parser: FastifyBodyParser<Buffer> = (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined);
    if (!depthWithin(bytes)) return done(new RefusalError({ code: 'request.too_deep' }));
    void parse(request, bytes.toString('utf8'), done);
  };
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parser);
  app.addContentTypeParser(/^application\/[\w.+-]*\+json$/, { parseAs: 'buffer' }, parser);
}
