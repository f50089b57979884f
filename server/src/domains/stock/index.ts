/** Front door of stock: movements, levels, holds with expiry. Never lets anything go below zero, whoever races. */
import type { LocationId, OrderId, VariantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import { type AdjustDeps, type Adjusted, type Adjustment, adjustStock } from './adjust-stock.ts';
import { holdStock } from './hold-stock.ts';
import { issueForOrder } from './issue-for-order.ts';
import { availableUnits, defaultLocation, freeUnitsSql, type ListedLevel, pageOfLevels, readLevels } from './level.store.ts';
import { pageOfMovements, type StoredMovement } from './movement.store.ts';
import { putBack } from './put-back.ts';
import { releaseExpired, releaseStock } from './release-stock.ts';
import type { StockLine } from './stock-level.ts';

export type { Adjusted, Adjustment } from './adjust-stock.ts';
export type { ListedLevel } from './level.store.ts';
export type { StoredMovement } from './movement.store.ts';
export { stockJobs, stockSchedules } from './stock.jobs.ts';
export type { StockLine } from './stock-level.ts';

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
  adjust(tx: Tx, input: Adjustment): Promise<Result<Adjusted>>;
  /** The merchant's default place, made when missing: called once at sign-up. */
  openStock(tx: Tx): Promise<void>;
  /** Lets go the merchant's holds that are past `now`; answers how many (call again while not 0). */
  releaseExpired(tx: Tx, now: Date): Promise<number>;
  /** Free units as SQL over a variant's id, for lists of other rooms. */
  freeUnits(variantId: RawBuilder<string>): RawBuilder<number>;
  movementPage(
    tx: Tx,
    query: { readonly variantId?: VariantId; readonly before?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly StoredMovement[]; readonly nextCursor: string | undefined }>;
  levelPage(
    tx: Tx,
    query: { readonly variantId?: VariantId; readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly ListedLevel[]; readonly total: number }>;
}

/** @param deps.onOpened the catalogue's `markTracked`. */
export function createStock(deps: AdjustDeps): Stock {
  return {
    available: availableUnits,
    levels: readLevels,
    hold: (tx, input) => holdStock(deps, tx, input),
    release: (tx, orderId) => releaseStock(deps, tx, orderId),
    issueForOrder: (tx, input) => issueForOrder(deps, tx, input),
    putBack: (tx, orderId) => putBack(deps, tx, orderId),
    adjust: (tx, input) => adjustStock(deps, tx, input),
    openStock: async (tx) => {
      await defaultLocation(tx, deps.clock.now());
    },
    releaseExpired,
    freeUnits: freeUnitsSql,
    movementPage: pageOfMovements,
    levelPage: pageOfLevels,
  };
}
