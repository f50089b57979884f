/** Front door of carts: one open cart per customer and one per visitor, priced from the catalogue whenever it is looked at. Holds no stock. */
import type { CartId, CustomerId, VariantId, VisitorId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { findCart, findOpenCart, setOrdered } from './cart.store.ts';
import type { CartHolder, CartView } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';
import { addToCart, removeFromCart, setQuantity } from './change-cart.ts';
import { useHandoff } from './handoff.store.ts';
import { codeFor, type Joined, joinByCode, joinVisitor, moveToCustomer } from './join-carts.ts';
import { replaceCart } from './replace-cart.ts';
import { viewCart } from './view-cart.ts';

export { cartJobs, cartSchedules, VISITOR_CART_DAYS } from './cart.jobs.ts';
export type { CartHolder, CartLine, CartView } from './cart.ts';
export { CART_CODE } from './cart-code.ts';
export type { CartsDeps } from './carts-deps.ts';
export type { Joined } from './join-carts.ts';

export interface Carts {
  /** The holder's open cart; a holder is a customer's id, or `{visitorId}` for a browser that has not said whose it is. */
  view(tx: Tx, holder: CartHolder): Promise<CartView>;
  viewById(tx: Tx, cartId: CartId): Promise<CartView>;
  /** The holder's open cart, or this one, if anything lies in it. */
  filled(tx: Tx, which: CartHolder | { readonly cartId: CartId }): Promise<CartId | undefined>;
  /** Adds to what is there. Refuses `variant.not_found`, `stock.insufficient` (`details[0].message` is how many can be had, bare: `3`), `cart.full` (50 lines, 99 of each). */
  add(tx: Tx, holder: CartHolder, line: { readonly variantId: VariantId; readonly quantity: number }): Promise<Result<CartView>>;
  /** 0 removes. */
  setQuantity(tx: Tx, holder: CartHolder, line: { readonly variantId: VariantId; readonly quantity: number }): Promise<Result<CartView>>;
  remove(tx: Tx, holder: CartHolder, variantId: VariantId): Promise<CartView>;
  clear(tx: Tx, holder: CartHolder): Promise<CartView>;
  /** Replaces the cart with these lines (repeat order, native cart); what cannot be bought is left out and told. */
  replace(
    tx: Tx,
    holder: CartHolder,
    lines: readonly { readonly variantId: VariantId; readonly quantity: number }[],
  ): Promise<{
    readonly cart: CartView;
    readonly leftOut: readonly { readonly variantId: VariantId; readonly why: 'gone' | 'out_of_stock' | 'reduced' }[];
  }>;
  /** The visitor's open cart into the customer's, by the rule of merge-lines.ts; again changes nothing. */
  joinVisitor(tx: Tx, visitorId: VisitorId, customerId: CustomerId): Promise<Joined>;
  /** The same by the word the visitor was given. Refuses `cart.code_unknown`. */
  joinByCode(tx: Tx, code: string, customerId: CustomerId): Promise<Result<Joined>>;
  /** The word that brings this visitor's cart into a chat; undefined while it is empty. */
  codeFor(tx: Tx, visitorId: VisitorId): Promise<string | undefined>;
  /** Two customers turned out to be one. */
  moveToCustomer(tx: Tx, from: CustomerId, to: CustomerId): Promise<void>;
  /** Whether this link from the chat is opened for the first time; from now on it was opened. */
  openHandoff(tx: Tx, id: string, expiresAt: Date): Promise<boolean>;
  /** The cart became an order: the next add opens a new one. */
  markOrdered(tx: Tx, cartId: CartId): Promise<void>;
}

export function createCarts(deps: CartsDeps): Carts {
  return {
    view: async (tx, holder) => viewCart(deps, tx, await findOpenCart(tx, holder)),
    viewById: async (tx, cartId) => viewCart(deps, tx, await findCart(tx, cartId)),
    async filled(tx, which) {
      const isKnown = typeof which !== 'string' && 'cartId' in which;
      const cart = await (isKnown ? findCart(tx, which.cartId) : findOpenCart(tx, which));
      return cart && cart.lines.length > 0 ? cart.id : undefined;
    },
    add: (tx, holder, line) => addToCart(deps, tx, holder, line),
    setQuantity: (tx, holder, line) => setQuantity(deps, tx, holder, line),
    remove: (tx, holder, variantId) => removeFromCart(deps, tx, holder, variantId),
    clear: (tx, holder) => removeFromCart(deps, tx, holder),
    replace: (tx, holder, lines) => replaceCart(deps, tx, holder, lines),
    joinVisitor: (tx, visitorId, customerId) => joinVisitor(deps, tx, visitorId, customerId),
    joinByCode: (tx, code, customerId) => joinByCode(deps, tx, code, customerId),
    codeFor: (tx, visitorId) => codeFor(deps, tx, visitorId),
    moveToCustomer: (tx, from, to) => moveToCustomer(deps, tx, from, to),
    openHandoff: useHandoff,
    markOrdered: (tx, cartId) => setOrdered(tx, cartId, deps.clock.now()),
  };
}
