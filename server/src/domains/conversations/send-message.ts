/**
 * Sends one queued message in three beats: decide in a transaction, call the service in none, record in a transaction. It never loses a
 * message; it sends one twice only where the service leaves no other way to know.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import type { JobAnswer, RunningJob } from '../../foundation/jobs/job.ts';
import type { MessagingClient, SendFailure } from '../../providers/messaging/messaging.port.ts';
import { decideSend } from './decide-send.ts';
import { pause } from './pause.ts';
import { recordSend } from './record-send.ts';
import type { Attempt, SendDeps, SendOutcome } from './send-deps.ts';

/** How long the sign that we are typing may hold up the answer itself. */
const TYPING_MS = 400;

export async function sendMessage(deps: SendDeps, messageId: string, job: RunningJob): Promise<JobAnswer> {
  const { merchantId } = job;
  if (merchantId === undefined) throw new Error('message.send needs a merchant');
  const decision = await deps.database.inTx(merchantId, async (tx) => {
    const made = await decideSend(deps, tx, messageId);
    if (made.kind === 'done') await job.complete(tx);
    return made;
  });
  if (decision.kind === 'done') return;
  if (decision.kind === 'wait') return { againAfterMs: decision.afterMs, reason: decision.reason };
  const outcome = await attempt(deps, merchantId, decision.attempt);
  const next = await deps.database.inTx(merchantId, async (tx) => {
    const recorded = await recordSend(deps, tx, decision.attempt, outcome);
    if (recorded === undefined) await job.complete(tx);
    return recorded;
  });
  if (next !== undefined) return { againAfterMs: next.afterMs, reason: next.reason };
}

async function attempt(deps: SendDeps, merchantId: MerchantId, { message, client, to }: Attempt): Promise<SendOutcome> {
  if (message.answers !== null && message.attempts === 0) await showTyping(client, message.answers);
  const scope = `${merchantId} ${message.channelAddress}`;
  const content = await deps.uploads.resolve(client, scope, message.content);
  if (!content.ok) return content;
  const sent = await client.send({
    to,
    content: content.value,
    ourId: message.id,
    ...(message.inReplyTo === null ? {} : { inReplyTo: message.inReplyTo }),
  });
  if (!sent.ok && sent.refusal.kind === 'media_problem' && deps.uploads.forget(scope, message.content)) return uploadAgain(sent.refusal);
  return sent;
}

/** A remembered upload may have gone at the service: once more with a fresh one. */
function uploadAgain(refusal: SendFailure): SendOutcome {
  return { ok: false, refusal: { ...refusal, retry: 'later', afterMs: 0 } };
}

/** Blue ticks and "typing…" before the first answer to a message. Best effort: neither failure nor slowness matters. */
async function showTyping(client: MessagingClient, providerMessageId: string): Promise<void> {
  const waiting = new AbortController();
  const shown = client.markRead(providerMessageId, { typing: true }).then(
    () => waiting.abort(),
    () => waiting.abort(),
  );
  await Promise.race([shown, pause(TYPING_MS, waiting.signal)]);
}
