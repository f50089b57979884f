/** Changing orders: what each state allows, and that stock, money and books follow to the unit. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { hourMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder, puneAddress } from '../../../test/builders/order-house.ts';
import type { EditInput } from './edit-order-plan.ts';

let house: OrderHouse;
let usual: OrderHouse['outside']['shop'];
beforeAll(async () => {
  house = await openOrderHouse(23);
  usual = house.outside.shop;
});
beforeEach(() => {
  house.outside.shop = usual;
});
afterAll(() => house.close());

const inr = (minor: number) => money(minor, 'INR');
const edit = (id: OrderId, input: Omit<EditInput, 'actor'>) =>
  house.inTx((tx) => house.orders.edit(tx, id, { ...input, actor: 'staff:1' }));
const levelOf = async (variantId: VariantId) => {
  const [level] = await house.inTx((tx) => house.stock.levels(tx, [variantId]));
  return [level?.onHand, level?.held];
};
const goods = async (priceMinor: number, units: number, unitCost?: number) => {
  const { variantId } = await house.stockProduct({ priceMinor, weightGrams: 100 });
  const cost = unitCost === undefined ? {} : { unitCost: inr(unitCost) };
  await house.inTx(async (tx) =>
    expectOk(
      await house.stock.adjust(tx, {
        variantId,
        quantity: units,
        reason: 'opening',
        causeKind: 'test',
        causeId: variantId,
        actor: 'test',
        ...cost,
      }),
    ),
  );
  return variantId;
};
const tell = async () => {
  await house.fileEvents();
  await house.drain();
};

async function sell(variantId: VariantId, quantity: number, delivery = false) {
  const placed = await placeOrder(house, { variantId, quantity, delivery });
  house.razorpay.side.pay(placed.linkId);
  await tell();
  return placed;
}

/** Debit − credit, whole shop. */
const balance = (role: Parameters<OrderHouse['books']['balance']>[1]) =>
  house.inTx(async (tx) => (await house.books.balance(tx, role)).minor);

async function booksAgree() {
  const value = await house.inTx((tx) =>
    tx.db
      .selectFrom('stock_levels')
      .select((is) => is.fn.sum<string>('value_minor').as('sum'))
      .executeTakeFirst(),
  );
  expect(await balance('inventory')).toBe(BigInt(value?.sum ?? 0));
}

describe('an order nobody paid', () => {
  it('may become another one: held anew, priced anew, with another link', async () => {
    const [tea, cups] = [await goods(10_000, 5), await goods(2_500, 5)];
    const { orderId, linkId } = await placeOrder(house, { variantId: tea, quantity: 2 });
    house.clock.advance(10 * minuteMs);
    const edited = expectOk(
      await edit(orderId, {
        lines: [
          { variantId: tea, quantity: 1 },
          { variantId: cups, quantity: 3 },
        ],
      }),
    );
    await house.drain();
    expect([edited.before.total.minor, edited.after.total.minor]).toEqual([20_000n, 17_500n]);
    expect([await levelOf(tea), await levelOf(cups)]).toEqual([
      [5, 1],
      [5, 3],
    ]);
    const order = await look(house, orderId);
    expect(order.items.map((item) => [item.variantId, item.quantity])).toEqual([
      [tea, 1],
      [cups, 3],
    ]);
    expect(order.paymentLink).toMatchObject({ state: 'open', amount: { minor: 17_500n } });
    expect(order.timeline.find((entry) => entry.kind === 'order.edited')?.detail).toMatchObject({ from_minor: '20000', to_minor: '17500' });
    expect(house.razorpay.side.links().find((each) => each.id === linkId)?.status).toBe('cancelled');
    // As much time to pay as the first link gave.
    await house.advance(25 * minuteMs);
    expect((await look(house, orderId)).status).toBe('pending');
    house.razorpay.side.pay(await linkIdOf(house, orderId));
    await tell();
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    expect([await levelOf(tea), await levelOf(cups)]).toEqual([
      [4, 0],
      [2, 0],
    ]);
  });

  it('is as it was when a line asks for more than there is', async () => {
    const [tea, cups] = [await goods(10_000, 5), await goods(2_500, 2)];
    const { orderId } = await placeOrder(house, { variantId: tea, quantity: 2 });
    const before = await look(house, orderId);
    const refused = await edit(orderId, {
      lines: [
        { variantId: tea, quantity: 5 },
        { variantId: cups, quantity: 3 },
      ],
    });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'order.out_of_stock', details: [{ field: 'items.1.quantity' }] } });
    expect([await levelOf(tea), await levelOf(cups)]).toEqual([
      [5, 2],
      [2, 0],
    ]);
    expect(await look(house, orderId)).toEqual(before);
  });

  it('takes the last units its own hold keeps', async () => {
    const tea = await goods(10_000, 3);
    const { orderId } = await placeOrder(house, { variantId: tea, quantity: 2 });
    expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 3 }] }));
    expect(await levelOf(tea)).toEqual([3, 3]);
  });

  it('sends a payment over the old link back whole', async () => {
    const tea = await goods(10_000, 5);
    const { orderId, linkId } = await placeOrder(house, { variantId: tea, quantity: 2 });
    house.razorpay.side.pay(linkId);
    expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 1 }] }));
    await tell();
    await tell();
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'pending', paymentStatus: 'unpaid' });
    expect(order.payments).toMatchObject([{ verdict: 'unfillable', refunded: { minor: 20_000n } }]);
    expect(await levelOf(tea)).toEqual([5, 1]);
  });

  it('keeps the price a line was promised at, and takes the one staff name', async () => {
    const tea = await goods(10_000, 9);
    const { orderId } = await placeOrder(house, { variantId: tea, quantity: 1 });
    await house.inTx(async (tx) => {
      const [variant] = await house.catalog.variants(tx, [tea]);
      if (variant) expectOk(await house.catalog.changeProduct(tx, variant.productId, { price: inr(15_000) }));
    });
    expect(expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 2 }] })).after.total.minor).toBe(20_000n);
    const named = await edit(orderId, { lines: [{ variantId: tea, quantity: 2, unitPrice: inr(9_000) }] });
    expect(expectOk(named).after.total.minor).toBe(18_000n);
  });

  it('goes elsewhere at the price of that place', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await placeOrder(house, { variantId: tea, quantity: 1, delivery: true });
    const address = { ...puneAddress, city: 'New Delhi', state: 'Delhi', postalCode: '110001' };
    const before = await look(house, orderId);
    expect(await edit(orderId, { address })).toMatchObject({ ok: false, refusal: { code: 'delivery.quote_missing' } });
    expect(await house.inTx((tx) => house.orders.quoteForEdit(tx, orderId, { address, actor: 'staff:1' }))).toEqual({
      ok: true,
      value: false,
    });
    await house.drain();
    const { after } = expectOk(await edit(orderId, { address }));
    expect(after.address).toEqual(address);
    expect(after.deliveryPrice.minor).not.toBe(before.deliveryPrice.minor);
    expect(after.total.minor).toBe(10_000n + after.deliveryPrice.minor);
  });

  it('carries a note, and is refused to whoever saw an older version', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await placeOrder(house, { variantId: tea });
    const { after } = expectOk(await edit(orderId, { note: 'Ring twice', version: 1 }));
    expect(after).toMatchObject({ note: 'Ring twice', version: 2, total: { minor: 10_000n } });
    expect(await edit(orderId, { note: null, version: 1 })).toMatchObject({
      ok: false,
      refusal: { code: 'request.conflict', details: [{ field: 'version', message: 'It is 2 now.' }] },
    });
    expect(expectOk(await edit(orderId, { note: null, version: 2 })).after.note).toBeUndefined();
    expect(JSON.stringify((await look(house, orderId)).timeline)).not.toContain('Ring twice');
  });

  it('is refused once its time to pay is over', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await placeOrder(house, { variantId: tea });
    house.clock.advance(31 * minuteMs);
    expect(await edit(orderId, { lines: [{ variantId: tea, quantity: 2 }] })).toMatchObject({ refusal: { code: 'order.wrong_state' } });
  });
});

describe('an order that was paid', () => {
  it('shrinks: units back at the cost they left with, the difference credited and refunded', async () => {
    const tea = await goods(10_000, 5, 4_000);
    const [receivable, returns] = [await balance('receivable'), await balance('sales_returns')];
    const { orderId } = await sell(tea, 3);
    // What is bought later costs more and must not colour what comes back.
    await house.inTx(async (tx) =>
      expectOk(
        await house.stock.adjust(tx, {
          variantId: tea,
          quantity: 2,
          reason: 'adjustment',
          unitCost: inr(9_000),
          causeKind: 'test',
          causeId: `${tea} 2`,
          actor: 'test',
        }),
      ),
    );
    const { after } = expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 2 }] }));
    expect(after).toMatchObject({ status: 'confirmed', total: { minor: 20_000n } });
    expect(await levelOf(tea)).toEqual([5, 0]);
    const [level] = await house.inTx((tx) => tx.db.selectFrom('stock_levels').selectAll().where('variant_id', '=', tea).execute());
    expect(level?.value_minor).toBe(BigInt(2 * 4_000 + 2 * 9_000 + 4_000));
    await house.drain();
    await tell();
    const order = await look(house, orderId);
    expect(order).toMatchObject({ paymentStatus: 'partially_refunded', refunded: { minor: 10_000n } });
    expect([await balance('receivable'), await balance('sales_returns')]).toEqual([receivable, returns + 10_000n]);
    await booksAgree();
  });

  it('that shrank can still be cancelled: everything is back and nothing was sold', async () => {
    const tea = await goods(10_000, 5, 4_000);
    const roles = ['receivable', 'sales', 'sales_returns', 'cost_of_goods', 'refunds_due', 'inventory'] as const;
    const before = await Promise.all(roles.map(balance));
    const { orderId } = await sell(tea, 3);
    expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 1 }] }));
    await house.inTx(async (tx) => expectOk(await house.orders.cancel(tx, orderId, { reason: 'staff', actor: 'staff:1' })));
    await house.drain();
    await tell();
    expect(await levelOf(tea)).toEqual([5, 0]);
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', refunded: { minor: 30_000n } });
    const after = await Promise.all(roles.map(balance));
    // The sales and their return stand against each other; everything else is as before.
    expect(after.map((each, index) => each - (before[index] ?? 0n))).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
  });

  it('gives back the taxes of what went, rate by rate, its share of the discount included', async () => {
    house.outside.shop = { ...usual, pricesIncludeTax: false, defaultTaxRateBp: 1_800 };
    const [rice, soap] = [await goods(9_999, 9), await goods(3_333, 9)];
    const customer = await house.customer();
    const order = await house.inTx(async (tx) =>
      expectOk(
        await house.orders.placeFor(tx, {
          customerId: customer.id,
          lines: [
            { variantId: rice, quantity: 3 },
            { variantId: soap, quantity: 2 },
          ],
          deliveryMethod: 'pickup',
          discount: inr(1_001),
          actor: 'staff:1',
        }),
      ),
    );
    await house.drain();
    house.razorpay.side.pay(await linkIdOf(house, order.id));
    await tell();
    const { after } = expectOk(
      await edit(order.id, {
        lines: [
          { variantId: rice, quantity: 2 },
          { variantId: soap, quantity: 1 },
        ],
      }),
    );
    expect(after.total.minor).toBe(after.itemsTotal.minor - after.discount.minor + after.tax.minor);
    await house.drain();
    await tell();
    const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, order.id));
    const of = (role: 'output_cgst' | 'output_sgst' | 'receivable') => balances.get(role) ?? 0n;
    expect([of('output_cgst'), of('output_sgst')]).toEqual([-after.tax.minor / 2n, -after.tax.minor / 2n]);
    expect(of('receivable')).toBe(0n);
    const [refund] = (await look(house, order.id)).payments;
    expect(refund?.refunded.minor).toBe(order.total.minor - after.total.minor);
  });

  it('never grows, gets nothing new and no other price', async () => {
    const [tea, cups] = [await goods(10_000, 5), await goods(2_500, 5)];
    const { orderId } = await sell(tea, 2);
    for (const lines of [
      [{ variantId: tea, quantity: 3 }],
      [
        { variantId: tea, quantity: 2 },
        { variantId: cups, quantity: 1 },
      ],
      [{ variantId: tea, quantity: 1, unitPrice: inr(5_000) }],
    ])
      expect(await edit(orderId, { lines })).toMatchObject({ ok: false, refusal: { code: 'order.wrong_state' } });
    expect(await levelOf(tea)).toEqual([3, 0]);
    expect(expectOk(await edit(orderId, { lines: [{ variantId: tea, quantity: 2 }] })).after.total.minor).toBe(20_000n);
  });

  it('may go elsewhere until it is sent: the parcel is booked anew, what delivery cost stays', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await sell(tea, 1, true);
    const before = await look(house, orderId);
    const address = { ...puneAddress, line1: '2, Hill Road', postalCode: '411001' };
    await house.inTx((tx) => house.orders.quoteForEdit(tx, orderId, { address, actor: 'staff:1' }));
    await house.drain();
    const { after } = expectOk(await edit(orderId, { address }));
    await house.drain();
    const order = await look(house, orderId);
    expect(after.address).toEqual(address);
    expect(order.total).toEqual(before.total);
    expect(order.shipment?.id).not.toBe(before.shipment?.id);
    expect(order.shipment?.awb).toBeDefined();
  });

  it('goes to no place where other taxes apply', async () => {
    house.outside.shop = { ...usual, defaultTaxRateBp: 500 };
    const tea = await goods(10_000, 5);
    const { orderId } = await sell(tea, 1, true);
    const address = { ...puneAddress, city: 'New Delhi', state: 'Delhi', postalCode: '110001' };
    expect(await edit(orderId, { address })).toMatchObject({ ok: false, refusal: { code: 'order.wrong_state' } });
  });

  it('is left alone once it was sent', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await sell(tea, 2);
    await house.inTx(async (tx) => expectOk(await house.orders.ship(tx, orderId, 'staff:1')));
    for (const change of [{ lines: [{ variantId: tea, quantity: 1 }] }, { note: 'x' }])
      expect(await edit(orderId, change)).toMatchObject({ ok: false, refusal: { code: 'order.wrong_state' } });
  });
});

describe('deleting', () => {
  const remove = (id: OrderId, version?: number) =>
    house.inTx((tx) => house.orders.delete(tx, id, { actor: 'staff:1', ...(version === undefined ? {} : { version }) }));
  const listed = async (id: OrderId, withDeleted: boolean) => {
    const { items } = await house.inTx((tx) => house.orders.list(tx, { page: 1, limit: 100, withDeleted }));
    return items.some((order) => order.id === id);
  };

  it('an order nobody paid cancels it, frees its stock and leaves it out of lists; it stays where it is', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await placeOrder(house, { variantId: tea, quantity: 2 });
    expect(await remove(orderId, 9)).toMatchObject({ refusal: { code: 'request.conflict' } });
    expect(expectOk(await remove(orderId)).status).toBe('cancelled');
    expectOk(await remove(orderId));
    expect([await listed(orderId, false), await listed(orderId, true)]).toEqual([false, true]);
    expect(await levelOf(tea)).toEqual([5, 0]);
    expect(await look(house, orderId)).toMatchObject({ status: 'cancelled', closedReason: 'deleted' });
  });

  it('an order that was sold is refused, also after it was cancelled', async () => {
    const tea = await goods(10_000, 5);
    const { orderId } = await sell(tea, 1);
    expect(await remove(orderId)).toMatchObject({ refusal: { code: 'order.wrong_state' } });
    await house.inTx(async (tx) => expectOk(await house.orders.cancel(tx, orderId, { reason: 'staff', actor: 'staff:1' })));
    expect(await remove(orderId)).toMatchObject({ refusal: { code: 'order.wrong_state' } });
  });

  it('an order whose payment was under way brings it back into the lists, with its money', async () => {
    const tea = await goods(10_000, 5);
    const { orderId, linkId } = await placeOrder(house, { variantId: tea });
    house.razorpay.side.pay(linkId);
    expectOk(await remove(orderId));
    await house.advance(hourMs);
    await tell();
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    expect(await listed(orderId, false)).toBe(true);
  });
});
