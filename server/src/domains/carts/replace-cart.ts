/** Replaces a cart by the lines of an earlier order or of a native cart; what cannot be bought is left out and told. */
import type { VariantId } from '@parley/contract/values/id.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { deleteLines, findOpenCart, lockOpenCart, writeLines } from './cart.store.ts';
import { buyable, type CartHolder, type CartView, mostLines, mostOfEach, type StoredLine } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';
import { offersOf, viewCart } from './view-cart.ts';

export interface LeftOut {
  readonly variantId: VariantId;
  /** reduced: fewer than asked for are in the cart. */
  readonly why: 'gone' | 'out_of_stock' | 'reduced';
}

export async function replaceCart(
  deps: CartsDeps,
  tx: Tx,
  holder: CartHolder,
  lines: readonly StoredLine[],
): Promise<{ readonly cart: CartView; readonly leftOut: readonly LeftOut[] }> {
  const at = deps.clock.now();
  const cartId = await lockOpenCart(tx, holder, at);
  await deleteLines(tx, cartId);
  const wanted = new Map<VariantId, number>();
  for (const line of lines)
    if (line.quantity > 0) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + Math.trunc(line.quantity));
  const offers = await offersOf(deps, tx, [...wanted.keys()]);
  const leftOut: LeftOut[] = [];
  const kept: StoredLine[] = [];
  for (const [variantId, quantity] of wanted) {
    const offer = offers.get(variantId);
    if (!offer?.variant.isForSale) {
      leftOut.push({ variantId, why: 'gone' });
      continue;
    }
    const units = kept.length < mostLines ? buyable(offer, Math.min(quantity, mostOfEach)) : 0;
    if (units < quantity) leftOut.push({ variantId, why: units === 0 && kept.length < mostLines ? 'out_of_stock' : 'reduced' });
    if (units > 0) kept.push({ variantId, quantity: units });
  }
  await writeLines(tx, cartId, kept, at);
  return { cart: await viewCart(deps, tx, await findOpenCart(tx, holder)), leftOut };
}
