/** Front door of stock: movements, levels, holds with expiry. Never lets anything go below zero, whoever races. */
import type { LocationId, OrderId, VariantId } from '@parley/contract/values/id.ts';
import type { Money } from '@parley/contract/values/money.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { Tx } from '../../foundation/db/database.ts';

export interface StockLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

export interface Stock {
  /** on hand minus held over all places, for tracked variants; a variant that is not tracked is not in the map. */
  available(tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, number>>;
  levels(
    tx: Tx,
    ids: readonly VariantId[],
  ): Promise<readonly { readonly variantId: VariantId; readonly locationId: LocationId; readonly onHand: number; readonly held: number }[]>;
  /** All lines or none. Untracked variants pass through. Repeating it for the same order changes nothing but the expiry. Refuses `stock.insufficient` naming the lines (`items.N.quantity`). */
  hold(tx: Tx, input: { readonly orderId: OrderId; readonly lines: readonly StockLine[]; readonly expiresAt: Date }): Promise<Result<void>>;
  /** Lets go what this order still holds; nothing to release is fine. */
  release(tx: Tx, orderId: OrderId): Promise<void>;
  /** Turns the order's holds into issues (reason `sale`), once. Lines whose hold is gone are issued from what is free; refuses `stock.insufficient` when that is not enough, and then changes nothing. */
  issueForOrder(tx: Tx, input: { readonly orderId: OrderId; readonly lines: readonly StockLine[] }): Promise<Result<void>>;
  /** Puts the order's issued units back (reason `sale_cancelled`), once. */
  putBack(tx: Tx, orderId: OrderId): Promise<void>;
  /** Signed difference; opens counting for a variant that was not tracked. Refuses below what is free. `causeId` makes a repeat harmless. */
  adjust(
    tx: Tx,
    input: {
      readonly variantId: VariantId;
      readonly quantity: number;
      readonly reason: 'opening' | 'adjustment' | 'purchase' | 'write_off' | 'count';
      readonly note?: string;
      readonly unitCost?: Money;
      readonly causeKind: string;
      readonly causeId: string;
      readonly actor: string;
    },
  ): Promise<Result<{ readonly onHand: number; readonly available: number }>>;
}
