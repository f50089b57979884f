/** Puts things into an open cart and takes them out. Holds no stock: it only refuses what could not be bought now. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { deleteLines, findOpenCart, lockOpenCart, type StoredCart, writeLines } from './cart.store.ts';
import { buyable, type CartHolder, type CartView, mostLines, mostOfEach, type StoredLine } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';
import { offersOf, viewCart, viewWith } from './view-cart.ts';

/** Refuses `variant.not_found`, `stock.insufficient`, `cart.full`. */
export async function addToCart(deps: CartsDeps, tx: Tx, holder: CartHolder, line: StoredLine): Promise<Result<CartView>> {
  if (!Number.isInteger(line.quantity) || line.quantity < 1) return badQuantity();
  const cart = await openCart(deps, tx, holder);
  const before = cart.lines.find((each) => each.variantId === line.variantId)?.quantity ?? 0;
  return put(deps, tx, cart, { variantId: line.variantId, quantity: before + line.quantity });
}

/** 0 removes. Refuses as `addToCart`. */
export async function setQuantity(deps: CartsDeps, tx: Tx, holder: CartHolder, line: StoredLine): Promise<Result<CartView>> {
  if (!Number.isInteger(line.quantity) || line.quantity < 0) return badQuantity();
  if (line.quantity === 0) return ok(await removeFromCart(deps, tx, holder, line.variantId));
  return put(deps, tx, await openCart(deps, tx, holder), line);
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

/** Locked before it is read: two turns may change it at once. */
async function openCart(deps: CartsDeps, tx: Tx, holder: CartHolder): Promise<StoredCart> {
  await lockOpenCart(tx, holder, deps.clock.now());
  const cart = await findOpenCart(tx, holder);
  if (!cart) throw new Error('the locked cart is gone');
  return cart;
}

/** Under the cart's lock. */
async function put(deps: CartsDeps, tx: Tx, cart: StoredCart, line: StoredLine): Promise<Result<CartView>> {
  const offers = await offersOf(deps, tx, [...new Set([...cart.lines.map((each) => each.variantId), line.variantId])]);
  const offer = offers.get(line.variantId);
  if (!offer?.variant.isForSale) return refuse('variant.not_found');
  const isNew = !cart.lines.some((each) => each.variantId === line.variantId);
  if (line.quantity > mostOfEach || (isNew && cart.lines.length >= mostLines)) return refuse('cart.full');
  const left = buyable(offer, line.quantity);
  if (left < line.quantity) return refuse('stock.insufficient', { details: [{ field: 'quantity', message: `${left}` }] });
  await writeLines(tx, cart.id, [line], deps.clock.now());
  const lines = isNew ? [...cart.lines, line] : cart.lines.map((each) => (each.variantId === line.variantId ? line : each));
  return ok(await viewWith(deps, tx, { ...cart, lines }, offers));
}

function badQuantity() {
  return refuse('request.invalid', { details: [{ field: 'quantity', message: 'A whole number, at least 1.' }] });
}
