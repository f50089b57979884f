/** Whatever order things happen in, and however many at once, stock stays true. Races are real where TEST_DATABASE_URL names a PostgreSQL. */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopFloor, type ShopFloor, stockProduct } from '../../../test/builders/shop-floor.ts';

let floor: ShopFloor;
beforeAll(async () => {
  floor = await openShopFloor();
});
afterAll(() => floor.close());

const soon = () => new Date(floor.clock.now().getTime() + 15 * minuteMs);

async function ledger(variantId: VariantId) {
  return floor.inTx(async (tx) => {
    const level = (await floor.stock.levels(tx, [variantId]))[0];
    const { rows } = await sql<{ moved: number; promised: number }>`
      select (select coalesce(sum(quantity), 0)::int from stock_movements where variant_id = ${variantId}) as moved,
        (select coalesce(sum(quantity), 0)::int from stock_holds where variant_id = ${variantId} and state = 'active') as promised`.execute(
      tx.db,
    );
    return { onHand: level?.onHand ?? 0, held: level?.held ?? 0, moved: rows[0]?.moved, promised: rows[0]?.promised };
  });
}

const verb = fc.constantFrom('hold', 'release', 'issue', 'putBack', 'adjust', 'sweep');
const step = fc.record({
  verb,
  order: fc.integer({ min: 0, max: 3 }),
  first: fc.integer({ min: 1, max: 4 }),
  second: fc.integer({ min: 1, max: 4 }),
  by: fc.integer({ min: -4, max: 4 }),
});

describe('whatever several orders do', () => {
  it('nothing falls below zero, what is held is on hand, and the ledger adds up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const [a, b] = await floor.inTx(async (tx) => [
          (await stockProduct(floor, tx, { units: 8 })).variantId,
          (await stockProduct(floor, tx, { units: 5 })).variantId,
        ]);
        const orders = [0, 1, 2, 3].map(() => newId<OrderId>());
        for (const each of steps) {
          await act(each, orders[each.order] ?? newId<OrderId>(), a, b);
          for (const variantId of [a, b]) {
            const now = await ledger(variantId);
            expect(now.onHand).toBeGreaterThanOrEqual(now.held);
            expect(now.held).toBeGreaterThanOrEqual(0);
            expect(now.moved).toBe(now.onHand);
            expect(now.promised).toBe(now.held);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the last units are sold once: 200 at once for 50 units make exactly 50 holds', async () => {
    const { variantId } = await floor.inTx((tx) => stockProduct(floor, tx, { units: 50 }));
    const results = await Promise.all(
      Array.from({ length: 200 }, () =>
        floor.inTx((tx) => floor.stock.hold(tx, { orderId: newId<OrderId>(), lines: [{ variantId, quantity: 1 }], expiresAt: soon() })),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(50);
    expect(await ledger(variantId)).toEqual({ onHand: 50, held: 50, moved: 50, promised: 50 });
  });

  it('orders that want the same things in opposite order neither wait for each other for ever nor oversell', async () => {
    const ids = await floor.inTx(async (tx) => {
      const made: VariantId[] = [];
      for (let n = 0; n < 6; n += 1) made.push((await stockProduct(floor, tx, { units: 20 })).variantId);
      return made;
    });
    const results = await Promise.all(
      Array.from({ length: 80 }, async (_, n) => {
        const orderId = newId<OrderId>();
        const lines = (n % 2 === 0 ? ids : ids.toReversed()).map((variantId) => ({ variantId, quantity: 1 }));
        const held = await floor.inTx((tx) => floor.stock.hold(tx, { orderId, lines, expiresAt: soon() }));
        if (!held.ok) return false;
        if (n % 3 === 0) return (await floor.inTx((tx) => floor.stock.issueForOrder(tx, { orderId, lines }))).ok;
        return true;
      }),
    );
    expect(results.filter(Boolean)).toHaveLength(20);
    for (const variantId of ids) {
      const now = await ledger(variantId);
      expect(now.onHand - now.held).toBe(0);
      expect(now.moved).toBe(now.onHand);
    }
  });

  it('eight deliveries of one payment issue once', async () => {
    const { variantId } = await floor.inTx((tx) => stockProduct(floor, tx, { units: 10 }));
    const orderId = newId<OrderId>();
    const lines = [{ variantId, quantity: 3 }];
    await floor.inTx((tx) => floor.stock.hold(tx, { orderId, lines, expiresAt: soon() }));
    await Promise.all(Array.from({ length: 8 }, () => floor.inTx((tx) => floor.stock.issueForOrder(tx, { orderId, lines }))));
    await Promise.all(Array.from({ length: 4 }, () => floor.inTx((tx) => floor.stock.issueForOrder(tx, { orderId, lines }))));
    expect(await ledger(variantId)).toMatchObject({ onHand: 7, held: 0, moved: 7 });
    await Promise.all(Array.from({ length: 8 }, () => floor.inTx((tx) => floor.stock.putBack(tx, orderId))));
    expect(await ledger(variantId)).toMatchObject({ onHand: 10, held: 0, moved: 10 });
  });
});

async function act(step: { verb: string; first: number; second: number; by: number }, orderId: OrderId, a: VariantId, b: VariantId) {
  const lines = [
    { variantId: b, quantity: step.second },
    { variantId: a, quantity: step.first },
  ];
  await floor.inTx<unknown>(async (tx) => {
    if (step.verb === 'hold') return floor.stock.hold(tx, { orderId, lines, expiresAt: soon() });
    if (step.verb === 'release') return floor.stock.release(tx, orderId);
    if (step.verb === 'issue') return floor.stock.issueForOrder(tx, { orderId, lines });
    if (step.verb === 'putBack') return floor.stock.putBack(tx, orderId);
    if (step.verb === 'sweep') return floor.stock.releaseExpired(tx, step.by > 2 ? soon() : floor.clock.now());
    const cause = { causeKind: 'test', causeId: newId<string>(), actor: 'test' };
    return floor.stock.adjust(tx, { variantId: a, quantity: step.by, reason: 'adjustment', ...cause });
  });
}
