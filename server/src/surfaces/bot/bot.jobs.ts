/**
 * The job that answers a thread: one transaction that locks it, handles its unread entries, queues the replies and stores the new state.
 * All of it happens, or none; no provider is called here.
 */
import type { MerchantId, ThreadId } from '@parley/contract/values/id.ts';
import { threadTurn } from '../../domains/conversations/index.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { type HandledJob, handleInTx } from '../../foundation/jobs/job.ts';
import type { BotDeps } from './dialog.ts';
import { takeTurn } from './turn.ts';

/** From this try on one bad entry no longer blocks the thread. */
const CAREFUL_FROM = 5;

export interface Bot {
  readonly jobs: readonly HandledJob[];
}

export function createBot(deps: BotDeps & { readonly inTx: <T>(merchantId: MerchantId, work: (tx: Tx) => Promise<T>) => Promise<T> }): Bot {
  const turn = handleInTx(deps.inTx, threadTurn, async (tx, { threadId }, job) => {
    const opened = await deps.conversations.openTurn(tx, threadId as ThreadId);
    if (!opened || opened.entries.length === 0) return;
    const answer = await takeTurn(deps, tx, opened, job.attempt >= CAREFUL_FROM);
    await deps.conversations.closeTurn(tx, opened, answer.next, answer.replies);
  });
  return { jobs: [turn] };
}
