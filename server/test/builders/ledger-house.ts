/** A shop floor with the steps of a stock ledger as short verbs, and everything that must always hold of it and its books in one look. */
import { type LocationId, type MerchantId, newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import type { Purchase } from '../../src/domains/stock/index.ts';
import type { Tx } from '../../src/foundation/db/database.ts';
import { insertOrderRow } from './order-row.ts';
import { insertMerchant, openShopFloor, type ShopFloor, stockProduct } from './shop-floor.ts';

export type LedgerHouse = Awaited<ReturnType<typeof openLedgerHouse>>;

export async function openLedgerHouse() {
  const floor = await openShopFloor();
  return { ...floor, newLedger: async () => ledgerOf(floor, await insertMerchant(floor.database)) };
}

export type Ledger = ReturnType<typeof ledgerOf>;

/** A merchant of its own. */
function ledgerOf(floor: ShopFloor, merchantId: MerchantId) {
  const { stock, books } = floor;
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => floor.database.inTx(merchantId, work);
  const actor = 'test';
  return {
    ...floor,
    merchantId,
    inTx,
    variant: async () => (await inTx((tx) => stockProduct(floor, tx))).variantId,
    order: () => inTx(insertOrderRow),
    receive: (variantId: VariantId, quantity: number, costMinor: number, locationId?: LocationId) =>
      inTx((tx) =>
        stock.receivePurchase(tx, {
          supplier: 'Mills',
          lines: [{ variantId, quantity, unitCost: money(costMinor, 'INR') }],
          ...(locationId && { locationId }),
          actor,
        }),
      ),
    sell: (orderId: OrderId, variantId: VariantId, quantity: number) =>
      inTx((tx) => stock.issueForOrder(tx, { orderId, lines: [{ variantId, quantity }] })),
    takeBack: (orderId: OrderId, variantId: VariantId, came: { restocked?: number; damaged?: number; missing?: number }) =>
      inTx((tx) =>
        stock.receiveReturn(tx, {
          orderId,
          returnId: newId<string>(),
          lines: [{ variantId, restocked: 0, damaged: 0, missing: 0, ...came }],
          actor,
        }),
      ),
    sendBack: (purchase: Purchase, variantId: VariantId, quantity: number, costMinor?: number) =>
      inTx((tx) =>
        stock.returnPurchase(tx, {
          purchaseId: purchase.id,
          lines: [{ variantId, quantity, ...(costMinor !== undefined && { unitCostMinor: BigInt(costMinor) }) }],
          actor,
        }),
      ),
    correct: (purchase: Purchase, variantId: VariantId, costMinor: number) =>
      inTx((tx) => stock.correctPurchase(tx, { purchaseId: purchase.id, lines: [{ variantId, unitCostMinor: BigInt(costMinor) }], actor })),
    /** Units and value of a variant over all places. */
    worth: (variantId: VariantId) =>
      inTx(async (tx) => {
        const { items } = await stock.levelPage(tx, { variantId, page: 1, limit: 100 });
        return {
          units: items.reduce((total, level) => total + level.onHand, 0),
          value: items.reduce((total, level) => total + level.valueMinor, 0n),
        };
      }),
    /** debit − credit of an account. */
    balance: (role: Parameters<typeof books.balance>[1]) => inTx(async (tx) => (await books.balance(tx, role)).minor),
    /** Everything that differs, named: the ledger, its chain, and the inventory account against what stock is worth. Empty when all holds. */
    differences: () =>
      inTx(async (tx) => {
        const { differences, valueMinor } = await stock.verifyStock(tx);
        const inventory = (await books.balance(tx, 'inventory')).minor;
        const { rows } = await sql<{ off: bigint }>`
          select coalesce(sum(debit_minor) - sum(credit_minor), 0)::bigint as off from journal_lines where merchant_id = ${tx.merchantId}`.execute(
          tx.db,
        );
        return [
          ...differences.map((each) => `${each.what}: ${each.where}: ${each.expected} / ${each.found}`),
          ...(inventory === valueMinor ? [] : [`inventory ${inventory} / stock ${valueMinor}`]),
          ...(rows[0]?.off === 0n ? [] : [`debits − credits ${rows[0]?.off}`]),
        ];
      }),
    place: async (name: string) => expectOk(await inTx((tx) => stock.addLocation(tx, { name }))).id,
  };
}
