/** What a customer may put into a cart, and what a cart says when the shop changed meanwhile. */
import { type CustomerId, newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertCustomer, openShopFloor, type ShopFloor, stockProduct } from '../../../test/builders/shop-floor.ts';

let floor: ShopFloor;
beforeAll(async () => {
  floor = await openShopFloor();
});
afterAll(() => floor.close());

const customer = () => floor.inTx(insertCustomer);
async function variant(units?: number, priceMinor = 10_000): Promise<VariantId> {
  const made = await floor.inTx((tx) => stockProduct(floor, tx, { priceMinor, weightGrams: 500, ...(units !== undefined && { units }) }));
  return made.variantId;
}
const add = (who: CustomerId, variantId: VariantId, quantity = 1) => floor.inTx((tx) => floor.carts.add(tx, who, { variantId, quantity }));
const view = (who: CustomerId) => floor.inTx((tx) => floor.carts.view(tx, who));

describe('carts', () => {
  it('a customer who never chose anything has an empty cart in the shop’s currency', async () => {
    expect(await view(await customer())).toEqual({ cartId: undefined, lines: [], count: 0, subtotal: money(0, 'INR'), weightGrams: 0 });
  });

  it('adding again adds up, at today’s price', async () => {
    const [who, variantId] = [await customer(), await variant(10)];
    expectOk(await add(who, variantId, 2));
    const cart = expectOk(await add(who, variantId));
    expect(cart).toMatchObject({ count: 3, subtotal: money(30_000, 'INR'), weightGrams: 1_500 });
    const productId = cart.lines[0]?.variant.productId;
    if (productId) await floor.inTx((tx) => floor.catalog.changeProduct(tx, productId, { price: money(20_000, 'INR') }));
    expect(await view(who)).toMatchObject({ subtotal: money(60_000, 'INR') });
  });

  it('more than there is, is refused with how many can be had, and the cart stays', async () => {
    const [who, variantId] = [await customer(), await variant(3)];
    expectOk(await add(who, variantId, 2));
    expect(await add(who, variantId, 2)).toMatchObject({
      refusal: { code: 'stock.insufficient', details: [{ field: 'quantity', message: '3' }] },
    });
    expect(await view(who)).toMatchObject({ count: 2 });
  });

  it('a line whose stock went meanwhile says so', async () => {
    const [who, variantId] = [await customer(), await variant(3)];
    expectOk(await add(who, variantId, 3));
    const hold = (quantity: number) =>
      floor.inTx((tx) =>
        floor.stock.hold(tx, { orderId: newId<OrderId>(), lines: [{ variantId, quantity }], expiresAt: floor.clock.now() }),
      );
    expectOk(await hold(1));
    expect((await view(who)).lines).toMatchObject([{ problem: 'too_few', available: 2 }]);
    expectOk(await hold(2));
    expect((await view(who)).lines).toMatchObject([{ problem: 'out_of_stock', available: 0 }]);
  });

  it('what is no longer sold is shown as gone and does not count', async () => {
    const [who, variantId] = [await customer(), await variant()];
    const cart = expectOk(await add(who, variantId));
    const productId = cart.lines[0]?.variant.productId;
    if (productId) await floor.inTx((tx) => floor.catalog.archiveProduct(tx, productId));
    expect(await view(who)).toMatchObject({ count: 0, subtotal: money(0, 'INR'), lines: [{ problem: 'gone' }] });
    expect(await add(who, variantId)).toMatchObject({ refusal: { code: 'variant.not_found' } });
  });

  it('zero removes, clear empties, and 99 of each is the most', async () => {
    const [who, variantId, other] = [await customer(), await variant(), await variant()];
    expectOk(await add(who, variantId, 99));
    expect(await add(who, variantId)).toMatchObject({ refusal: { code: 'cart.full' } });
    expectOk(await add(who, other));
    expect(expectOk(await floor.inTx((tx) => floor.carts.setQuantity(tx, who, { variantId, quantity: 0 })))).toMatchObject({ count: 1 });
    expect(await floor.inTx((tx) => floor.carts.clear(tx, who))).toMatchObject({ count: 0 });
  });

  it('replacing keeps what can be had and tells what was left out', async () => {
    const [who, plenty, few, none] = [await customer(), await variant(), await variant(2), await variant(0)];
    expectOk(await add(who, none === plenty ? few : plenty, 7));
    const lines = [few, plenty, none, newId<VariantId>()].map((variantId) => ({ variantId, quantity: 5 }));
    const { cart, leftOut } = await floor.inTx((tx) => floor.carts.replace(tx, who, lines));
    expect(cart.lines.map((line) => [line.variant.variantId, line.quantity])).toEqual([
      [few, 2],
      [plenty, 5],
    ]);
    expect(leftOut.map((each) => each.why)).toEqual(['reduced', 'out_of_stock', 'gone']);
  });

  it('after the order the next add opens a new cart', async () => {
    const [who, variantId] = [await customer(), await variant()];
    const first = expectOk(await add(who, variantId)).cartId;
    if (first) await floor.inTx((tx) => floor.carts.markOrdered(tx, first));
    expect(expectOk(await add(who, variantId)).cartId).not.toBe(first);
    if (first) expect(await floor.inTx((tx) => floor.carts.viewById(tx, first))).toMatchObject({ count: 1 });
  });

  it('twenty presses at once make one cart', async () => {
    const [who, variantId] = [await customer(), await variant(50)];
    await Promise.all(Array.from({ length: 20 }, () => add(who, variantId)));
    expect(await view(who)).toMatchObject({ count: 20 });
  });
});
