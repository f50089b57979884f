/** A turn: everything unread of one thread, in order, under the thread's lock. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { StoredDialog, Turn } from './conversation.ts';
import { loadUnhandled, markHandled } from './inbound.store.ts';
import { lockThread, saveDialog } from './thread.store.ts';

/** Reads only after the lock is held: whoever filed a message before us has committed, whoever comes later asks for another turn. */
export async function openTurn(tx: Tx, threadId: ThreadId): Promise<Turn | undefined> {
  const thread = await lockThread(tx, threadId);
  return thread && { thread, entries: await loadUnhandled(tx, threadId) };
}

export async function closeTurn(
  clock: Clock,
  tx: Tx,
  turn: Turn,
  next: { readonly dialog: StoredDialog | null; readonly failures: number; readonly mode?: 'bot' | 'waiting' },
): Promise<void> {
  const ids = turn.entries.map((entry) => entry.id);
  await Promise.all([
    markHandled(tx, ids, clock.now()),
    saveDialog(tx, turn.thread.id, { dialog: next.dialog, failures: next.failures, mode: next.mode }),
  ]);
}
