/** Works out what their catalogue shall hold and writes down what differs from what they confirmed. One transaction; nothing is sent here. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { CatalogueItem } from '../../../providers/messaging/catalogue.port.ts';
import { readShop } from '../shop.store.ts';
import { changeState } from './catalogue-state.store.ts';
import { chooseProducts } from './choose-products.ts';
import type { PushDeps } from './push-deps.ts';
import { dropItems, offerRefused, pushedItems, wantItems } from './pushed.store.ts';
import { productsForShelf, variantsForShelf } from './shelf.store.ts';
import { digestOf, shelfItem } from './shelf-item.ts';

/** Popularity is what sold within so many days. */
const POPULAR_DAYS = 30;

export interface PushPlan {
  /** Everything that shall stand there, by variant. */
  readonly items: ReadonlyMap<VariantId, CatalogueItem>;
}

/** @param how.rotate choose anew, by what sold · retryRefused: offer once more what they refused. */
export async function planPush(
  deps: PushDeps,
  tx: Tx,
  how: { readonly rotate: boolean; readonly retryRefused: boolean },
): Promise<PushPlan> {
  const at = deps.clock.now();
  // Read first: what changes meanwhile raises it again, and is planned the next time.
  const { version } = await readShop(tx);
  const shop = await deps.shop(tx);
  if (how.retryRefused) await offerRefused(tx, at);
  const before = await pushedItems(tx);
  const kept = how.rotate ? undefined : new Set(before.flatMap((each) => (each.isWanted ? [each.productId] : [])));
  const chosen = await choose(deps, tx, shop.whatsappCatalogue.limit, kept);
  const variants = await variantsForShelf(tx, deps.stock, [...chosen]);
  const known = new Map(before.map((each) => [each.variantId, each]));
  const items = new Map<VariantId, CatalogueItem>();
  const changed = [];
  for (const variant of variants) {
    const item = shelfItem(variant, shop, deps.publicUrl);
    const digest = digestOf(item);
    items.set(variant.variantId, item);
    const one = known.get(variant.variantId);
    if (!one?.isWanted || one.digest !== digest)
      changed.push({ variantId: variant.variantId, productId: variant.productId, digest, inStock: variant.inStock });
  }
  await wantItems(tx, changed, at);
  await dropItems(
    tx,
    before.filter((each) => each.isWanted && !items.has(each.variantId)),
    at,
  );
  await changeState(tx, { plannedVersion: version, ...(how.rotate && { rotatedAt: at }) }, at);
  return { items };
}

async function choose(deps: PushDeps, tx: Tx, limit: number, kept: ReadonlySet<ProductId> | undefined): Promise<ReadonlySet<ProductId>> {
  const products = await productsForShelf(tx, deps.stock);
  const places = products.reduce((sum, each) => sum + each.items, 0);
  // Where there is room for all nobody has to ask what sold.
  const sold = places <= limit ? new Map<string, number>() : await deps.soldOf(tx, POPULAR_DAYS);
  return chooseProducts(
    products.map((each) => ({ ...each, sold: sold.get(each.productId) ?? 0 })),
    limit,
    kept,
  );
}
