/** How batches under way ended: asked by handle, or, where there is none or it is forgotten, read from their list. */
import { dayMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { CatalogueProblem, ListedItem } from '../../../providers/messaging/catalogue.port.ts';
import type { SendFailure } from '../../../providers/messaging/messaging.port.ts';
import { endBatch, noteCheck, type OpenBatch } from './batch.store.ts';
import { changeState } from './catalogue-state.store.ts';
import type { PushRun } from './push-run.ts';
import { confirmItems, itemsOfBatch, refuseItems, waitAgain } from './pushed.store.ts';
import { readListing } from './read-listing.ts';
import { variantsForShelf } from './shelf.store.ts';
import { digestOf, driftOf, shelfItem } from './shelf-item.ts';

/** A batch they still work on after this long is not waited for any more. */
const LONGEST_MS = dayMs;

export interface Settled {
  readonly ended: number;
  readonly stillOpen: boolean;
  readonly failure?: SendFailure;
}

export async function settleBatches(run: PushRun, batches: readonly OpenBatch[]): Promise<Settled> {
  let ended = 0;
  let stillOpen = false;
  for (const batch of batches) {
    const verdict = await settle(run, batch);
    if (typeof verdict === 'object') return { ended, stillOpen: true, failure: verdict };
    if (verdict === 'ended') ended += 1;
    else stillOpen = true;
  }
  return { ended, stillOpen };
}

async function settle(run: PushRun, batch: OpenBatch): Promise<'ended' | 'open' | SendFailure> {
  if (batch.handle === undefined) return settleByList(run, batch);
  const answer = await run.client.batch(batch.handle);
  if (!answer.ok) return answer.refusal;
  const report = answer.value;
  if (report.state === 'done') {
    await run.inTx((tx) => recordEnd(run, tx, batch, report.refused));
    return 'ended';
  }
  const isTooOld = run.deps.clock.now().getTime() - batch.createdAt.getTime() > LONGEST_MS;
  if (report.state !== 'working' || isTooOld) return settleByList(run, batch);
  await run.inTx((tx) => noteCheck(tx, batch.id));
  return 'open';
}

async function recordEnd({ deps }: PushRun, tx: Tx, batch: OpenBatch, refused: readonly CatalogueProblem[]): Promise<void> {
  const at = deps.clock.now();
  const items = await itemsOfBatch(tx, batch.id);
  await refuseItems(tx, refused, at);
  const bad = new Set(refused.map((each) => each.retailerId));
  await confirmItems(
    tx,
    items.flatMap((each) => (bad.has(each.variantId) ? [] : [each.variantId])),
    at,
  );
  await endBatch(tx, batch.id, 'done', refused.length, at);
  await changeState(tx, { failure: null }, at);
}

/** A batch that was taken and is not worked on yet looks as if it had never come; sending it once more does no harm then. */
async function settleByList(run: PushRun, batch: OpenBatch): Promise<'ended' | SendFailure> {
  const listing = await readListing(run.client);
  if (!listing.ok) return listing.refusal;
  await run.inTx((tx) => recordSeen(run, tx, batch, listing.value));
  return 'ended';
}

async function recordSeen({ deps }: PushRun, tx: Tx, batch: OpenBatch, listing: ReadonlyMap<string, ListedItem>): Promise<void> {
  const at = deps.clock.now();
  const items = await itemsOfBatch(tx, batch.id);
  const shop = await deps.shop(tx);
  const variants = await variantsForShelf(tx, deps.stock, [...new Set(items.map((each) => each.productId))]);
  const ours = new Map(variants.map((each) => [each.variantId, shelfItem(each, shop, deps.publicUrl)]));
  const isThere = (each: (typeof items)[number]): boolean => {
    const theirs = listing.get(each.variantId);
    if (!each.isWanted) return theirs === undefined;
    const item = ours.get(each.variantId);
    return item !== undefined && theirs !== undefined && digestOf(item) === each.digest && driftOf(item, theirs).length === 0;
  };
  const there = items.filter(isThere).map((each) => each.variantId);
  const absent = items.filter((each) => !isThere(each)).map((each) => each.variantId);
  await confirmItems(tx, there, at);
  await waitAgain(tx, absent, at);
  await endBatch(tx, batch.id, 'lost', 0, at);
  await changeState(tx, { failure: null }, at);
}
