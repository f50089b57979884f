/** Bodies other than JSON, each allowed only in the scope that asks for it. */
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';

/**
 * Webhook doors: `request.body` is the raw Buffer whatever its content type, so that signatures are checked on what was sent.
 * Call it first in the scope: `app.register(async (scope) => { keepRawBody(scope); scope.post(…) })`.
 */
export function keepRawBody(scope: Pick<FastifyInstance, 'removeAllContentTypeParsers' | 'addContentTypeParser'>): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Pages: `application/x-www-form-urlencoded` becomes a flat object. */
export async function acceptForms(scope: FastifyInstance, { maxBytes = 64 * 1024 }: { readonly maxBytes?: number } = {}): Promise<void> {
  await scope.register(formbody, { bodyLimit: maxBytes });
}

/** Uploads: `request.file()` and `request.parts()` of @fastify/multipart, within these limits. */
export async function acceptFiles(
  scope: FastifyInstance,
  limits: { readonly maxBytes: number; readonly files?: number; readonly fields?: number },
): Promise<void> {
  await scope.register(multipart, {
    limits: { fileSize: limits.maxBytes, files: limits.files ?? 1, fields: limits.fields ?? 20, fieldSize: 64 * 1024, headerPairs: 100 },
  });
}
