/** Many at once on one ledger: chains without a gap, entries balanced, stock and books agreed. Races are real where TEST_DATABASE_URL names a PostgreSQL. */
import { newId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Ledger, type LedgerHouse, openLedgerHouse } from '../../../test/builders/ledger-house.ts';

let floor: LedgerHouse;
let ledger: Ledger;
beforeAll(async () => {
  floor = await openLedgerHouse();
});
beforeEach(async () => {
  ledger = await floor.newLedger();
});
afterAll(() => floor.close());

const many = <T>(count: number, work: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => work(n)));

it('200 orders at once for the last 50 units: exactly 50 succeed, each with its own balanced cost', async () => {
  const variantId = await ledger.variant();
  expectOk(await ledger.receive(variantId, 50, 333));
  const orders = await many(200, () => ledger.order());
  const sold = await Promise.all(orders.map((orderId) => ledger.sell(orderId, variantId, 1)));
  const won = orders.filter((_, index) => sold[index]?.ok);
  expect(won).toHaveLength(50);
  expect(await ledger.worth(variantId)).toEqual({ units: 0, value: 0n });
  for (const orderId of won.slice(0, 5)) {
    const [entry] = await ledger.inTx((tx) => ledger.books.entriesOfOrder(tx, orderId));
    expect(entry?.lines.map((line) => [line.debit.minor, line.credit.minor])).toEqual(
      expect.arrayContaining([
        [333n, 0n],
        [0n, 333n],
      ]),
    );
  }
  expect(await ledger.differences()).toEqual([]);
});

it('buying, selling, returning, correcting, counting and moving at once leaves stock and books agreed', async () => {
  const variants = await many(4, () => ledger.variant());
  const cellar = await ledger.place('Cellar');
  const bought = await Promise.all(variants.map(async (variantId) => expectOk(await ledger.receive(variantId, 40, 777))));
  const orders = await many(40, () => ledger.order());
  await many(160, async (n) => {
    const variantId = variants[n % 4];
    const purchase = bought[n % 4];
    const orderId = orders[n % 40];
    if (!variantId || !purchase || !orderId) throw new Error('the world is smaller than it was made');
    const lines = [{ variantId, quantity: 1 + (n % 3) }];
    if (n % 8 === 0) return ledger.receive(variantId, 3, 500 + n);
    if (n % 8 === 1) return ledger.correct(purchase, variantId, 600 + n);
    if (n % 8 === 2) return ledger.inTx((tx) => ledger.stock.transfer(tx, { to: cellar, lines, actor: 'test' }));
    if (n % 8 === 3) return ledger.sendBack(purchase, variantId, 1, 700);
    if (n % 8 === 4) return ledger.takeBack(orderId, variantId, { restocked: 1 });
    if (n % 16 === 5) return ledger.inTx((tx) => ledger.stock.count(tx, { lines: [{ variantId, counted: 20 }], actor: 'test' }));
    if (n % 16 === 13) return ledger.inTx((tx) => ledger.stock.putBack(tx, orderId));
    return ledger.sell(orderId, variantId, 1 + (n % 3));
  });
  expect(await ledger.differences()).toEqual([]);
  expect((await ledger.inTx((tx) => ledger.stock.verifyStock(tx))).movements).toBeGreaterThan(60);
});

it('the first movements of a merchant at once begin one chain', async () => {
  const variants = await many(6, () => ledger.variant());
  const causes = { reason: 'opening', causeKind: 'test', actor: 'test' } as const;
  await Promise.all(
    variants.map((variantId) =>
      ledger.inTx((tx) => ledger.stock.adjust(tx, { ...causes, variantId, quantity: 2, causeId: newId<string>() })),
    ),
  );
  expect((await ledger.inTx((tx) => ledger.stock.verifyStock(tx))).movements).toBe(6);
  expect(await ledger.differences()).toEqual([]);
});
