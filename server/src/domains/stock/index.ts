/**
 * Front door of stock: an append-only ledger of movements with cost and age, levels, holds with expiry, purchases, counts, transfers. Never lets
 * anything go below zero, whoever races; every change of value is posted in the books in the same transaction.
 */
import type { LocationId, OrderId, ProductId, VariantId } from '@parley/contract/values/id.ts';
import type { Result } from '@parley/contract/values/result.ts';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../foundation/db/database.ts';
import type { Posting } from '../books/index.ts';
import { type Adjusted, type Adjustment, type Adjustments, adjustMany, adjustStock } from './adjust-stock.ts';
import { addLocation, changeLocation, closeLocation, type LocationChange } from './change-locations.ts';
import { correctPurchase, type PurchaseCorrection } from './correct-purchase.ts';
import { type Count, type Counted, countStock } from './count-stock.ts';
import { holdStock } from './hold-stock.ts';
import { issueForOrder, issueMore } from './issue-for-order.ts';
import { availableUnits, freeUnitsSql, readLevels } from './level.store.ts';
import { type LevelQuery, type ListedLevel, pageOfLevels } from './level-list.store.ts';
import { defaultLocation, type Location, listLocations } from './location.store.ts';
import { pageOfMovements, type StoredMovement } from './movement.store.ts';
import { findPurchase, type PurchaseChange, pageOfPurchases, purchaseChanges, purchasesOfChanges } from './purchase.store.ts';
import type { Purchase } from './purchase.ts';
import { putBack, putBackSome } from './put-back.ts';
import { type PurchaseInput, receivePurchase } from './receive-purchase.ts';
import { type ReturnReceipt, type ReturnReceived, receiveReturn } from './receive-return.ts';
import { reholdStock } from './rehold-stock.ts';
import { releaseExpired, releaseStock } from './release-stock.ts';
import { type PurchaseReturn, returnPurchase } from './return-purchase.ts';
import type { StockDeps } from './stock-deps.ts';
import type { StockLevel, StockLine } from './stock-level.ts';
import { type Transfer, type Transferred, transferStock } from './transfer-stock.ts';
import type { PageQuery } from './valuation.store.ts';
import { type Ageing, ageing, type Valuation, valuation } from './value-stock.ts';
import { type StockVerification, verifyStock } from './verify-stock.ts';

export type { Adjusted, Adjustment, AdjustmentLine, Adjustments } from './adjust-stock.ts';
export type { LevelQuery, ListedLevel } from './level-list.store.ts';
export type { Location } from './location.store.ts';
export type { StoredMovement } from './movement.store.ts';
export type { Purchase, PurchaseLine } from './purchase.ts';
export type { ReturnReceipt, ReturnReceived } from './receive-return.ts';
export { stockJobs, stockSchedules } from './stock.jobs.ts';
export { AGE_BUCKETS } from './stock-ageing.ts';
export type { StockDeps } from './stock-deps.ts';
export type { StockLevel, StockLine } from './stock-level.ts';
export type { Ageing, Valuation } from './value-stock.ts';
export type { StockVerification } from './verify-stock.ts';

/** Units of an order that change after it was issued; `changeId` makes a repeat harmless. */
export interface OrderChange {
  readonly orderId: OrderId;
  readonly changeId: string;
  readonly lines: readonly StockLine[];
  readonly actor: string;
}

export interface Stock {
  /** on hand minus held over all places, for tracked variants; a variant that is not tracked is not in the map. */
  available(tx: Tx, ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, number>>;
  levels(tx: Tx, ids: readonly VariantId[]): Promise<readonly StockLevel[]>;
  /** All lines or none. Untracked variants pass through. Repeating it for the same order changes nothing but the expiry. Refuses `stock.insufficient` naming the lines (`items.N.quantity`). */
  hold(
    tx: Tx,
    input: { readonly orderId: OrderId; readonly lines: readonly StockLine[]; readonly expiresAt: Date; readonly isNew?: boolean },
  ): Promise<Result<void>>;
  /** What the order holds becomes these lines, all of them or it stays as it was. Refuses `stock.insufficient` like `hold`. */
  rehold(
    tx: Tx,
    input: { readonly orderId: OrderId; readonly lines: readonly StockLine[]; readonly expiresAt: Date },
  ): Promise<Result<void>>;
  /** Lets go what this order still holds; nothing to release is fine. */
  release(tx: Tx, orderId: OrderId): Promise<void>;
  /**
   * Turns the order's holds into issues (reason `sale`) and posts their cost, once. Lines whose hold is gone are issued from what is free; refuses
   * `stock.insufficient` when that is not enough, and then changes nothing. Locks the ends of both chains: call it as late as you can.
   */
  issueForOrder(
    tx: Tx,
    input: {
      readonly orderId: OrderId;
      readonly lines: readonly StockLine[];
      readonly actor?: string;
      /** Takes the posting, for a caller that posts more of the same event: it must post it. */
      readonly postings?: Posting[];
    },
  ): Promise<Result<void>>;
  /** Puts what the order still has out back (reason `sale_cancelled`), at the cost it left with; also what the courier brought back. Once. */
  putBack(tx: Tx, orderId: OrderId, actor?: string): Promise<void>;
  /** More units for an order that was issued. Refuses `stock.insufficient`. */
  issueMore(tx: Tx, input: OrderChange): Promise<Result<void>>;
  /** Some units of an issued order back, at the cost they left with. Refuses `stock.insufficient` for more than it has. */
  putBackSome(tx: Tx, input: OrderChange): Promise<Result<void>>;
  /** What came back of a return now: restocked at the cost it left with, damaged written off at that cost, missing nothing. Refuses `stock.insufficient` for more than the order has out. */
  receiveReturn(tx: Tx, input: ReturnReceipt): Promise<Result<ReturnReceived>>;
  /** Signed difference; opens counting for a variant that was not tracked. Refuses below what is free. `causeId` makes a repeat harmless. */
  adjust(tx: Tx, input: Adjustment): Promise<Result<Adjusted>>;
  /** As adjust, for many variants at once: one entry in the books. */
  adjustMany(tx: Tx, input: Adjustments): Promise<Result<void>>;
  /** Refuses `variant.not_found`, `location.not_found`, `stock.insufficient` below what is promised. */
  count(tx: Tx, input: Count): Promise<Result<Counted>>;
  /** Refuses `location.not_found`, `stock.insufficient`, `request.invalid`. */
  transfer(tx: Tx, input: Transfer): Promise<Result<Transferred>>;
  /** Refuses `variant.not_found`, `location.not_found`, `request.invalid`. */
  receivePurchase(tx: Tx, input: PurchaseInput): Promise<Result<Purchase>>;
  /** Refuses `purchase.not_found`, `purchase.return_too_large`, `stock.insufficient`. */
  returnPurchase(tx: Tx, input: PurchaseReturn): Promise<Result<Purchase>>;
  /** Refuses `purchase.not_found`, `request.invalid`. */
  correctPurchase(tx: Tx, input: PurchaseCorrection): Promise<Result<Purchase>>;
  purchase(tx: Tx, id: string): Promise<Purchase | undefined>;
  purchaseChanges(tx: Tx, id: string): Promise<readonly PurchaseChange[]>;
  /** Change id → purchase id. */
  purchasesOfChanges(tx: Tx, changeIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  purchasePage(
    tx: Tx,
    query: { readonly supplier?: string; readonly search?: string; readonly page: number; readonly limit: number },
  ): Promise<{ readonly items: readonly Purchase[]; readonly total: number }>;
  locations(tx: Tx): Promise<readonly Location[]>;
  addLocation(tx: Tx, input: { readonly name: string; readonly isDefault?: true }): Promise<Result<Location>>;
  changeLocation(tx: Tx, id: LocationId, change: LocationChange): Promise<Result<Location>>;
  /** Refuses `location.in_use` for the default and for places where units lie. */
  closeLocation(tx: Tx, id: LocationId): Promise<Result<{ readonly id: LocationId }>>;
  /** Without a page: everything. */
  valuation(tx: Tx, page?: PageQuery): Promise<Valuation>;
  ageing(tx: Tx, page?: PageQuery): Promise<Ageing>;
  /** Recomputes all and names what differs. */
  verifyStock(tx: Tx): Promise<StockVerification>;
  /** The merchant's default place, made when missing: called once at sign-up. */
  openStock(tx: Tx): Promise<void>;
  /** Lets go the merchant's holds that are past `now`; answers how many (call again while not 0). */
  releaseExpired(tx: Tx, now: Date): Promise<number>;
  /** Free units as SQL over a variant's id, for lists of other rooms. */
  freeUnits(variantId: RawBuilder<string>): RawBuilder<number>;
  movementPage(
    tx: Tx,
    query: { readonly variantId?: VariantId; readonly productId?: ProductId; readonly before?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly StoredMovement[]; readonly nextCursor: string | undefined }>;
  levelPage(tx: Tx, query: LevelQuery): Promise<{ readonly items: readonly ListedLevel[]; readonly total: number }>;
}

/** @param deps.onOpened the catalogue's `markTracked`. */
export function createStock(deps: StockDeps): Stock {
  return {
    available: availableUnits,
    levels: readLevels,
    hold: (tx, input) => holdStock(deps, tx, input),
    rehold: (tx, input) => reholdStock(deps, tx, input),
    release: (tx, orderId) => releaseStock(deps, tx, orderId),
    issueForOrder: (tx, input) => issueForOrder(deps, tx, input),
    putBack: (tx, orderId, actor) => putBack(deps, tx, orderId, actor),
    issueMore: (tx, input) => issueMore(deps, tx, input),
    putBackSome: (tx, input) => putBackSome(deps, tx, input),
    receiveReturn: (tx, input) => receiveReturn(deps, tx, input),
    adjust: (tx, input) => adjustStock(deps, tx, input),
    adjustMany: (tx, input) => adjustMany(deps, tx, input),
    count: (tx, input) => countStock(deps, tx, input),
    transfer: (tx, input) => transferStock(deps, tx, input),
    receivePurchase: (tx, input) => receivePurchase(deps, tx, input),
    returnPurchase: (tx, input) => returnPurchase(deps, tx, input),
    correctPurchase: (tx, input) => correctPurchase(deps, tx, input),
    purchase: findPurchase,
    purchaseChanges,
    purchasesOfChanges,
    purchasePage: pageOfPurchases,
    locations: listLocations,
    addLocation: (tx, input) => addLocation(deps, tx, input),
    changeLocation,
    closeLocation: (tx, id) => closeLocation(deps, tx, id),
    valuation,
    ageing: (tx, page) => ageing(deps, tx, page),
    verifyStock,
    openStock: async (tx) => {
      await defaultLocation(tx, deps.clock.now());
    },
    releaseExpired,
    freeUnits: freeUnitsSql,
    movementPage: pageOfMovements,
    levelPage: pageOfLevels,
  };
}
