/** Two hundred orders at once for the last fifty units, on a real PostgreSQL: nobody gets what is not there, and every sale is in the books. */
import type { CustomerId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk, type Result } from '@parley/contract/values/result.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { stockProduct } from '../builders/shop-floor.ts';
import { breachesOf } from './check-shop.ts';
import { openProofHouse, type ProofShop } from './proof-shop.ts';

const [ORDERS, UNITS, COST] = [200, 50, 333];
const actor = 'staff:1';

it.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
  'two hundred orders for the last fifty units: exactly fifty are sold, each with entries that balance (needs TEST_DATABASE_URL)',
  async () => {
    const house = await openProofHouse(16);
    try {
      const shop = await house.newShop({ taxRateBp: 1_075, pricesIncludeTax: true });
      const { variantId } = await shop.inTx((tx) => stockProduct(shop, tx, { name: 'Lanternfig', priceMinor: 2_499 }));
      const lines = [{ variantId, quantity: UNITS, unitCost: money(COST, 'INR') }];
      expectOk(await shop.inTx((tx) => shop.stock.receivePurchase(tx, { supplier: 'Mills', lines, actor })));
      const customers: CustomerId[] = [];
      for (let number = 0; number < ORDERS; number += 1) customers.push(await customerOf(shop, number));
      const results = await Promise.all(customers.map((customerId) => buy(shop, variantId, customerId)));
      const refused = results.flatMap((result) => (result.ok ? [] : [result.refusal.code]));
      expect(ORDERS - refused.length).toBe(UNITS);
      expect(new Set(refused)).toEqual(new Set(['order.out_of_stock']));
      await check(shop, variantId);
    } finally {
      await house.close();
    }
  },
  120_000,
);

async function customerOf(shop: ProofShop, number: number): Promise<CustomerId> {
  const phone = `91987${String(1_000_000 + number).slice(-7)}`;
  return (await shop.inTx((tx) => shop.customers.identify(tx, { phone, name: `Buyer ${number}` }))).id;
}

/** Placed and confirmed, as staff do. */
async function buy(shop: ProofShop, variantId: VariantId, customerId: CustomerId): Promise<Result<unknown>> {
  const input = { customerId, lines: [{ variantId, quantity: 1 }], deliveryMethod: 'pickup' as const, actor };
  const placed = await shop.inTx((tx) => shop.orders.placeFor(tx, input));
  return placed.ok ? shop.inTx((tx) => shop.orders.confirm(tx, placed.value.id, actor)) : placed;
}

async function check(shop: ProofShop, variantId: VariantId): Promise<void> {
  const { rows } = await shop.inTx((tx) =>
    sql<{ sales: number; orders: number; off: bigint }>`
      select count(distinct e.id) filter (where e.cause_kind = 'sale')::int as sales,
        count(distinct e.order_id)::int as orders, sum(l.debit_minor - l.credit_minor)::bigint as off
      from journal_entries e join journal_lines l on l.merchant_id = e.merchant_id and l.entry_id = e.id
      where e.merchant_id = ${tx.merchantId} and e.order_id is not null
      group by e.merchant_id`.execute(tx.db),
  );
  expect(rows).toEqual([{ sales: UNITS, orders: UNITS, off: 0n }]);
  const { rows: uneven } = await shop.inTx((tx) =>
    sql`select entry_id from journal_lines where merchant_id = ${tx.merchantId} group by entry_id having sum(debit_minor) <> sum(credit_minor)`.execute(
      tx.db,
    ),
  );
  expect(uneven).toEqual([]);
  const [level] = await shop.inTx((tx) => shop.stock.levels(tx, [variantId]));
  expect(level).toMatchObject({ onHand: 0, held: 0 });
  expect((await shop.inTx((tx) => shop.books.balance(tx, 'cost_of_goods'))).minor).toBe(BigInt(UNITS * COST));
  expect(await breachesOf(shop, true)).toEqual([]);
  expect((await shop.inTx((tx) => shop.books.verify(tx))).differences).toEqual([]);
}
