/** What happens to stored webhooks later: read, tried again while their subject is unknown, wiped when old, and in the end forgotten. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, dayMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import { type HandledJob, handle, handleInTx, type JobAnswer, type RunningJob } from '../../foundation/jobs/job.ts';
import type { Schedule } from '../../foundation/jobs/schedule.ts';
import { type ReadDeps, readEvent } from './read-event.ts';
import { deleteOldEvents, lockEvent, markEvent, takeEvent, wipeBodiesWith, wipeOldBodies } from './webhook.store.ts';
import type { WebhookDeps } from './webhook-deps.ts';
import { webhookForget, webhookRead, webhookRetry, webhookSweep } from './webhook-kinds.ts';

export interface WebhookJobDeps extends ReadDeps, Pick<WebhookDeps, 'database' | 'clock'> {
  /** Days for which the body of a webhook that was read is kept for replay. */
  readonly keepBodiesDays: number;
}

/** So much longer for one that nobody could read yet: somebody may mend what is wrong. */
const UNREAD_LONGER_MS = 60 * dayMs;
/** No service repeats itself after a year. */
const KNOWN_MS = 400 * dayMs;
const SWEPT_AT_ONCE = 1_000;
const WAITS_AT_MOST_MS = dayMs;
const FIRST_RETRY_MS = 2 * secondMs;
const LONGEST_RETRY_MS = 10 * minuteMs;

export const webhookSchedules: readonly Schedule[] = [{ cron: '17 3 * * *', kind: webhookSweep }];

export function createWebhookJobs(deps: WebhookJobDeps): readonly HandledJob[] {
  return [
    handle(webhookRead, ({ ids }, job) => readAll(deps, ids, job)),
    handle(webhookRetry, ({ id }, job) => tryAgain(deps, id, job)),
    handle(webhookSweep, () => sweep(deps)),
    handleInTx(deps.database.inTx, webhookForget, (tx, { names }) => wipeBodiesWith(tx, names, deps.clock.now())),
  ];
}

/**
 * Each event in a transaction of its own: one that fails does so alone, and nobody holds several conversations while another waits for
 * them in another order.
 */
async function readAll(deps: WebhookJobDeps, ids: readonly string[], job: RunningJob): Promise<void> {
  const merchantId = merchantOf(job);
  const failures: unknown[] = [];
  for (const [index, id] of ids.entries()) {
    const isEnd = index === ids.length - 1 && failures.length === 0;
    await deps.database
      .inTx(merchantId, async (tx) => {
        await readStored(deps, tx, id);
        if (isEnd) await job.complete(tx);
      })
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function readStored(deps: WebhookJobDeps, tx: Tx, id: string): Promise<void> {
  const now = deps.clock.now();
  const event = await takeEvent(tx, id, now);
  if (event === undefined) return;
  const reading = await readEvent(deps, tx, event);
  if (reading.state !== 'read' || reading.detail !== undefined) await markEvent(tx, event.id, { ...reading, at: now });
  if (reading.state === 'waiting') await enqueue(tx, now, webhookRetry, { id }, { runAt: after(now, FIRST_RETRY_MS) });
}

async function tryAgain(deps: WebhookJobDeps, id: string, job: RunningJob): Promise<JobAnswer> {
  const now = deps.clock.now();
  return deps.database.inTx(merchantOf(job), async (tx): Promise<JobAnswer> => {
    const event = await lockEvent(tx, id, 'waiting');
    if (event === undefined) return;
    const reading = await readEvent(deps, tx, event);
    const ageMs = now.getTime() - event.received_at.getTime();
    if (reading.state !== 'waiting') await markEvent(tx, event.id, { ...reading, at: now });
    else if (ageMs >= WAITS_AT_MOST_MS)
      await markEvent(tx, event.id, { state: 'read', detail: 'what it is about never appeared here', at: now });
    else return { againAfterMs: Math.min(Math.max(ageMs / 2, FIRST_RETRY_MS), LONGEST_RETRY_MS), reason: 'its subject is not known yet' };
  });
}

async function sweep({ database, clock, keepBodiesDays }: WebhookJobDeps): Promise<void> {
  const at = clock.now();
  const readBefore = after(at, -keepBodiesDays * dayMs);
  const bodies = { at, readBefore, anyBefore: after(readBefore, -UNREAD_LONGER_MS), limit: SWEPT_AT_ONCE };
  await inBatches(() => database.inPlatformTx((tx) => wipeOldBodies(tx, bodies)));
  await inBatches(() => database.inPlatformTx((tx) => deleteOldEvents(tx, after(at, -KNOWN_MS), SWEPT_AT_ONCE)));
}

async function inBatches(batch: () => Promise<number>): Promise<void> {
  while ((await batch()) === SWEPT_AT_ONCE);
}

function merchantOf(job: RunningJob): MerchantId {
  if (job.merchantId === undefined) throw new Error(`${job.queue} needs a merchant`);
  return job.merchantId;
}
