/** What imports do later: going on with a file, and fetching the pictures it named, one after another on few lanes. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, secondMs } from '@parley/contract/values/time.ts';
import { type GuardedAnswer, guardedFetch } from '../../../foundation/http/guarded-fetch.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, type RunningJob } from '../../../foundation/jobs/job.ts';
import type { PictureBlobs } from '../catalog-deps.ts';
import { dropImageJob } from '../catalog-job-kinds.ts';
import { attachImage, keepImage } from '../product-images.ts';
import { findImport } from './import.store.ts';
import { fetchPicturesJob, importProductsJob } from './import-job-kinds.ts';
import type { ImportsDeps } from './imports-deps.ts';
import { nextPicture, putPictureFirst, settlePicture, type WaitingPicture } from './picture-fetch.store.ts';
import { fail, runImport } from './run-import.ts';

/** A worker that is told to stop waits no longer for an import than this. */
const TURN_MS = 5 * secondMs;
/** Whoever was at it this lately is believed to be at it still. */
const FRESH_MS = 20 * secondMs;
const MOST_PICTURE_BYTES = 16 * 1024 * 1024;
const PICTURE_TIMEOUT_MS = 15 * secondMs;
const MOST_TRIES = 3;

export interface ImportJobsDeps extends ImportsDeps {
  readonly pictures: PictureBlobs;
  /** How long one job works at a file before the next takes over; default 5 s. At least a batch. */
  readonly turnMs?: number;
  /** Which resolved addresses may be reached; default: public ones. */
  readonly mayReach?: (address: string) => boolean;
}

export function importJobs(deps: ImportJobsDeps): HandledJob[] {
  return [
    handle(importProductsJob, async ({ importId, isAlone = false }, job) => {
      const merchantId = merchantOf(job);
      const before = await deps.database.inTx(merchantId, (tx) => findImport(tx, importId));
      if (before?.state !== 'running') return undefined;
      const idleMs = deps.clock.now().getTime() - before.workedAt.getTime();
      if (!isAlone && before.productsDone > 0 && idleMs < FRESH_MS && job.attempt === 1)
        return { againAfterMs: FRESH_MS, reason: 'somebody is at it' };
      try {
        const record = await runImport(deps, merchantId, importId, { atMostMs: deps.turnMs ?? TURN_MS });
        if (record?.state === 'running') await goOn(deps, merchantId, importId, job);
        return undefined;
      } catch (error) {
        if (job.isLast) await fail(deps, merchantId, importId, 'Something went wrong on our side. It has been recorded.');
        throw error;
      }
    }),
    handle(fetchPicturesJob, async ({ lane }, job) => {
      const merchantId = merchantOf(job);
      const next = await deps.database.inTx(merchantId, (tx) => nextPicture(tx, lane));
      if (!next) return undefined;
      const waitMs = next.at.getTime() - deps.clock.now().getTime();
      if (waitMs > 0) return { againAfterMs: waitMs, reason: 'the next try is due later' };
      await fetchOne(deps, merchantId, next);
      return { againAfterMs: 0, reason: 'the next picture' };
    }),
  ];
}

/** A job of its own for the next turn: one that came back itself would take its own traces for somebody else's. */
async function goOn({ database, clock }: ImportJobsDeps, merchantId: MerchantId, importId: string, job: RunningJob): Promise<void> {
  await database.inTx(merchantId, async (tx) => {
    await enqueue(tx, clock.now(), importProductsJob, { importId, isAlone: true });
    await job.complete(tx);
  });
}

/** A failure is written down and stays with its product; it stops nothing. */
async function fetchOne(deps: ImportJobsDeps, merchantId: MerchantId, picture: WaitingPicture): Promise<void> {
  const { database, clock } = deps;
  const settle = (end: Omit<Parameters<typeof settlePicture>[2], 'at'>, atMs = 0) =>
    database.inTx(merchantId, (tx) => settlePicture(tx, picture, { ...end, at: after(clock.now(), atMs) }));
  const fetched = await guardedFetch(picture.url, {
    maxBytes: MOST_PICTURE_BYTES,
    timeoutMs: PICTURE_TIMEOUT_MS,
    ...(deps.mayReach ? { mayReach: deps.mayReach } : {}),
  });
  if (!fetched.ok) {
    const isWorthwhile = fetched.refusal.kind === 'unreachable' && picture.attempts + 1 < MOST_TRIES;
    return isWorthwhile
      ? settle({ state: 'waiting' }, 30 * secondMs * (picture.attempts + 1))
      : settle({ state: 'failed', failure: wordsOf(fetched) });
  }
  const kept = await keepImage({ blobs: deps.pictures }, fetched.value.bytes);
  if (!kept.ok) return settle({ state: 'failed', failure: 'This is not a picture we can read.' });
  await database.inTx(merchantId, async (tx) => {
    const at = clock.now();
    const attached = await tx.attempt(() => attachImage(deps, tx, picture.productId, kept.value));
    if (attached.ok) {
      if (picture.isMain) await putPictureFirst(tx, picture.productId, attached.value.id);
      return settlePicture(tx, picture, { state: 'done', at });
    }
    await enqueue(tx, at, dropImageJob, { blob: kept.value.blob });
    const failure = attached.refusal.details?.[0]?.message ?? 'The product is no longer there.';
    return settlePicture(tx, picture, { state: 'failed', failure, at });
  });
}

function wordsOf({ refusal }: Extract<GuardedAnswer, { ok: false }>): string {
  if (refusal.kind === 'forbidden_address') return 'This address may not be fetched: it is not on the public internet.';
  if (refusal.kind === 'too_large') return `The picture is larger than ${MOST_PICTURE_BYTES / 1024 / 1024} MB.`;
  return refusal.kind === 'refused' ? `The other side ${refusal.detail}.` : `Nobody answered there (${refusal.detail}).`;
}

function merchantOf({ merchantId, queue }: RunningJob): MerchantId {
  if (merchantId === undefined) throw new Error(`${queue} needs a merchant`);
  return merchantId;
}
