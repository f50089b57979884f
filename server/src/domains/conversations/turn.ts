/** A turn: everything unread of one thread, in order, under the thread's lock. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { StoredDialog, Turn } from './conversation.ts';
import { loadUnhandled } from './inbound.store.ts';
import { askToSend, composed, type QueueDeps } from './queue-replies.ts';
import { lockThread } from './thread.store.ts';
import { endTurn } from './turn.store.ts';

/** Reads only after the lock is held: whoever filed a message before us has committed, whoever comes later asks for another turn. */
export async function openTurn(tx: Tx, threadId: ThreadId): Promise<Turn | undefined> {
  const thread = await lockThread(tx, threadId);
  return thread && { thread, entries: await loadUnhandled(tx, threadId) };
}

/** @throws when a reply breaks a limit: whoever composed it has a bug. */
export async function closeTurn(
  deps: QueueDeps,
  tx: Tx,
  turn: Turn,
  next: { readonly dialog: StoredDialog | null; readonly failures: number; readonly mode?: 'bot' | 'waiting' },
  replies: readonly OutboundContent[],
): Promise<void> {
  const { id: threadId, provider } = turn.thread;
  const at = deps.clock.now();
  const messages = composed(deps, { threadId, provider, contents: replies, sender: 'bot', at });
  await endTurn(tx, {
    threadId,
    handled: turn.entries.map((entry) => entry.id),
    dialog: next.dialog,
    failures: next.failures,
    mode: next.mode,
    replies: messages,
    at,
  });
  await askToSend(tx, messages, at);
}
