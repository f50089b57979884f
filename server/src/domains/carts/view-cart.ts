/** Shows a cart at today's prices and stock. Writes nothing. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { Offer } from '../catalog/index.ts';
import type { StoredCart } from './cart.store.ts';
import { type CartView, cartLine, cartView } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';

/** What is offered under these ids today; those that do not exist are absent. */
export async function offersOf(deps: CartsDeps, tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, Offer>> {
  if (ids.length === 0) return new Map();
  return new Map((await deps.catalog.offers(tx, ids)).map((offer) => [offer.variant.variantId, offer]));
}

export async function viewCart(deps: CartsDeps, tx: Tx, cart: StoredCart | undefined): Promise<CartView> {
  const ids = (cart?.lines ?? []).map((line) => line.variantId);
  return viewWith(deps, tx, cart, await offersOf(deps, tx, ids));
}

/** With offers that were looked up in this transaction; a line without one is left out. */
export async function viewWith(
  deps: CartsDeps,
  tx: Tx,
  cart: StoredCart | undefined,
  offers: ReadonlyMap<VariantId, Offer>,
): Promise<CartView> {
  const lines = (cart?.lines ?? []).flatMap((line) => {
    const offer = offers.get(line.variantId);
    return offer ? [cartLine(offer, line.quantity)] : [];
  });
  return cartView(cart?.id, lines, lines[0]?.variant.price.currency ?? (await deps.catalog.currency(tx)));
}
