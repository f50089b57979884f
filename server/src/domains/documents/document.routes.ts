/** HTTP of invoices and credit notes: lists for people and programs, papers as PDF, and the signed form for customers. */
import {
  type DocumentAnswer,
  documentAnswer,
  documentQuery,
  paperQuery,
  papersQuery,
  signedPaperQuery,
} from '@parley/contract/api/documents.ts';
import { idParam, pageOf } from '@parley/contract/api/envelope.ts';
import type { MerchantId, OrderId } from '@parley/contract/values/id.ts';
import { ok } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import type { FastifyReply } from 'fastify';
import type { Tx } from '../../foundation/db/database.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { readPage, readWith, valueOf } from '../../foundation/http/perform.ts';
import { RefusalError } from '../../foundation/http/refusal-error.ts';
import { type DocumentView, fileNameOf } from './document.ts';
import type { DocumentContent } from './document-content.ts';
import type { Paper } from './draw-document.ts';
import type { Documents } from './index.ts';

export interface DocumentRoutesDeps {
  readonly documents: Documents;
}

const produces = ['application/pdf'];

/** `edge.register(documentRoutes(deps), { prefix: '/api/v1' })` */
export function documentRoutes({ documents }: DocumentRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/documents',
      { config: { access: anyRole }, schema: { querystring: documentQuery, response: { 200: pageOf(documentAnswer) } } },
      (request, reply) =>
        readPage(request, reply, async (tx) => {
          const { page, limit, kind, order_id: orderId, from, to } = request.query;
          const found = await documents.list(tx, {
            page,
            limit,
            ...(kind === undefined ? {} : { kind }),
            ...(orderId === undefined ? {} : { orderId: orderId as OrderId }),
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
          });
          return ok({ items: found.items.map((each) => answerOf(documents, tx.merchantId, each)), total: found.total });
        }),
    );
    app.get(
      '/documents/:id.pdf',
      { config: { access: anyRole }, schema: { params: idParam, querystring: paperQuery, produces } },
      async (request, reply) => {
        const { data } = await readWith(request, reply, (tx) => documents.get(tx, request.params.id));
        return sendPaper(documents, reply, data, request.query.paper);
      },
    );
    app.get(
      '/orders/:id/packing-slip',
      { config: { access: anyRole }, schema: { params: idParam, querystring: paperQuery, produces } },
      async (request, reply) => {
        const { data } = await readWith(request, reply, async (tx) => ok(await documents.slips(tx, [request.params.id as OrderId])));
        if (data.length === 0) throw new RefusalError({ code: 'order.not_found' });
        return send(reply, await documents.together(data, request.query.paper), 'packing-slip.pdf');
      },
    );
    app.get('/orders/papers', { config: { access: anyRole }, schema: { querystring: papersQuery, produces } }, async (request, reply) => {
      const { ids, kind, paper } = request.query;
      const orderIds = ids.split(',').map((id) => id as OrderId);
      const { data } = await readWith(request, reply, async (tx) =>
        ok(kind === 'packing_slip' ? await documents.slips(tx, orderIds) : await invoicesOf(documents, tx, orderIds)),
      );
      if (data.length === 0) throw new RefusalError({ code: 'document.not_found' });
      return send(reply, await documents.together(data, paper), `${kind.replace('_', '-')}s.pdf`);
    });
    app.get(
      '/orders/:id/invoice',
      { config: { access: anyRole }, schema: { params: idParam, querystring: paperQuery, produces } },
      async (request, reply) => {
        const { data } = await readWith(request, reply, (tx) => documents.invoice(tx, request.params.id as OrderId));
        return sendPaper(documents, reply, data, request.query.paper);
      },
    );
  };
}

/** `edge.register(signedDocumentRoutes(deps))`, at the root. A token that does not hold looks like a document that is not there. */
export function signedDocumentRoutes({ documents }: DocumentRoutesDeps) {
  return async (app: Edge): Promise<void> => {
    app.get(
      '/files/documents/:id.pdf',
      { config: { access: 'public' }, schema: { params: idParam, querystring: signedPaperQuery, produces } },
      async (request, reply) => {
        const { id } = request.params;
        const merchantId = documents.merchantBehind(request.query.token, id);
        if (!merchantId) throw new RefusalError({ code: 'document.not_found' });
        const document = valueOf(await app.edge.database.inTx(merchantId, (tx) => documents.get(tx, id)));
        return sendPaper(documents, reply, document, request.query.paper);
      },
    );
  };
}

/** Orders that were never sold have none: they are left out. */
async function invoicesOf(documents: Documents, tx: Tx, orderIds: readonly OrderId[]): Promise<readonly DocumentContent[]> {
  const found: DocumentContent[] = [];
  for (const id of orderIds) {
    const invoice = await documents.invoice(tx, id);
    if (invoice.ok) found.push(invoice.value.content);
  }
  return found;
}

function send(reply: FastifyReply, bytes: Buffer, name: string): FastifyReply {
  reply.type('application/pdf').header('content-disposition', `inline; filename="${name}"`);
  reply.header('cache-control', 'private, no-store');
  return reply.send(bytes);
}

async function sendPaper(documents: Documents, reply: FastifyReply, document: DocumentView, paper: Paper): Promise<FastifyReply> {
  const bytes = await documents.paper(document, paper);
  reply.type('application/pdf').header('content-disposition', `inline; filename="${fileNameOf(document.number)}"`);
  reply.header('cache-control', 'private, max-age=3600');
  return reply.send(bytes);
}

function answerOf(documents: Documents, merchantId: MerchantId, document: DocumentView): DocumentAnswer {
  const { content } = document;
  return {
    id: document.id,
    kind: document.kind,
    number: document.number,
    issued_on: document.issuedOn,
    language: document.language,
    order_id: document.orderId,
    order_number: content.order_number,
    return_id: document.returnId ?? null,
    corrects: content.corrects?.number ?? null,
    buyer: content.buyer.name,
    taxable_amount: content.taxable,
    tax_amount: content.tax,
    total_amount: content.total,
    currency: content.currency,
    amount_in_words: content.amount_in_words,
    url: documents.link(merchantId, document.id),
  };
}
