/** Holds, issues and adjustments, one at a time. */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertOrderRow } from '../../../test/builders/order-row.ts';
import { openShopFloor, type ShopFloor, stockProduct } from '../../../test/builders/shop-floor.ts';

let floor: ShopFloor;
beforeAll(async () => {
  floor = await openShopFloor();
});
afterAll(() => floor.close());

const inMinutes = (minutes: number) => new Date(floor.clock.now().getTime() + minutes * minuteMs);
const order = () => newId<OrderId>();
async function variant(units?: number): Promise<VariantId> {
  return (await floor.inTx((tx) => stockProduct(floor, tx, { name: 'Thing', ...(units !== undefined && { units }) }))).variantId;
}
const level = (variantId: VariantId) => floor.inTx(async (tx) => (await floor.stock.levels(tx, [variantId]))[0]);
const hold = (orderId: OrderId, lines: { variantId: VariantId; quantity: number }[], minutes = 15) =>
  floor.inTx((tx) => floor.stock.hold(tx, { orderId, lines, expiresAt: inMinutes(minutes) }));
const issue = (orderId: OrderId, lines: { variantId: VariantId; quantity: number }[]) =>
  floor.inTx((tx) => floor.stock.issueForOrder(tx, { orderId, lines }));

describe('holds', () => {
  it('all lines are held or none, and each short line is named with what is left', async () => {
    const [many, few] = [await variant(10), await variant(2)];
    const lines = [
      { variantId: many, quantity: 4 },
      { variantId: few, quantity: 3 },
    ];
    expect(await hold(order(), lines)).toMatchObject({
      refusal: { code: 'stock.insufficient', details: [{ field: 'items.1.quantity', message: 'Only 2 left.' }] },
    });
    expect(await level(many)).toMatchObject({ onHand: 10, held: 0 });
  });

  it('the same order twice holds once and moves the expiry', async () => {
    const variantId = await variant(5);
    const orderId = order();
    expectOk(await hold(orderId, [{ variantId, quantity: 3 }], 1));
    expectOk(await hold(orderId, [{ variantId, quantity: 3 }], 60));
    expect(await level(variantId)).toMatchObject({ onHand: 5, held: 3 });
    expect(await floor.inTx((tx) => floor.stock.releaseExpired(tx, inMinutes(30)))).toBe(0);
    expect(await floor.inTx((tx) => floor.stock.releaseExpired(tx, inMinutes(61)))).toBe(1);
    expect(await level(variantId)).toMatchObject({ onHand: 5, held: 0 });
  });

  it('an order whose hold expired can hold again', async () => {
    const variantId = await variant(1);
    const orderId = order();
    expectOk(await hold(orderId, [{ variantId, quantity: 1 }], -1));
    expect(await floor.inTx((tx) => floor.stock.releaseExpired(tx, floor.clock.now()))).toBe(1);
    expectOk(await hold(orderId, [{ variantId, quantity: 1 }]));
    expect(await hold(order(), [{ variantId, quantity: 1 }])).toMatchObject({ refusal: { code: 'stock.insufficient' } });
  });

  it('what is not counted passes through', async () => {
    const variantId = await variant();
    const orderId = order();
    expectOk(await hold(orderId, [{ variantId, quantity: 1_000 }]));
    expectOk(await issue(orderId, [{ variantId, quantity: 1_000 }]));
    expect(await floor.inTx((tx) => floor.stock.available(tx, [variantId]))).toEqual(new Map());
  });
});

describe('issues', () => {
  it('a repeated issue takes once, and a repeated cancel puts back once', async () => {
    const variantId = await variant(5);
    const orderId = order();
    const lines = [{ variantId, quantity: 2 }];
    expectOk(await hold(orderId, lines));
    for (let n = 0; n < 3; n += 1) expectOk(await issue(orderId, lines));
    expect(await level(variantId)).toMatchObject({ onHand: 3, held: 0 });
    for (let n = 0; n < 3; n += 1) await floor.inTx((tx) => floor.stock.putBack(tx, orderId));
    expect(await level(variantId)).toMatchObject({ onHand: 5, held: 0 });
  });

  it('a late payment is honoured from what is free, and refused whole when that is not enough', async () => {
    const [variantId, other] = [await variant(1), await variant(5)];
    const [late, quick] = [order(), order()];
    expectOk(await hold(late, [{ variantId, quantity: 1 }]));
    await floor.inTx((tx) => floor.stock.release(tx, late));
    expectOk(await hold(quick, [{ variantId, quantity: 1 }]));
    const lines = [
      { variantId: other, quantity: 1 },
      { variantId, quantity: 1 },
    ];
    expect(await issue(late, lines)).toMatchObject({ refusal: { code: 'stock.insufficient', details: [{ field: 'items.1.quantity' }] } });
    expect(await level(other)).toMatchObject({ onHand: 5 });
    await floor.inTx((tx) => floor.stock.release(tx, quick));
    expectOk(await issue(late, lines));
    expect(await level(variantId)).toMatchObject({ onHand: 0, held: 0 });
  });

  it('units leave at the average cost and a cancelled order brings the same value back', async () => {
    const { variantId } = await floor.inTx((tx) => stockProduct(floor, tx, {}));
    const cause = () => ({ variantId, causeKind: 'test', causeId: newId<string>(), actor: 'test' });
    const adjust = (quantity: number, cost?: number) =>
      floor.inTx((tx) =>
        floor.stock.adjust(tx, { ...cause(), quantity, reason: 'purchase', ...(cost !== undefined && { unitCost: money(cost, 'INR') }) }),
      );
    expectOk(await adjust(2, 100));
    expectOk(await adjust(1, 200));
    const orderId = await floor.inTx(insertOrderRow);
    expectOk(await issue(orderId, [{ variantId, quantity: 2 }]));
    const value = async () => (await floor.inTx((tx) => floor.stock.levelPage(tx, { variantId, page: 1, limit: 10 }))).items[0]?.valueMinor;
    expect(await value()).toBe(133n);
    await floor.inTx((tx) => floor.stock.putBack(tx, orderId));
    expect(await value()).toBe(400n);
  });
});

describe('adjustments', () => {
  it('the same cause adjusts once', async () => {
    const variantId = await variant(5);
    const once = { variantId, quantity: 3, reason: 'adjustment', causeKind: 'test', causeId: newId<string>(), actor: 'test' } as const;
    for (let n = 0; n < 3; n += 1)
      expect(await floor.inTx((tx) => floor.stock.adjust(tx, once))).toMatchObject({ value: { onHand: 8, available: 8 } });
  });

  it('takes nothing that is promised to an order, and opens nothing by taking', async () => {
    const variantId = await variant(5);
    expectOk(await hold(order(), [{ variantId, quantity: 4 }]));
    const adjust = (id: VariantId, quantity: number) =>
      floor.inTx((tx) =>
        floor.stock.adjust(tx, { variantId: id, quantity, reason: 'write_off', causeKind: 'test', causeId: newId(), actor: 'test' }),
      );
    expect(await adjust(variantId, -2)).toMatchObject({ refusal: { code: 'stock.insufficient', details: [{ message: 'Only 1 left.' }] } });
    expect(await adjust(variantId, -1)).toMatchObject({ value: { onHand: 4, available: 0 } });
    expect(await adjust(await variant(), -1)).toMatchObject({ refusal: { code: 'stock.insufficient' } });
    expect(await adjust(newId<VariantId>(), 1)).toMatchObject({ refusal: { code: 'variant.not_found' } });
  });

  it('another merchant’s variant does not exist', async () => {
    const variantId = await variant(5);
    const theirs = await floor.database.inTx(floor.otherMerchantId, (tx) =>
      floor.stock.adjust(tx, { variantId, quantity: 1, reason: 'adjustment', causeKind: 'test', causeId: newId(), actor: 'test' }),
    );
    expect(theirs).toMatchObject({ refusal: { code: 'variant.not_found' } });
  });
});
