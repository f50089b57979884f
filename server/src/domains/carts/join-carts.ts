/** Brings one cart into another by the rule of merge-lines.ts. The cart that was brought is closed, so that bringing it again changes nothing. */
import type { CartId, CustomerId, VisitorId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import {
  codeOfCart,
  deleteLines,
  findCart,
  findOpenCart,
  giveCode,
  lockCartOfCode,
  lockOpenCart,
  repointCarts,
  setJoined,
  writeLines,
} from './cart.store.ts';
import type { CartHolder, CartView, StoredLine } from './cart.ts';
import { isCartCode, newCartCode } from './cart-code.ts';
import type { CartsDeps } from './carts-deps.ts';
import { type LeftOutOfMerge, mergeLines } from './merge-lines.ts';
import { offersOf, viewCart } from './view-cart.ts';

export interface Joined {
  readonly cart: CartView;
  readonly leftOut: readonly LeftOutOfMerge[];
  /** False when there was nothing to bring: it was empty, or brought before. */
  readonly isNew: boolean;
}

/** The visitor's open cart into the customer's. */
export function joinVisitor(deps: CartsDeps, tx: Tx, visitorId: VisitorId, customerId: CustomerId): Promise<Joined> {
  return joinHolder(deps, tx, { visitorId }, customerId);
}

/** Two customers turned out to be one: their carts too. */
export async function moveToCustomer(deps: CartsDeps, tx: Tx, from: CustomerId, to: CustomerId): Promise<void> {
  await joinHolder(deps, tx, from, to);
  await repointCarts(tx, from, to);
}

/** By the word a visitor was given. Refuses `cart.code_unknown`; a word used before answers the customer's cart as it is. */
export async function joinByCode(deps: CartsDeps, tx: Tx, typed: string, customerId: CustomerId): Promise<Result<Joined>> {
  const code = typed.toUpperCase();
  const brought = isCartCode(code, deps.signWord) ? await lockCartOfCode(tx, code) : undefined;
  if (!brought) return refuse('cart.code_unknown');
  return ok(await bring(deps, tx, brought.isOpen ? brought.id : undefined, customerId));
}

/** The word for this visitor's open cart, made the first time. Undefined while the cart is empty. */
export async function codeFor(deps: CartsDeps, tx: Tx, visitorId: VisitorId): Promise<string | undefined> {
  const cart = await findOpenCart(tx, { visitorId });
  if (!cart || cart.lines.length === 0) return undefined;
  const known = await codeOfCart(tx, cart.id);
  if (known !== undefined) return known;
  await lockOpenCart(tx, { visitorId }, deps.clock.now());
  const code = (await codeOfCart(tx, cart.id)) ?? newCartCode(deps.signWord);
  await giveCode(tx, cart.id, code);
  return code;
}

async function joinHolder(deps: CartsDeps, tx: Tx, from: CartHolder, to: CustomerId): Promise<Joined> {
  const open = await findOpenCart(tx, from);
  // Locked before it is read again: two tabs may bring the same cart.
  const id = open && (await lockOpenCart(tx, from, deps.clock.now()));
  return bring(deps, tx, id === open?.id ? id : undefined, to);
}

async function bring(deps: CartsDeps, tx: Tx, from: CartId | undefined, to: CustomerId): Promise<Joined> {
  const brought: readonly StoredLine[] = from === undefined ? [] : ((await findCart(tx, from))?.lines ?? []);
  if (from === undefined || brought.length === 0)
    return { cart: await viewCart(deps, tx, await findOpenCart(tx, to)), leftOut: [], isNew: false };
  const at = deps.clock.now();
  const cartId = await lockOpenCart(tx, to, at);
  const into = (await findOpenCart(tx, to))?.lines ?? [];
  const offers = await offersOf(
    deps,
    tx,
    brought.map((line) => line.variantId),
  );
  const { lines, leftOut } = mergeLines(into, brought, offers);
  await writeLines(tx, cartId, lines, at);
  // Moved, not copied: a checkout that was begun over the brought cart must not sell the same things again.
  await deleteLines(tx, from);
  await setJoined(tx, from, at);
  return { cart: await viewCart(deps, tx, await findOpenCart(tx, to)), leftOut, isNew: true };
}
