/** Puts things into an open cart and takes them out. Holds no stock: it only refuses what could not be bought now. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { deleteLines, findOpenCart, lockOpenCart, writeLines } from './cart.store.ts';
import { buyable, type CartHolder, type CartView, mostLines, mostOfEach, type StoredLine } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';
import { offersOf, viewCart } from './view-cart.ts';

/** Refuses `variant.not_found`, `stock.insufficient`, `cart.full`. */
export async function addToCart(deps: CartsDeps, tx: Tx, holder: CartHolder, line: StoredLine): Promise<Result<CartView>> {
  if (!Number.isInteger(line.quantity) || line.quantity < 1) return badQuantity();
  await lockOpenCart(tx, holder, deps.clock.now());
  const before = (await findOpenCart(tx, holder))?.lines.find((each) => each.variantId === line.variantId)?.quantity ?? 0;
  return put(deps, tx, holder, { variantId: line.variantId, quantity: before + line.quantity });
}

/** 0 removes. Refuses as `addToCart`. */
export async function setQuantity(deps: CartsDeps, tx: Tx, holder: CartHolder, line: StoredLine): Promise<Result<CartView>> {
  if (!Number.isInteger(line.quantity) || line.quantity < 0) return badQuantity();
  if (line.quantity === 0) return ok(await removeFromCart(deps, tx, holder, line.variantId));
  await lockOpenCart(tx, holder, deps.clock.now());
  return put(deps, tx, holder, line);
}

/** The one variant, or everything. */
export async function removeFromCart(deps: CartsDeps, tx: Tx, holder: CartHolder, only?: VariantId): Promise<CartView> {
  const cart = await findOpenCart(tx, holder);
  if (cart) {
    await lockOpenCart(tx, holder, deps.clock.now());
    await deleteLines(tx, cart.id, only);
  }
  return viewCart(deps, tx, await findOpenCart(tx, holder));
}

/** Under the cart's lock. */
async function put(deps: CartsDeps, tx: Tx, holder: CartHolder, line: StoredLine): Promise<Result<CartView>> {
  const cart = await findOpenCart(tx, holder);
  if (!cart) throw new Error('the locked cart is gone');
  const offer = (await offersOf(deps, tx, [line.variantId])).get(line.variantId);
  if (!offer?.variant.isForSale) return refuse('variant.not_found');
  const isNew = !cart.lines.some((each) => each.variantId === line.variantId);
  if (line.quantity > mostOfEach || (isNew && cart.lines.length >= mostLines)) return refuse('cart.full');
  const left = buyable(offer, line.quantity);
  if (left < line.quantity) return refuse('stock.insufficient', { details: [{ field: 'quantity', message: `${left}` }] });
  await writeLines(tx, cart.id, [line], deps.clock.now());
  return ok(await viewCart(deps, tx, await findOpenCart(tx, holder)));
}

function badQuantity() {
  return refuse('request.invalid', { details: [{ field: 'quantity', message: 'A whole number, at least 1.' }] });
}
