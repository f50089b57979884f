/** An edit and a payment in the same instant end in one story. On PostgreSQL these truly race; embedded they take turns. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import type { GatewayEvent } from '../../providers/payments/payments.port.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(31);
});
afterAll(() => house.close());

async function paymentOf(orderId: OrderId): Promise<GatewayEvent> {
  const providerLinkId = await linkIdOf(house, orderId);
  const { total } = await look(house, orderId);
  const paid = house.razorpay.side.pay(providerLinkId);
  if (!paid.ok) throw new Error(paid.refusal.description);
  return {
    kind: 'payment_captured',
    link: { providerLinkId },
    payment: { providerPaymentId: paid.value.id, amount: total, state: 'captured', at: house.clock.now() },
  };
}

const file = (event: GatewayEvent) => house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', event));
const levelOf = async (variantId: Parameters<OrderHouse['stock']['levels']>[1][number]) => {
  const [level] = await house.inTx((tx) => house.stock.levels(tx, [variantId]));
  return { onHand: level?.onHand ?? 0, held: level?.held ?? 0 };
};

it('paid and edited at once: what is paid for is what is sold, all other money goes back', async () => {
  const { variantId } = await house.stockProduct({ units: 40 });
  const placed = [];
  for (let index = 0; index < 8; index += 1) placed.push(await placeOrder(house, { variantId, quantity: 2 }));
  const events = await Promise.all(placed.map(({ orderId }) => paymentOf(orderId)));
  const outcomes = await Promise.all(
    placed.flatMap(({ orderId }, index) => {
      const event = events[index];
      if (!event) throw new Error('a payment each');
      const edit = () =>
        house.inTx((tx) => house.orders.edit(tx, orderId, { lines: [{ variantId, quantity: index % 3 === 0 ? 3 : 1 }], actor: 'staff:1' }));
      return index % 2 === 0 ? [file(event), edit()] : [edit(), file(event)];
    }),
  );
  expect(outcomes).toHaveLength(16);
  for (let round = 0; round < 3; round += 1) {
    await house.drain();
    await house.fileEvents();
  }
  await house.drain();
  expect(house.failures).toEqual([]);
  let [sold, held] = [0, 0];
  for (const { orderId } of placed) {
    const order = await look(house, orderId);
    const units = order.items.reduce((sum, item) => sum + item.quantity, 0);
    expect(order.total.minor).toBe(BigInt(units) * 10_000n);
    const kept = order.payments.reduce((sum, each) => sum + each.amount.minor - each.refunded.minor, 0n);
    expect(kept).toBe(order.status === 'confirmed' ? order.total.minor : 0n);
    if (order.status === 'confirmed') sold += units;
    else held += units;
  }
  expect(await levelOf(variantId)).toEqual({ onHand: 40 - sold, held });
});

it('two edits that saw the same version: one is done', async () => {
  const { variantId } = await house.stockProduct({ units: 10 });
  const { orderId } = await placeOrder(house, { variantId, quantity: 1 });
  const { version } = await look(house, orderId);
  const edits = await Promise.all(
    [2, 3, 4].map((quantity) =>
      house.inTx((tx) => house.orders.edit(tx, orderId, { version, lines: [{ variantId, quantity }], actor: 'staff:1' })),
    ),
  );
  expect(edits.filter((each) => each.ok)).toHaveLength(1);
  expect(edits.flatMap((each) => (each.ok ? [] : [each.refusal.code]))).toEqual(['request.conflict', 'request.conflict']);
  const [item] = (await look(house, orderId)).items;
  expect((await levelOf(variantId)).held).toBe(item?.quantity);
});

it('many edits want the last units at once: never more than there are', async () => {
  const { variantId } = await house.stockProduct({ units: 10 });
  const placed = [];
  for (let index = 0; index < 5; index += 1) placed.push(await placeOrder(house, { variantId, quantity: 1 }));
  const edits = await Promise.all(
    placed.map(({ orderId }) =>
      house.inTx((tx) => house.orders.edit(tx, orderId, { lines: [{ variantId, quantity: 4 }], actor: 'staff:1' })),
    ),
  );
  for (const each of edits) if (!each.ok) expect(each.refusal.code).toBe('order.out_of_stock');
  expect(edits.filter((each) => each.ok)).toHaveLength(1);
  expect(await levelOf(variantId)).toEqual({ onHand: 10, held: 8 });
  for (const { orderId } of placed) {
    const order = await look(house, orderId);
    expectOk(await house.inTx((tx) => house.orders.cancel(tx, order.id, { reason: 'staff', actor: 'staff:1' })));
  }
  expect(await levelOf(variantId)).toEqual({ onHand: 10, held: 0 });
});
