/** All SQL of documents and their series. A document is written once; only where its page lies is noted later. */
import type { Language } from '@parley/contract/api/merchants.ts';
import type { OrderId } from '@parley/contract/values/id.ts';
import type { Selectable } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { DocumentsTable } from '../../foundation/db/tables.gen.ts';
import { type DocumentKind, type DocumentView, numberOf } from './document.ts';
import { type DocumentContent, documentContent } from './document-content.ts';
import type { DocumentId } from './document-id.ts';

/** The last number given in a series. It stays locked until the transaction ends, and a rollback takes the number back: no gap. */
export async function lockSeries(tx: Tx, kind: DocumentKind, series: string): Promise<number> {
  const lock = () =>
    tx.db
      .selectFrom('document_series')
      .select('last')
      .where('merchant_id', '=', tx.merchantId)
      .where('kind', '=', kind)
      .where('series', '=', series)
      .forUpdate()
      .executeTakeFirst();
  const known = await lock();
  if (known) return known.last;
  await tx.db
    .insertInto('document_series')
    .values({ merchant_id: tx.merchantId, kind, series, last: 0 })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'kind', 'series']).doNothing())
    .execute();
  const begun = await lock();
  if (!begun) throw new Error('a series is not there after it was begun');
  return begun.last;
}

export interface NewDocument {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly series: string;
  /** Its place in the series. */
  readonly count: number;
  readonly orderId: OrderId;
  readonly returnId?: string;
  /** The same cause issues once for an order. */
  readonly cause: string;
  readonly content: DocumentContent;
  readonly at: Date;
}

/** The caller holds the series. */
export async function insertDocument(tx: Tx, document: NewDocument): Promise<StoredDocument> {
  const { kind, series, count, content } = document;
  const row = await tx.db
    .with('given', (db) =>
      db
        .updateTable('document_series')
        .set({ last: count })
        .where('merchant_id', '=', tx.merchantId)
        .where('kind', '=', kind)
        .where('series', '=', series),
    )
    .insertInto('documents')
    .values({
      merchant_id: tx.merchantId,
      id: document.id,
      kind,
      series,
      number: count,
      order_id: document.orderId,
      return_id: document.returnId ?? null,
      cause: document.cause,
      language: content.language,
      issued_on: content.issued_on,
      content: JSON.stringify(content),
      created_at: document.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return viewOf(row);
}

export interface StoredDocument extends DocumentView {
  readonly cause: string;
}

export async function documentById(tx: Tx, id: string): Promise<StoredDocument | undefined> {
  const row = await all(tx).where('id', '=', id).executeTakeFirst();
  return row && viewOf(row);
}

/** The invoice first, then its credit notes, oldest first. */
export async function documentsOfOrder(tx: Tx, orderId: OrderId): Promise<readonly StoredDocument[]> {
  const rows = await all(tx).where('order_id', '=', orderId).orderBy('kind', 'desc').orderBy('id').execute();
  return rows.map(viewOf);
}

export interface DocumentQuery {
  readonly page: number;
  readonly limit: number;
  readonly kind?: DocumentKind;
  readonly orderId?: OrderId;
  /** Local days, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Newest first. */
export async function listDocuments(
  tx: Tx,
  query: DocumentQuery,
): Promise<{ readonly items: readonly DocumentView[]; readonly total: number }> {
  let found = all(tx);
  if (query.kind !== undefined) found = found.where('kind', '=', query.kind);
  if (query.orderId !== undefined) found = found.where('order_id', '=', query.orderId);
  if (query.from !== undefined) found = found.where('issued_on', '>=', query.from);
  if (query.to !== undefined) found = found.where('issued_on', '<=', query.to);
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await found
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .offset((query.page - 1) * query.limit)
    .execute();
  return { items: rows.map(viewOf), total: Number(total) };
}

/** False when another drawing was first. */
export async function noteBlob(tx: Tx, id: DocumentId, blobKey: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('documents')
    .set({ blob_key: blobKey })
    .where('merchant_id', '=', tx.merchantId)
    .where('id', '=', id)
    .where('blob_key', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function all(tx: Tx) {
  return tx.db.selectFrom('documents').selectAll().where('merchant_id', '=', tx.merchantId);
}

function viewOf(row: Selectable<DocumentsTable>): StoredDocument {
  const kind = row.kind as DocumentKind;
  return {
    id: row.id as DocumentId,
    kind,
    number: numberOf(kind, row.series, row.number),
    orderId: row.order_id as OrderId,
    language: row.language as Language,
    issuedOn: row.issued_on,
    cause: row.cause,
    content: documentContent.parse(row.content),
    ...(row.return_id === null ? {} : { returnId: row.return_id }),
    ...(row.blob_key === null ? {} : { blobKey: row.blob_key }),
  };
}
