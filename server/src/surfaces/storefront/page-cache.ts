/**
 * Pages that are the same for everybody, kept for a moment and sent compressed as they lie there. Nothing of one visitor is ever in them:
 * the bar with the visitor's cart is put in on the way out, and a page with a bar is not kept.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Clock } from '@parley/contract/values/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createShortMemory } from '../../foundation/clock/short-memory.ts';
import { type Html, raw } from '../../foundation/html/html.ts';
import { STALE_MS } from './shop-face.ts';

export interface MadePage {
  readonly status: number;
  readonly html: Html;
}

export interface PageCache {
  /** @param key all that the page depends on. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    make: () => Promise<MadePage>,
    bar: () => Promise<Html | undefined>,
  ): Promise<FastifyReply>;
}

interface Kept {
  readonly status: number;
  readonly text: string;
  readonly etag: string;
  compressed: Partial<Record<'br' | 'gzip', Promise<Buffer>>>;
}

/** Stands where the bar goes. */
export const barPlace: Html = raw('<!--bar-->');
const MOST_PAGES = 300;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export function createPageCache(clock: Clock): PageCache {
  const pages = createShortMemory<Kept>(clock, STALE_MS, MOST_PAGES);
  return {
    async send(request, reply, key, make, bar) {
      const [kept, shown] = await Promise.all([pages.remember(key, async () => keep(await make())), bar()]);
      reply.status(kept.status).type('text/html; charset=utf-8');
      reply.header('cache-control', 'private, no-cache').header('vary', 'cookie, accept-language, accept-encoding');
      if (shown !== undefined) return reply.send(kept.text.replace(barPlace.toString(), () => shown.toString()));
      if (kept.status === 200) {
        reply.header('etag', kept.etag);
        if (request.headers['if-none-match']?.includes(kept.etag)) return reply.status(304).send();
      }
      const encoding = encodingFor(request.headers['accept-encoding']);
      if (encoding === undefined) return reply.send(kept.text);
      kept.compressed[encoding] ??= compress(kept.text, encoding);
      reply.header('content-encoding', encoding);
      return reply.send(await kept.compressed[encoding]);
    },
  };
}

function keep({ status, html }: MadePage): Kept {
  const text = `<!doctype html>\n${html.toString()}`;
  // Weak: the same page in another compression is the same page.
  const etag = `W/"${createHash('sha1').update(text).digest('base64url').slice(0, 20)}"`;
  return { status, text, etag, compressed: {} };
}

function compress(text: string, encoding: 'br' | 'gzip'): Promise<Buffer> {
  return encoding === 'br'
    ? brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } })
    : zip(text, { level: 6 });
}

function encodingFor(header: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const accepted = typeof header === 'string' ? header : '';
  if (/\bbr\b(?!\s*;\s*q=0(?:[,\s]|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:[,\s]|$))/.test(accepted) ? 'gzip' : undefined;
}
