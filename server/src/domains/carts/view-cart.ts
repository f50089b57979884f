/** Shows a cart at today's prices and stock. Writes nothing. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { StoredCart } from './cart.store.ts';
import { type CartView, cartLine, cartView, type Offer, offerOf } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';

/** What is offered under these ids today; those that do not exist are absent. */
export async function offersOf(deps: CartsDeps, tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, Offer>> {
  if (ids.length === 0) return new Map();
  const variants = await deps.catalog.variants(tx, ids);
  const tracked = variants.filter((variant) => variant.isTracked).map((variant) => variant.variantId);
  const available = await deps.stock.available(tx, tracked);
  return new Map(variants.map((variant) => [variant.variantId, offerOf(variant, available)]));
}

export async function viewCart(deps: CartsDeps, tx: Tx, cart: StoredCart | undefined): Promise<CartView> {
  const offers = await offersOf(
    deps,
    tx,
    (cart?.lines ?? []).map((line) => line.variantId),
  );
  const lines = (cart?.lines ?? []).flatMap((line) => {
    const offer = offers.get(line.variantId);
    return offer ? [cartLine(offer, line.quantity)] : [];
  });
  return cartView(cart?.id, lines, lines[0]?.variant.price.currency ?? (await deps.catalog.currency(tx)));
}
