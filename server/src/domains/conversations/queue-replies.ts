/** Puts messages into the queue of a thread, behind what waits already; staff may do so only where the service would take it. */
import type { OutboundMessageId, ThreadId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { expectOk, ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { CheckContent, FitContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import { messageSend } from './conversation.jobs.ts';
import { insertOutbound, type NewOutbound } from './outbound.store.ts';
import { loadThread, noteMessageAt } from './thread.store.ts';
import { isWindowOpen } from './window.ts';

export interface QueueDeps {
  readonly clock: Clock;
  readonly checkContent: CheckContent;
  /** Absent: every service takes everything as it is. */
  readonly fitContent?: FitContent;
}

export interface QueueOptions {
  readonly sender: string;
  /** Provider id of the message to quote. */
  readonly inReplyTo?: string | undefined;
}

/** @throws when a reply breaks a limit: whoever composed it has a bug. */
export async function queueReplies(
  deps: QueueDeps,
  tx: Tx,
  threadId: ThreadId,
  replies: readonly OutboundContent[],
  options: QueueOptions,
): Promise<readonly OutboundMessageId[]> {
  if (replies.length === 0) return [];
  const at = deps.clock.now();
  const provider = await noteMessageAt(tx, threadId, at);
  const messages = composed(deps, { ...options, threadId, provider, contents: replies, at });
  // All rows first, the jobs last: enqueueing holds the lane until the transaction ends.
  await insertOutbound(tx, messages);
  await askToSend(tx, messages, at);
  return messages.map((message) => message.id);
}

export async function queueByStaff(
  deps: QueueDeps,
  tx: Tx,
  threadId: ThreadId,
  content: OutboundContent,
  options: QueueOptions,
): Promise<Result<OutboundMessageId>> {
  const checked = deps.checkContent(content);
  if (!checked.ok) return checked;
  const thread = await loadThread(tx, threadId);
  if (thread === undefined) return refuse('conversation.not_found');
  if (content.kind !== 'template' && !isWindowOpen(thread.lastInboundAt, deps.clock.now())) return refuse('conversation.window_closed');
  // Where it became several, the last one is the answer; those before it only carry what does not fit.
  const id = (await queueReplies(deps, tx, threadId, [content], options)).at(-1);
  if (id === undefined) throw new Error('nothing was queued');
  return ok(id);
}

interface Composing extends QueueOptions {
  readonly threadId: ThreadId;
  /** Undefined where the thread is gone. */
  readonly provider: string | undefined;
  readonly contents: readonly OutboundContent[];
  readonly at: Date;
}

/** What is stored is what will be seen: as the thread's service can show it. @throws when a content breaks a limit. */
export function composed(deps: QueueDeps, { threadId, provider, contents, sender, inReplyTo, at }: Composing): readonly NewOutbound[] {
  for (const content of contents) expectOk(deps.checkContent(content));
  const fitted = contents.flatMap((content) => (provider === undefined ? [content] : (deps.fitContent?.(provider, content) ?? [content])));
  return fitted.map((content) => ({ id: newId<OutboundMessageId>(), threadId, content, sender, inReplyTo, at }));
}

export async function askToSend(tx: Tx, messages: readonly NewOutbound[], at: Date): Promise<void> {
  for (const { id, threadId } of messages) await enqueue(tx, at, messageSend, { messageId: id }, { key: threadId });
}
