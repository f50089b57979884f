/** First beat of sending: may this message leave now, must it wait, or is it over? Runs in a transaction and calls nobody outside. */
import { after, dayMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { SendFailure } from '../../providers/messaging/messaging.port.ts';
import { tellFailure } from './apply-status.ts';
import { isSettled } from './delivery.ts';
import { insertNote } from './note.store.ts';
import { loadSentAt, lockToSend, type ToSend, updateOutbound } from './outbound.store.ts';
import type { Attempt, SendDeps } from './send-deps.ts';
import { isWindowOpen, pairMemoryMs, pairRate, pairWaitMs } from './window.ts';

export type SendDecision =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'send'; readonly attempt: Attempt };

/** A message nobody could send for this long is no longer worth sending. */
const STALE_MS = dayMs;
/** How often the echo of a send in doubt is looked for. */
const LOOK_MS = 3 * secondMs;
/** Sends in doubt without an echo: after so many the webhooks do not work, and more would only repeat the message. */
const MOST_DOUBTS = 3;
/** Rows looked at for a thread that uses its whole burst. */
const LONG_MEMORY = 500;

export async function decideSend(deps: SendDeps, tx: Tx, messageId: string): Promise<SendDecision> {
  const now = deps.clock.now();
  const message = await lockToSend(tx, messageId);
  if (message === undefined || isSettled(message.state)) return { kind: 'done' };
  const doubt = doubtOf(deps, message, now);
  if (doubt === 'exhausted') return giveUp(deps, tx, message, neverEchoed);
  if (doubt !== undefined) return doubt;
  if (now >= after(message.createdAt, STALE_MS)) return giveUp(deps, tx, message, tooOld);
  const obstacle = obstacleOf(message, now);
  if (obstacle !== undefined) return hold(tx, message, obstacle, now);
  const [client, customer] = await Promise.all([deps.clientFor(tx, message.provider), deps.customers.get(tx, message.customerId)]);
  if (client === undefined) return { kind: 'wait', afterMs: minuteMs, reason: 'the merchant has not connected this service' };
  const waitMs = await pairWait(tx, message, now);
  if (waitMs > 0) return { kind: 'wait', afterMs: waitMs, reason: 'pair rate' };
  const to = {
    ...(customer?.phone === undefined ? {} : { phone: customer.phone }),
    ...(customer?.scopedId === undefined ? {} : { scopedId: customer.scopedId }),
  };
  if (to.phone === undefined && to.scopedId === undefined) return giveUp(deps, tx, message, noAddress);
  await updateOutbound(tx, message.id, {
    state: 'sending',
    attempts: message.attempts + 1,
    // Still in `sending`: its last echo never came.
    ...(message.state === 'sending' ? { doubts: message.doubts + 1 } : {}),
    sent_at: now,
  });
  return { kind: 'send', attempt: { message, client, to } };
}

/** A message found in `sending` left before, and nobody recorded the answer: it may have arrived. */
function doubtOf(deps: SendDeps, message: ToSend, now: Date): SendDecision | 'exhausted' | undefined {
  if (message.state !== 'sending' || message.sentAt === null) return undefined;
  const leftMs = deps.doubtMs - (now.getTime() - message.sentAt.getTime());
  if (leftMs > 0) return { kind: 'wait', afterMs: Math.min(LOOK_MS, leftMs), reason: 'in doubt: waiting for the echo' };
  return message.doubts + 1 >= MOST_DOUBTS ? 'exhausted' : undefined;
}

interface Obstacle {
  readonly kind: 'window_closed' | 'human_in_charge';
  readonly detail: string;
}

function obstacleOf(message: ToSend, now: Date): Obstacle | undefined {
  // From the moment a person answers the bot is silent, also with what it had already composed.
  if (message.sender === 'bot' && message.mode === 'human')
    return { kind: 'human_in_charge', detail: 'a person took over before it was sent' };
  if (message.content.kind === 'template' || isWindowOpen(message.lastInboundAt ?? undefined, now)) return undefined;
  return { kind: 'window_closed', detail: 'the 24-hour window closed before it was sent' };
}

async function hold(tx: Tx, message: ToSend, obstacle: Obstacle, now: Date): Promise<SendDecision> {
  await updateOutbound(tx, message.id, { state: 'held', failure_kind: obstacle.kind, failure_detail: obstacle.detail });
  if (obstacle.kind === 'window_closed')
    await insertNote(tx, {
      threadId: message.threadId,
      kind: 'window_closed',
      text: 'Not sent: the 24-hour window is closed. Send a template, or wait until the customer writes.',
      author: 'system',
      at: now,
    });
  return { kind: 'done' };
}

const tooOld: SendFailure = { kind: 'unavailable', retry: 'never', detail: 'the service could not be reached for a day' };
const noAddress: SendFailure = { kind: 'undeliverable', retry: 'never', detail: 'neither a phone number nor a scoped id is known' };
const neverEchoed: SendFailure = {
  kind: 'in_doubt',
  retry: 'never',
  detail: 'sent several times without a confirmation; it may have arrived. Check that webhooks reach us',
};

async function giveUp(deps: SendDeps, tx: Tx, message: ToSend, failure: SendFailure): Promise<SendDecision> {
  await updateOutbound(tx, message.id, { state: 'failed', failure_kind: failure.kind, failure_detail: failure.detail });
  await tellFailure(deps, tx, message.provider, message, failure);
  return { kind: 'done' };
}

/** Fewer than a burst within the time a full allowance takes to come back: there is one left, whatever went before. */
async function pairWait(tx: Tx, message: ToSend, now: Date): Promise<number> {
  const since = now.getTime() - pairMemoryMs;
  const recent = message.recentSentAt.filter((at) => at !== null && new Date(at).getTime() > since);
  if (recent.length < pairRate.burst) return 0;
  return pairWaitMs(await loadSentAt(tx, message.threadId, LONG_MEMORY), now);
}
