/** HTTP of products as CSV: import with its progress, preview, export. Mounted under /api/v1. */
import { Readable } from 'node:stream';
import { idParam, pageOf, successOf } from '@parley/contract/api/envelope.ts';
import { csvImport, csvImportDetail, csvImported, csvImportQuery, csvImportsQuery, csvPreview } from '@parley/contract/api/product-csv.ts';
import { ok } from '@parley/contract/values/result.ts';
import { selling } from '@parley/contract/values/role.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, actorOf } from '../../../foundation/http/actor.ts';
import { acceptFiles } from '../../../foundation/http/body-kinds.ts';
import type { Edge } from '../../../foundation/http/edge-parts.ts';
import { keyedRequest, readPage, readWith, valueOf } from '../../../foundation/http/perform.ts';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import { importAnswer, importDetailAnswer, importedAnswer, previewAnswer } from './import-answer.ts';
import type { ProductImports } from './product-imports.ts';
import { readUpload } from './read-upload.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const config = { access: selling };
const heavy = { ...config, heavy: true };
const consumes = ['multipart/form-data'];
const produces = ['text/csv'];

export interface CsvRoutesDeps {
  readonly imports: ProductImports;
}

/** `edge.register(csvRoutes(deps), { prefix: '/api/v1' })` */
export function csvRoutes(deps: CsvRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    await acceptFiles(app, { maxBytes: MAX_BYTES, fields: 5 });
    importRoutes(app, deps);
    readRoutes(app, deps);
    exportRoutes(app, deps);
  };
}

function importRoutes(app: Edge, { imports }: CsvRoutesDeps): void {
  const response = { 200: successOf(csvImported), 202: successOf(csvImport) };
  app.post('/products/csv', { config: heavy, schema: { querystring: csvImportQuery, consumes, response } }, (request, reply) =>
    takeFile(imports, request, reply, request.query),
  );
  app.post(
    '/merchants/:id/products/csv',
    { config: heavy, schema: { params: idParam, querystring: csvImportQuery, consumes, response } },
    async (request, reply) => {
      mineOnly(request, request.params.id);
      return takeFile(imports, request, reply, request.query);
    },
  );
  app.post('/products/csv/preview', { config: heavy, schema: { consumes, response: { 200: successOf(csvPreview) } } }, (request) =>
    showPreview(imports, request),
  );
}

async function showPreview(imports: ProductImports, request: FastifyRequest) {
  const { bytes, mapping } = await readUpload(request);
  return { status: 'success' as const, data: previewAnswer(valueOf(await imports.preview(bytes, mapping))) };
}

async function takeFile(imports: ProductImports, request: FastifyRequest, reply: FastifyReply, query: z.infer<typeof csvImportQuery>) {
  const actor = actorOf(request);
  const upload = await readUpload(request);
  // The key stands for the file as well, which is no part of the parsed body.
  const asked = keyedRequest(
    { headers: request.headers, method: request.method, url: request.url, body: upload.digest },
    actor,
    request.server.edge.secrets,
  );
  const taken = valueOf(
    await imports.take(actor.merchantId, {
      bytes: upload.bytes,
      fileName: upload.fileName,
      mapping: upload.mapping,
      isDryRun: upload.isDryRun || query.dry_run === 'true',
      inBackground: query.background === 'true',
      actor: { kind: actor.kind, id: actor.id },
      requestId: request.id,
      ...(asked && { asked }),
    }),
  );
  if (taken.isRepeat) reply.header('idempotent-replayed', 'true');
  if (query.background === 'true') {
    reply.status(202);
    return { status: 'success' as const, data: importAnswer(taken) };
  }
  if (taken.record.state === 'failed') throw new RefusalError({ code: 'server.fault' });
  return { status: 'success' as const, data: importedAnswer(taken) };
}

function readRoutes(app: Edge, { imports }: CsvRoutesDeps): void {
  app.get(
    '/products/imports',
    { config, schema: { querystring: csvImportsQuery, response: { 200: pageOf(csvImport) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { items, total } = await imports.page(tx, request.query);
        return ok({ items: items.map(importAnswer), total });
      }),
  );
  app.get(
    '/products/imports/:id',
    { config, schema: { params: idParam, response: { 200: successOf(csvImportDetail) } } },
    (request, reply) =>
      readWith(request, reply, async (tx) => {
        const found = await imports.show(tx, request.params.id);
        return found.ok ? ok(importDetailAnswer(found.value)) : found;
      }),
  );
}

function exportRoutes(app: Edge, { imports }: CsvRoutesDeps): void {
  app.get('/products/csv', { config: heavy, schema: { querystring: z.strictObject({}), produces } }, (request, reply) =>
    sendPieces(reply, 'products', imports.export(actorOf(request).merchantId)),
  );
  app.get(
    '/merchants/:id/products/csv',
    { config: heavy, schema: { params: idParam, querystring: z.strictObject({}), produces } },
    async (request, reply) => {
      const actor = mineOnly(request, request.params.id);
      return sendPieces(reply, 'products', imports.export(actor.merchantId));
    },
  );
  app.get('/products/imports/:id/refused.csv', { config, schema: { params: idParam, produces } }, async (request, reply) => {
    const rows = valueOf(await imports.refusedRows(actorOf(request).merchantId, request.params.id));
    return sendPieces(reply, 'refused', rows);
  });
}

function sendPieces(reply: FastifyReply, name: string, pieces: AsyncIterable<string>): FastifyReply {
  reply.header('content-type', 'text/csv; charset=utf-8');
  reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** Another merchant looks like one that does not exist. */
function mineOnly(request: FastifyRequest, id: string): Actor {
  const actor = actorOf(request);
  if (id !== actor.merchantId) throw new RefusalError({ code: 'request.not_found' });
  return actor;
}
