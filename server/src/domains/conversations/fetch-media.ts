/** Downloads what a customer sent while the service still has it, into our own store. It must never believe a size or a type it was told. */
import type { InboundMessageId, MerchantId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { Blobs } from '../../foundation/blobs/blobs.ts';
import type { Database, Tx } from '../../foundation/db/database.ts';
import type { JobAnswer, RunningJob } from '../../foundation/jobs/job.ts';
import type { InboundContent, SendFailure } from '../../providers/messaging/messaging.port.ts';
import { loadMedia, type StoredMedia, saveBlobKey, saveLoss } from './inbound.store.ts';
import { insertNote } from './note.store.ts';
import type { ClientFor } from './send-deps.ts';

export interface FetchMediaDeps {
  readonly database: Pick<Database, 'inTx'>;
  readonly clock: Clock;
  readonly blobs: Pick<Blobs, 'put' | 'delete'>;
  readonly clientFor: ClientFor;
  /** In the transaction that records it: the bytes lie under this key now, or never will. */
  readonly onMedia?: (tx: Tx, blobKey: string, what: 'arrived' | 'too_large' | 'lost') => Promise<void>;
}

/** Where the bytes of a message's file lie, once they are here. */
export function mediaBlobOf(merchantId: MerchantId, messageId: InboundMessageId): string {
  return `inbound/${merchantId}/${messageId}`;
}

type MediaKind = Extract<InboundContent, { kind: 'media' }>['media'];

const MEGABYTE = 1024 * 1024;
const RETRY_MS = 5 * secondMs;

/** Bytes: pictures are decoded later and are kept smaller. */
export function largestOf(media: MediaKind): number {
  return media === 'document' || media === 'video' ? 100 * MEGABYTE : 16 * MEGABYTE;
}

export async function fetchMedia(deps: FetchMediaDeps, messageId: string, job: RunningJob): Promise<JobAnswer> {
  const { merchantId } = job;
  if (merchantId === undefined) throw new Error('media.fetch needs a merchant');
  const found = await deps.database.inTx(merchantId, async (tx) => {
    const media = await loadMedia(tx, messageId);
    return media && { media, client: await deps.clientFor(tx, media.provider) };
  });
  if (found === undefined || found.media.blobKey !== undefined) return;
  const { media, client } = found;
  if (client === undefined)
    return { againAfterMs: 60 * secondMs, reason: 'the merchant has not connected this service', countsAsTry: true };
  const downloaded = await client.downloadMedia(media.ref, { maxBytes: largestOf(media.media) });
  if (!downloaded.ok) {
    if (downloaded.refusal.retry !== 'never' && !job.isLast)
      return { againAfterMs: downloaded.refusal.afterMs ?? RETRY_MS * job.attempt, reason: downloaded.refusal.detail, countsAsTry: true };
    await deps.database.inTx(merchantId, (tx) => noteLost(deps, tx, media, downloaded.refusal));
    return;
  }
  const key = mediaBlobOf(merchantId, media.id);
  await deps.blobs.put(key, downloaded.value.bytes, downloaded.value.mimeType);
  const isKept = await deps.database.inTx(merchantId, async (tx) => {
    const isThere = await saveBlobKey(tx, media.id, key);
    if (isThere) await deps.onMedia?.(tx, key, 'arrived');
    if (isThere) await job.complete(tx);
    return isThere;
  });
  if (!isKept) await deps.blobs.delete(key);
}

async function noteLost(deps: FetchMediaDeps, tx: Tx, media: StoredMedia, failure: SendFailure): Promise<void> {
  await insertNote(tx, {
    threadId: media.threadId,
    kind: 'media_lost',
    text: `A file of the customer could not be fetched: ${failure.detail}. Ask for it again.`,
    author: 'system',
    at: deps.clock.now(),
  });
  const why = failure.code === 'too_large' ? 'too_large' : 'lost';
  await saveLoss(tx, media.id, why);
  await deps.onMedia?.(tx, mediaBlobOf(tx.merchantId, media.id), why);
}
