/** When two customer records become one, their threads do too: of two on one channel the one written to last stays. */
import type { CustomerId, ThreadId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Thread } from './conversation.ts';
import { askForTurn } from './receive.ts';
import { foldThread, giveThread, lockThreadsOf } from './thread.store.ts';

export interface JoinedThread {
  readonly from: ThreadId;
  readonly to: ThreadId;
}

/** @returns threads that are gone and those that took their place, for whoever keeps thread ids. */
export async function joinThreads(clock: Clock, tx: Tx, from: CustomerId, to: CustomerId): Promise<readonly JoinedThread[]> {
  const kept = await lockThreadsOf(tx, to);
  const joined: JoinedThread[] = [];
  for (const moving of await lockThreadsOf(tx, from)) {
    const same = kept.find((each) => each.provider === moving.provider && each.channelAddress === moving.channelAddress);
    if (same === undefined) await giveThread(tx, moving.id, to);
    else joined.push(await fold(tx, same, moving, to));
  }
  for (const each of joined) await askForTurn(tx, each.to, clock.now());
  return joined;
}

async function fold(tx: Tx, a: Thread, b: Thread, owner: CustomerId): Promise<JoinedThread> {
  const [stays, goes] = (a.lastInboundAt?.getTime() ?? 0) >= (b.lastInboundAt?.getTime() ?? 0) ? [a, b] : [b, a];
  await foldThread(tx, goes.id, stays.id);
  await giveThread(tx, stays.id, owner);
  return { from: goes.id, to: stays.id };
}
