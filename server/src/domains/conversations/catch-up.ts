/**
 * Files what a service's webhooks did not bring: messages of customers while nobody listened, and what became of ours. It reads the
 * service's own list over and over, with an overlap; what is here already stays as it is, and a webhook that comes later changes nothing.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { after, dayMs, hourMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Database, PlatformTx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { JobAnswer, RunningJob } from '../../foundation/jobs/job.ts';
import type { MessageHistory, MessagingEvent, SendFailure } from '../../providers/messaging/messaging.port.ts';
import { type Channel, caughtUpUntil, filedAmong, markAsked, saveCaughtUp, untoldMessages } from './catch-up.store.ts';
import { catchUpOne } from './conversation.jobs.ts';
import { type FileEventDeps, fileEvent } from './file-event.ts';
import type { ClientFor } from './send-deps.ts';

/** The service whose list is read, and who is connected to it. */
export interface CatchUpWith {
  readonly provider: string;
  merchants(tx: PlatformTx): Promise<readonly MerchantId[]>;
}

export interface CatchUpDeps extends FileEventDeps {
  readonly database: Pick<Database, 'inTx' | 'inPlatformTx'>;
  readonly clientFor: ClientFor;
  readonly catchUpWith: CatchUpWith;
}

/** A webhook may still be under way, tried twice: it says more than the list. */
const GRACE_MS = minuteMs;
/** What a list may show late. */
const OVERLAP_MS = 10 * minuteMs;
/** As often as the schedule says: nothing from before the shop connected. */
const FIRST_LOOK_MS = 2 * minuteMs;
/** Of a long absence a day at a time. */
const RANGE_MS = dayMs;
const ASKED_AT_ONCE = 50;
const RETRY_MS = 20 * secondMs;

export async function catchUpEverybody({ database, clock, catchUpWith }: CatchUpDeps): Promise<void> {
  const merchants = await database.inPlatformTx((tx) => catchUpWith.merchants(tx));
  for (const merchantId of merchants)
    await database.inTx(merchantId, (tx) => enqueue(tx, clock.now(), catchUpOne, {}, { key: merchantId, dedupe: merchantId }));
}

export async function catchUp(deps: CatchUpDeps, job: RunningJob): Promise<JobAnswer> {
  const { merchantId } = job;
  if (merchantId === undefined) throw new Error(`${job.queue} needs a merchant`);
  const { provider } = deps.catchUpWith;
  const client = await deps.database.inTx(merchantId, (tx) => deps.clientFor(tx, provider));
  if (client?.history === undefined) return;
  const look: Look = { deps, merchantId, history: client.history, channel: { provider, address: client.history.channelAddress } };
  const failure = (await readList(look)) ?? (await askStatuses(look));
  if (failure === undefined) return;
  if (failure.retry === 'operator')
    await deps.database.inTx(merchantId, (tx) => deps.markConnection(tx, provider, 'failing', failure.detail));
  const waitMs = failure.afterMs ?? RETRY_MS;
  // The next look comes by itself: there is no need to wait for it, nor to be buried.
  if (job.isLast || failure.retry === 'operator' || waitMs > FIRST_LOOK_MS) return;
  return { againAfterMs: waitMs, reason: failure.detail, countsAsTry: true };
}

interface Look {
  readonly deps: CatchUpDeps;
  readonly merchantId: MerchantId;
  readonly history: MessageHistory;
  readonly channel: Channel;
}

async function readList({ deps, merchantId, history, channel }: Look): Promise<SendFailure | undefined> {
  const { database, clock } = deps;
  const now = clock.now();
  const from = await database.inTx(merchantId, (tx) => caughtUpUntil(tx, channel, after(now, -FIRST_LOOK_MS)));
  const end = after(now, -GRACE_MS);
  const until = earlier(after(from, RANGE_MS), end);
  if (until <= from) return undefined;
  const listed = await history.received({ from, until });
  if (!listed.ok) return listed.refusal;
  const filed = await database.inTx(merchantId, (tx) =>
    filedAmong(
      tx,
      listed.value.map((each) => each.providerMessageId),
    ),
  );
  for (const message of listed.value) {
    if (filed.has(message.providerMessageId)) continue;
    const read = await message.read();
    if (!read.ok) return read.refusal;
    await fileAll(deps, merchantId, channel, read.value);
  }
  await database.inTx(merchantId, async (tx) => {
    await saveCaughtUp(tx, channel, until < end ? until : after(until, -OVERLAP_MS));
    if (until < end) await enqueue(tx, now, catchUpOne, {}, { key: merchantId, dedupe: merchantId });
  });
  return undefined;
}

/** Each message in a transaction of its own, like those of webhooks: they hold one conversation at a time. */
async function fileAll(deps: CatchUpDeps, merchantId: MerchantId, channel: Channel, events: readonly MessagingEvent[]): Promise<void> {
  await deps.database.inTx(merchantId, async (tx) => {
    for (const event of events)
      if (event.kind === 'message' && event.message.channelAddress === channel.address) await fileEvent(deps, tx, channel.provider, event);
  });
}

async function askStatuses({ deps, merchantId, history, channel }: Look): Promise<SendFailure | undefined> {
  const { database, clock } = deps;
  const now = clock.now();
  const search = {
    now,
    since: after(now, -dayMs),
    acceptedBefore: after(now, -2 * minuteMs),
    // A phone that is off is nothing unusual.
    sentBefore: after(now, -hourMs / 2),
    limit: ASKED_AT_ONCE,
  };
  for (const { id, providerMessageId } of await database.inTx(merchantId, (tx) => untoldMessages(tx, channel, search))) {
    const told: Result<MessagingEvent | undefined, SendFailure> = await history.statusOf(providerMessageId);
    if (!told.ok) return told.refusal;
    await database.inTx(merchantId, async (tx) => {
      if (told.value) await fileEvent(deps, tx, channel.provider, told.value);
      await markAsked(tx, id, now);
    });
  }
  return undefined;
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
