/** Front door of carts: one open cart per customer, priced from the catalogue whenever it is looked at. Holds no stock. */
import type { CartId, CustomerId, VariantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import { findCart, findOpenCart, setOrdered } from './cart.store.ts';
import type { CartView } from './cart.ts';
import type { CartsDeps } from './carts-deps.ts';
import { addToCart, removeFromCart, setQuantity } from './change-cart.ts';
import { replaceCart } from './replace-cart.ts';
import { viewCart } from './view-cart.ts';

export type { CartLine, CartView } from './cart.ts';
export type { CartsDeps } from './carts-deps.ts';

export interface Carts {
  view(tx: Tx, customerId: CustomerId): Promise<CartView>;
  viewById(tx: Tx, cartId: CartId): Promise<CartView>;
  /** Adds to what is there. Refuses `variant.not_found`, `stock.insufficient` (`details[0].message` is how many can be had, bare: `3`), `cart.full` (50 lines, 99 of each). */
  add(tx: Tx, customerId: CustomerId, line: { readonly variantId: VariantId; readonly quantity: number }): Promise<Result<CartView>>;
  /** 0 removes. */
  setQuantity(
    tx: Tx,
    customerId: CustomerId,
    line: { readonly variantId: VariantId; readonly quantity: number },
  ): Promise<Result<CartView>>;
  remove(tx: Tx, customerId: CustomerId, variantId: VariantId): Promise<CartView>;
  clear(tx: Tx, customerId: CustomerId): Promise<CartView>;
  /** Replaces the cart with these lines (repeat order, native cart); what cannot be bought is left out and told. */
  replace(
    tx: Tx,
    customerId: CustomerId,
    lines: readonly { readonly variantId: VariantId; readonly quantity: number }[],
  ): Promise<{
    readonly cart: CartView;
    readonly leftOut: readonly { readonly variantId: VariantId; readonly why: 'gone' | 'out_of_stock' | 'reduced' }[];
  }>;
  /** The cart became an order: the next add opens a new one. */
  markOrdered(tx: Tx, cartId: CartId): Promise<void>;
}

export function createCarts(deps: CartsDeps): Carts {
  return {
    view: async (tx, customerId) => viewCart(deps, tx, await findOpenCart(tx, customerId)),
    viewById: async (tx, cartId) => viewCart(deps, tx, await findCart(tx, cartId)),
    add: (tx, customerId, line) => addToCart(deps, tx, customerId, line),
    setQuantity: (tx, customerId, line) => setQuantity(deps, tx, customerId, line),
    remove: (tx, customerId, variantId) => removeFromCart(deps, tx, customerId, variantId),
    clear: (tx, customerId) => removeFromCart(deps, tx, customerId),
    replace: (tx, customerId, lines) => replaceCart(deps, tx, customerId, lines),
    markOrdered: (tx, cartId) => setOrdered(tx, cartId, deps.clock.now()),
  };
}
