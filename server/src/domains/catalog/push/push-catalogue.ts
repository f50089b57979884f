/**
 * One push of a merchant's shelf to their catalogue: asks how earlier batches ended, works out what differs, sends it in batches. Every
 * batch is written down before it leaves; what nobody can know is read from their list before it is sent again.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { CatalogueChange, CatalogueItem } from '../../../providers/messaging/catalogue.port.ts';
import type { SendFailure } from '../../../providers/messaging/messaging.port.ts';
import { beginBatch, endBatch, noteHandle, openBatches } from './batch.store.ts';
import { changeState, followCatalogue, readState } from './catalogue-state.store.ts';
import { planPush } from './plan-push.ts';
import type { PushDeps } from './push-deps.ts';
import { compareCatalogueJob, LANE, pushCatalogueJob } from './push-job-kinds.ts';
import { noteFailure, type PushRun } from './push-run.ts';
import { itemsOfBatch, markSending, type PushedItem, pendingItems, refuseItems, waitAgain } from './pushed.store.ts';
import { settleBatches } from './settle-batches.ts';

export type PushWish = 'push' | 'again' | 'rotate' | 'look';

const LOOK_MS = [2 * secondMs, 5 * secondMs, 15 * secondMs, minuteMs] as const;

export async function pushCatalogue(deps: PushDeps, merchantId: MerchantId, wish: PushWish): Promise<void> {
  const inTx: PushRun['inTx'] = (work) => deps.database.inTx(merchantId, work);
  const opened = await inTx(async (tx) => {
    const catalogue = await deps.catalogueFor(tx);
    await followCatalogue(tx, catalogue?.catalogId, deps.clock.now());
    if (!catalogue) return undefined;
    return { client: catalogue.client, state: await readState(tx), batches: await openBatches(tx) };
  });
  if (!opened) return;
  const { retryAt } = opened.state;
  if (retryAt !== undefined && retryAt > deps.clock.now()) return;
  const run: PushRun = { deps, client: opened.client, inTx };

  const settled = await settleBatches(run, opened.batches);
  if (settled.failure) return noteFailure(run, settled.failure);
  if (settled.stillOpen) return lookLater(run, Math.max(...opened.batches.map((each) => each.checks)) + 1);
  if (wish !== 'look') {
    const { failure, sent } = await planAndSend(run, wish);
    if (failure) return noteFailure(run, failure);
    // Nothing was sent that could show that what failed before is well again.
    if (sent === 0 && opened.state.failure !== undefined) await inTx((tx) => askComparison(deps, tx));
    return;
  }
  // What they took can be seen in their list: only what is there and approved may stand in a message.
  if (settled.ended > 0) await inTx((tx) => askComparison(deps, tx));
}

async function planAndSend(
  run: PushRun,
  wish: Exclude<PushWish, 'look'>,
): Promise<{ readonly sent: number; readonly failure?: SendFailure }> {
  const how = { rotate: wish === 'rotate', retryRefused: wish !== 'push' };
  const { items } = await run.inTx((tx) => planPush(run.deps, tx, how));
  let sent = 0;
  for (;;) {
    const batch = await run.inTx((tx) => nextBatch(run, tx, items));
    if (!batch) break;
    const failure = await sendBatch(run, batch);
    if (failure) return { sent, failure };
    sent += 1;
  }
  if (sent > 0) await lookLater(run, 0);
  return { sent };
}

interface Leaving {
  readonly id: string;
  readonly changes: readonly CatalogueChange[];
}

/** As many of those that wait as one call takes; written down as leaving. */
async function nextBatch({ deps, client }: PushRun, tx: Tx, items: ReadonlyMap<string, CatalogueItem>): Promise<Leaving | undefined> {
  const at = deps.clock.now();
  const changes: CatalogueChange[] = [];
  const taken: PushedItem[] = [];
  let bytes = 0;
  for (const each of await pendingItems(tx, client.limits.changes)) {
    const change = changeOf(each, items.get(each.variantId));
    if (!change) continue;
    bytes += client.sizeOf(change);
    if (bytes > client.limits.bytes && taken.length > 0) break;
    changes.push(change);
    taken.push(each);
  }
  if (taken.length === 0) return undefined;
  const id = await beginBatch(tx, taken.length, at);
  await markSending(
    tx,
    taken.map((each) => each.variantId),
    id,
    at,
  );
  return { id, changes };
}

function changeOf(pushed: PushedItem, item: CatalogueItem | undefined): CatalogueChange | undefined {
  if (!pushed.isWanted) return { do: 'remove', retailerId: pushed.variantId };
  return item && { do: pushed.wasTaken ? 'update' : 'create', item };
}

async function sendBatch(run: PushRun, { id, changes }: Leaving): Promise<SendFailure | undefined> {
  const answer = await run.client.submit(changes);
  return run.inTx(async (tx) => {
    const at = run.deps.clock.now();
    if (answer.ok) {
      await refuseItems(tx, answer.value.refused, at);
      await noteHandle(tx, id, answer.value.handle);
      await changeState(tx, { pushedAt: at, failure: null }, at);
      return undefined;
    }
    // In doubt: the batch stays open without a handle, and their list is read before anything is sent again.
    if (answer.refusal.kind !== 'in_doubt') {
      const items = await itemsOfBatch(tx, id);
      await waitAgain(
        tx,
        items.map((each) => each.variantId),
        at,
      );
      await endBatch(tx, id, 'lost', 0, at);
    }
    return answer.refusal;
  });
}

async function lookLater({ deps, inTx }: PushRun, checks: number): Promise<void> {
  const now = deps.clock.now();
  const runAt = after(now, LOOK_MS[Math.min(checks, LOOK_MS.length - 1)] ?? minuteMs);
  await inTx((tx) => enqueue(tx, now, pushCatalogueJob, { do: 'look' }, { key: LANE, dedupe: 'look', runAt }));
}

export async function askComparison(deps: Pick<PushDeps, 'clock'>, tx: Tx): Promise<void> {
  await enqueue(tx, deps.clock.now(), compareCatalogueJob, { repair: false }, { key: LANE, dedupe: 'seen' });
}
