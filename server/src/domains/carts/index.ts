/** Front door of carts: one open cart per customer, priced from the catalogue whenever it is looked at. Holds no stock. */
import type { CartId, CustomerId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';
import type { VariantForSale } from '../catalog/index.ts';

export interface CartLine {
  readonly variant: VariantForSale;
  readonly quantity: number;
  readonly total: Money;
  /** Free units for a tracked variant; undefined: not counted. */
  readonly available: number | undefined;
  /** Why it cannot be bought as it stands; undefined when it can. */
  readonly problem: 'gone' | 'out_of_stock' | 'too_few' | undefined;
}

export interface CartView {
  readonly cartId: CartId | undefined;
  readonly lines: readonly CartLine[];
  readonly count: number;
  readonly subtotal: Money;
  readonly weightGrams: number;
}

export interface Carts {
  view(tx: Tx, customerId: CustomerId): Promise<CartView>;
  viewById(tx: Tx, cartId: CartId): Promise<CartView>;
  /** Adds to what is there. Refuses `variant.not_found`, `stock.insufficient` (with how many are left in `message`-free `details`), `cart.full` (50 lines, 99 of each). */
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
