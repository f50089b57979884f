/**
 * Reads their whole list and writes down how it differs from what we believe it holds. It never takes away what is not ours: a merchant
 * may have put it there by hand.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { after, dayMs, minuteMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import type { ListedItem } from '../../../providers/messaging/catalogue.port.ts';
import type { SendFailure } from '../../../providers/messaging/messaging.port.ts';
import { changeState, followCatalogue, readState } from './catalogue-state.store.ts';
import { type Drift, replaceDrift } from './drift.store.ts';
import type { PushDeps } from './push-deps.ts';
import { compareCatalogueJob, LANE, pushCatalogueJob } from './push-job-kinds.ts';
import { noteFailure } from './push-run.ts';
import { noteReviews, type PushedItem, pushedItems, waitAgain } from './pushed.store.ts';
import { readListing } from './read-listing.ts';
import { variantsForShelf } from './shelf.store.ts';
import { digestOf, driftOf, shelfItem } from './shelf-item.ts';

/** Rows of one report; a shelf that differs more than this is simply different. */
const MOST_DRIFT = 2_000;
const REVIEW_MS = 10 * minuteMs;

const notLinked: SendFailure = {
  kind: 'blocked_account',
  retry: 'operator',
  detail: 'The catalogue is not linked to the WhatsApp Business account. Link it in Commerce Manager, then push again.',
};

/** @param repair what they lack or show otherwise is sent again. */
export async function compareCatalogue(deps: PushDeps, merchantId: MerchantId, repair: boolean): Promise<void> {
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => deps.database.inTx(merchantId, work);
  const catalogue = await inTx(async (tx) => {
    const connected = await deps.catalogueFor(tx);
    await followCatalogue(tx, connected?.catalogId, deps.clock.now());
    return connected;
  });
  if (!catalogue) return;
  const { client } = catalogue;
  const linked = await client.isLinked();
  if (!linked.ok) return noteFailure({ deps, client, inTx }, linked.refusal);
  if (!linked.value) return noteFailure({ deps, client, inTx }, notLinked);
  const listing = await readListing(client);
  if (!listing.ok) return noteFailure({ deps, client, inTx }, listing.refusal);
  await inTx(async (tx) => {
    // Another catalogue may have been connected while we read.
    if ((await readState(tx)).catalogId === catalogue.catalogId) await record(deps, tx, listing.value, repair);
  });
}

async function record(deps: PushDeps, tx: Tx, listing: ReadonlyMap<string, ListedItem>, repair: boolean): Promise<void> {
  const now = deps.clock.now();
  const items = await pushedItems(tx);
  const drift = await findDrift(deps, tx, items, listing);
  await replaceDrift(tx, drift.slice(0, MOST_DRIFT));
  await noteReviews(tx, [...listing.values()]);
  // While something waits to be sent, why it waits is for the push to tell.
  const isIdle = items.every((each) => each.state === 'taken' || each.state === 'refused');
  await changeState(tx, { comparedAt: now, ...(isIdle && { failure: null }) }, now);
  const wrong = new Set(drift.flatMap((each) => (each.kind === 'surplus' ? [] : [each.retailerId])));
  if (repair && wrong.size > 0) {
    await waitAgain(
      tx,
      items.flatMap((each) => (wrong.has(each.variantId) ? [each.variantId] : [])),
      now,
    );
    await enqueue(tx, now, pushCatalogueJob, { do: 'push' }, { key: LANE, dedupe: 'push' });
  }
  if (await isReviewing(deps, tx))
    await enqueue(tx, now, compareCatalogueJob, { repair: false }, { key: LANE, dedupe: 'review', runAt: after(now, REVIEW_MS) });
}

/** Only what they confirmed is held against them; what waits or is under way is known to differ. */
async function findDrift(
  deps: PushDeps,
  tx: Tx,
  items: readonly PushedItem[],
  listing: ReadonlyMap<string, ListedItem>,
): Promise<readonly Drift[]> {
  const shop = await deps.shop(tx);
  const variants = await variantsForShelf(tx, deps.stock, [...new Set(items.map((each) => each.productId))]);
  const ours = new Map(variants.map((each) => [each.variantId, shelfItem(each, shop, deps.publicUrl)]));
  const known = new Set<string>(items.map((each) => each.variantId));
  const drift: Drift[] = [];
  for (const { variantId, productId, digest, isWanted, state } of items) {
    const item = ours.get(variantId);
    if (!isWanted || state !== 'taken' || !item || digestOf(item) !== digest) continue;
    const theirs = listing.get(variantId);
    const at = { retailerId: variantId, productId, name: item.title };
    if (!theirs) drift.push({ ...at, kind: 'missing' });
    else for (const field of driftOf(item, theirs)) drift.push({ ...at, kind: 'differs', ...field });
  }
  for (const theirs of listing.values())
    if (!known.has(theirs.retailerId))
      drift.push({ retailerId: theirs.retailerId, name: theirs.title ?? theirs.retailerId, kind: 'surplus' });
  return drift;
}

/** Their own look at new items takes minutes to a day; those that wait longer are left to the night. */
async function isReviewing(deps: PushDeps, tx: Tx): Promise<boolean> {
  const young = after(deps.clock.now(), -dayMs);
  const found = await tx.db
    .selectFrom('catalogue_items')
    .select('variant_id')
    .where('merchant_id', '=', tx.merchantId)
    .where('is_wanted', '=', true)
    .where('state', '=', 'taken')
    .where((eb) => eb.or([eb('review', 'is', null), eb('review', '=', 'pending')]))
    .where('updated_at', '>', young)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
