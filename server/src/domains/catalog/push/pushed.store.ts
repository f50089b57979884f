/** SQL of catalogue_items: what shall stand in their catalogue, what they have confirmed, and what they would not have. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../foundation/db/database.ts';
import type { CatalogueProblem } from '../../../providers/messaging/catalogue.port.ts';

export interface PushedItem {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly isWanted: boolean;
  readonly digest: string;
  readonly state: 'pending' | 'sending' | 'taken' | 'refused';
  readonly wasTaken: boolean;
  /** It left in some batch, whatever became of that. */
  readonly wasSent: boolean;
}

export interface WantedItem {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly digest: string;
  readonly inStock: boolean;
}

export async function pushedItems(tx: Tx): Promise<readonly PushedItem[]> {
  const rows = await tx.db.selectFrom('catalogue_items').selectAll().where('merchant_id', '=', tx.merchantId).execute();
  return rows.map(itemOf);
}

/** To be sent next, by variant; those that never left and are not wanted any more do not come. */
export async function pendingItems(tx: Tx, most: number): Promise<readonly PushedItem[]> {
  const rows = await tx.db
    .selectFrom('catalogue_items')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('state', '=', 'pending')
    .orderBy('variant_id')
    .limit(most)
    .execute();
  return rows.map(itemOf);
}

export async function itemsOfBatch(tx: Tx, batchId: string): Promise<readonly PushedItem[]> {
  const rows = await tx.db
    .selectFrom('catalogue_items')
    .selectAll()
    .where('merchant_id', '=', tx.merchantId)
    .where('batch_id', '=', batchId)
    .where('state', '=', 'sending')
    .execute();
  return rows.map(itemOf);
}

function itemOf(row: {
  readonly variant_id: string;
  readonly product_id: string;
  readonly is_wanted: boolean;
  readonly digest: string;
  readonly state: string;
  readonly was_taken: boolean;
  readonly batch_id: string | null;
}): PushedItem {
  return {
    variantId: row.variant_id as VariantId,
    productId: row.product_id as ProductId,
    isWanted: row.is_wanted,
    digest: row.digest,
    state: row.state as PushedItem['state'],
    wasTaken: row.was_taken,
    wasSent: row.batch_id !== null || row.was_taken,
  };
}

/** New and changed ones wait to be sent. */
export async function wantItems(tx: Tx, items: readonly WantedItem[], at: Date): Promise<void> {
  if (items.length === 0) return;
  await sql`
    insert into catalogue_items (merchant_id, variant_id, product_id, is_wanted, digest, in_stock, state, updated_at)
    select ${tx.merchantId}::uuid, variant_id, product_id, true, digest, in_stock, 'pending', ${at}
    from unnest(${items.map((each) => each.variantId)}::uuid[], ${items.map((each) => each.productId)}::uuid[],
      ${items.map((each) => each.digest)}::text[], ${items.map((each) => each.inStock)}::boolean[]) as given (variant_id, product_id, digest, in_stock)
    on conflict (merchant_id, variant_id) do update set is_wanted = true, digest = excluded.digest, in_stock = excluded.in_stock,
      state = 'pending', problem = null, updated_at = excluded.updated_at`.execute(tx.db);
}

/** Those that left at some time wait to be taken out; the others are forgotten. */
export async function dropItems(tx: Tx, items: readonly PushedItem[], at: Date): Promise<void> {
  const forgotten = items.filter((each) => !each.wasSent).map((each) => each.variantId);
  const removed = items.filter((each) => each.wasSent).map((each) => each.variantId);
  await forget(tx, forgotten);
  if (removed.length === 0) return;
  await sql`update catalogue_items set is_wanted = false, state = 'pending', problem = null, updated_at = ${at}
    where merchant_id = ${tx.merchantId} and variant_id = any(${removed}::uuid[])`.execute(tx.db);
}

export async function markSending(tx: Tx, ids: readonly VariantId[], batchId: string, at: Date): Promise<void> {
  await sql`update catalogue_items set state = 'sending', batch_id = ${batchId}, updated_at = ${at}
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[])`.execute(tx.db);
}

/** Their answer to items of a batch: what was to go is gone, the rest stands there. */
export async function confirmItems(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from catalogue_items where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) and not is_wanted
    and state = 'sending'`.execute(tx.db);
  await sql`update catalogue_items set state = 'taken', was_taken = true, problem = null, updated_at = ${at}
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) and state = 'sending'`.execute(tx.db);
}

export async function refuseItems(tx: Tx, problems: readonly CatalogueProblem[], at: Date): Promise<void> {
  if (problems.length === 0) return;
  await sql`
    update catalogue_items i set state = 'refused', problem = given.message, updated_at = ${at}
    from unnest(${problems.map((each) => each.retailerId)}::text[], ${problems.map((each) => each.message.slice(0, 1_000))}::text[])
      as given (retailer_id, message)
    where i.merchant_id = ${tx.merchantId} and i.variant_id::text = given.retailer_id and i.state = 'sending'`.execute(tx.db);
}

/** Back into the row of those that wait. */
export async function waitAgain(tx: Tx, ids: readonly VariantId[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update catalogue_items set state = 'pending', updated_at = ${at}
    where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[]) and state in ('sending', 'taken')`.execute(tx.db);
}

/** Whatever they refused is offered once more. */
export async function offerRefused(tx: Tx, at: Date): Promise<void> {
  await sql`update catalogue_items set state = 'pending', problem = null, updated_at = ${at}
    where merchant_id = ${tx.merchantId} and state = 'refused'`.execute(tx.db);
}

/** What their list said of each; null for those it did not name. */
export async function noteReviews(tx: Tx, reviews: readonly { readonly retailerId: string; readonly review: string }[]): Promise<void> {
  await sql`update catalogue_items i set review = given.review
    from (select v.variant_id, g.review from catalogue_items v
      left join unnest(${reviews.map((each) => each.retailerId)}::text[], ${reviews.map((each) => each.review)}::text[]) as g (retailer_id, review)
        on g.retailer_id = v.variant_id::text
      where v.merchant_id = ${tx.merchantId}) given
    where i.merchant_id = ${tx.merchantId} and i.variant_id = given.variant_id and i.review is distinct from given.review`.execute(tx.db);
}

async function forget(tx: Tx, ids: readonly VariantId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from catalogue_items where merchant_id = ${tx.merchantId} and variant_id = any(${ids}::uuid[])`.execute(tx.db);
}
