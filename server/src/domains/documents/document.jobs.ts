/** Issues, draws and sends documents after something happened to an order. Every step may run again: nothing is issued or sent twice. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, handleInTx } from '../../foundation/jobs/job.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Orders } from '../orders/index.ts';
import { documentById, noteBlob } from './document.store.ts';
import { type DocumentView, fileNameOf } from './document.ts';
import { drawPaper, followOrder } from './document-job-kinds.ts';
import type { Documents } from './index.ts';
import { speechOf } from './speak.ts';

export interface DocumentJobsDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly blobs: Pick<Blobs, 'put'>;
  readonly documents: Documents;
  readonly orders: Pick<Orders, 'head'>;
  readonly conversations: Pick<Conversations, 'threadOf' | 'queueByStaff' | 'note'>;
}

const PDF = 'application/pdf';

export function documentJobs(deps: DocumentJobsDeps): readonly HandledJob[] {
  const { database, clock, documents } = deps;
  return [
    handleInTx(database.inTx, followOrder, async (tx, { orderId }) => {
      const fresh = (await documents.issueMissing(tx, orderId)).filter((each) => each.blobKey === undefined);
      const [first] = fresh;
      // Without a chat nobody waits for the page: it is drawn when somebody asks.
      if (!first || (await threadFor(deps, tx, first)) === undefined) return;
      for (const { id } of fresh) await enqueue(tx, clock.now(), drawPaper, { documentId: id }, { key: tx.merchantId, dedupe: id });
    }),
    handle(drawPaper, async ({ documentId }, job) => {
      const { merchantId } = job;
      if (merchantId === undefined) throw new Error('a document belongs to a merchant');
      const document = await database.inTx(merchantId, (tx) => documentById(tx, documentId));
      if (!document || document.blobKey !== undefined) return;
      const bytes = await documents.paper(document, 'a4');
      const blob = `documents/${merchantId}/${documentId}.pdf`;
      await deps.blobs.put(blob, bytes, PDF);
      await database.inTx(merchantId, async (tx) => {
        if (await noteBlob(tx, documentId, blob)) await send(deps, tx, document, blob);
        await job.complete(tx);
      });
    }),
  ];
}

async function send(deps: DocumentJobsDeps, tx: Tx, document: DocumentView, blob: string): Promise<void> {
  const threadId = await threadFor(deps, tx, document);
  if (threadId === undefined) return;
  const { content } = document;
  const caption = speechOf(content.language, content.country).say(`caption.${document.kind}`, { order: content.order_number });
  const message = { kind: 'document', source: { blob, mimeType: PDF }, filename: fileNameOf(document.number), caption } as const;
  const queued = await deps.conversations.queueByStaff(tx, threadId, message, 'system');
  if (queued.ok) return;
  // Outside the window only a template could go; the page waits on the order's page, and the staff know.
  const text = `${document.number} was not sent into the chat: the 24-hour window is closed.`;
  await deps.conversations.note(tx, threadId, { kind: 'window_closed', text, author: 'system' });
}

async function threadFor(deps: DocumentJobsDeps, tx: Tx, document: DocumentView): Promise<ThreadId | undefined> {
  const order = await deps.orders.head(tx, document.orderId);
  if (!order.ok) return undefined;
  return order.value.threadId ?? deps.conversations.threadOf(tx, order.value.customerId);
}
