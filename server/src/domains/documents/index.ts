/**
 * Front door of documents: invoices and credit notes, numbered without a gap and kept as they were issued. They follow orders and books;
 * nothing here moves money or goods.
 */
import type { MerchantId, OrderId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import { type DocumentQuery, documentById, documentsOfOrder, listDocuments } from './document.store.ts';
import type { DocumentView } from './document.ts';
import type { DocumentId } from './document-id.ts';
import { followOrder } from './document-job-kinds.ts';
import type { DocumentsDeps } from './documents-deps.ts';
import { createDrawing } from './draw-apart.ts';
import type { Paper } from './draw-document.ts';
import type { Printed } from './draw-together.ts';
import { issueCreditNotes } from './issue-credit-notes.ts';
import { issueInvoice } from './issue-invoice.ts';
import type { PackingSlip } from './packing-slip-content.ts';
import { paperOf } from './paper-of.ts';
import { linkTo, merchantBehind } from './signed-link.ts';
import { slipsOf } from './slips-of.ts';

export type { DocumentQuery } from './document.store.ts';
export type { DocumentKind, DocumentView } from './document.ts';
export type { DocumentContent } from './document-content.ts';
export type { DocumentId } from './document-id.ts';
export type { DocumentsDeps } from './documents-deps.ts';
export type { Paper } from './draw-document.ts';
export { type Seller, sellerOf } from './seller.ts';

export interface Documents {
  /** Something happened to this order: a job issues what is missing of invoice and credit notes, draws it and sends it into the chat. */
  follow(tx: Tx, orderId: OrderId): Promise<void>;
  /** The one that is there, or a new one. Refuses `order.not_found`, `order.wrong_state` for an order that nobody paid or confirmed. */
  issueInvoice(tx: Tx, orderId: OrderId): Promise<Result<DocumentView>>;
  /** Issues what is missing of both; answers all there are of the order then, the invoice first. None where nothing was sold. */
  issueMissing(tx: Tx, orderId: OrderId): Promise<readonly DocumentView[]>;
  /** A note for every credit that the books hold and no note says. Refuses `document.not_found` while there is no invoice. */
  issueCreditNotes(tx: Tx, orderId: OrderId): Promise<Result<readonly DocumentView[]>>;
  get(tx: Tx, id: string): Promise<Result<DocumentView>>;
  /** The invoice of an order. */
  invoice(tx: Tx, orderId: OrderId): Promise<Result<DocumentView>>;
  /** The invoice first, then its credit notes. */
  ofOrder(tx: Tx, orderId: OrderId): Promise<readonly DocumentView[]>;
  list(tx: Tx, query: DocumentQuery): Promise<{ readonly items: readonly DocumentView[]; readonly total: number }>;
  /** A PDF. Takes its time: never inside a transaction. */
  paper(document: DocumentView, paper: Paper): Promise<Buffer>;
  /** Of these orders, in their order; those of another shop are not among them. */
  slips(tx: Tx, orderIds: readonly OrderId[]): Promise<readonly PackingSlip[]>;
  /** Several papers of one kind in one file. Slow, so never inside a transaction. */
  together(papers: readonly Printed[], paper: Paper): Promise<Buffer>;
  /** Opens the document without signing in, for a day. */
  link(merchantId: MerchantId, id: DocumentId): string;
  /** Whose document such a link's token opens. */
  merchantBehind(token: string, id: string): MerchantId | undefined;
}

export interface DocumentsOptions extends DocumentsDeps {
  readonly blobs: Pick<Blobs, 'get'>;
  readonly secrets: Pick<Secrets, 'signToken' | 'verifyToken'>;
  readonly publicUrl: string;
}

/** A refusal is no fault: the order may have been cancelled meanwhile, or never have been sold. */
async function issueMissing(deps: DocumentsDeps, tx: Tx, orderId: OrderId): Promise<readonly DocumentView[]> {
  const before = await documentsOfOrder(tx, orderId);
  const invoice = await issueInvoice(deps, tx, orderId, before);
  if (!invoice.ok) return before;
  const known = before.length > 0 ? before : [invoice.value];
  const notes = await issueCreditNotes(deps, tx, orderId, known);
  return notes.ok ? [...known, ...notes.value] : known;
}

export function createDocuments(deps: DocumentsOptions): Documents {
  const { clock, secrets, publicUrl, blobs } = deps;
  const draw = createDrawing();
  const found = (document: DocumentView | undefined): Result<DocumentView> => (document ? ok(document) : refuse('document.not_found'));
  return {
    follow: (tx, orderId) => enqueue(tx, clock.now(), followOrder, { orderId }, { key: orderId }),
    issueInvoice: (tx, orderId) => issueInvoice(deps, tx, orderId),
    issueCreditNotes: (tx, orderId) => issueCreditNotes(deps, tx, orderId),
    issueMissing: (tx, orderId) => issueMissing(deps, tx, orderId),
    get: async (tx, id) => found(await documentById(tx, id)),
    invoice: async (tx, orderId) => found((await documentsOfOrder(tx, orderId)).find((each) => each.kind === 'invoice')),
    ofOrder: documentsOfOrder,
    list: listDocuments,
    paper: (document, paper) => paperOf({ blobs, draw }, document, paper),
    slips: (tx, orderIds) => slipsOf(deps, tx, orderIds),
    together: (papers, paper) => draw(papers, paper),
    link: (merchantId, id) => linkTo(secrets, publicUrl, merchantId, id, clock.now()),
    merchantBehind: (token, id) => merchantBehind(secrets, token, id, clock.now()),
  };
}
