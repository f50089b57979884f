/** What happens in the same instant ends in one story. On PostgreSQL these truly race; embedded they take turns. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import type { GatewayEvent } from '../../providers/payments/payments.port.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(11);
});
afterAll(() => house.close());

type Placed = Awaited<ReturnType<typeof placeOrder>>;

async function placeSome(count: number, units: number) {
  const { variantId } = await house.stockProduct({ units });
  const placed: Placed[] = [];
  for (let index = 0; index < count; index += 1) placed.push(await placeOrder(house, { variantId }));
  return { variantId, placed };
}

async function paymentTwice({ orderId }: Placed): Promise<GatewayEvent[]> {
  const providerLinkId = await linkIdOf(house, orderId);
  const { total } = await look(house, orderId);
  const paid = house.razorpay.side.payTwice(providerLinkId);
  if (!paid.ok) throw new Error(paid.refusal.description);
  return paid.value.map((each) => ({
    kind: 'payment_captured',
    link: { providerLinkId },
    payment: { providerPaymentId: each.id, amount: total, state: 'captured', at: house.clock.now() },
  }));
}

const file = (event: GatewayEvent) => house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', event));
const cancel = ({ orderId }: Placed) => house.inTx((tx) => house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' }));

it('two payments, each told three times at once: one pays, one goes back', async () => {
  const { placed } = await placeSome(4, 4);
  for (const order of placed) {
    const [first, second] = await paymentTwice(order);
    if (!first || !second) throw new Error('two payments');
    await Promise.all([first, second, first, second, second, first].map(file));
    const { payments, paymentStatus } = await look(house, order.orderId);
    expect(payments.map((each) => each.verdict).toSorted()).toEqual(['excess', 'settled']);
    expect(paymentStatus).toBe('paid');
  }
});

it('paid, cancelled and out of time at once: the money is kept with the goods or goes back whole', async () => {
  const { placed, variantId } = await placeSome(6, 6);
  const events = await Promise.all(placed.map(paymentTwice));
  house.clock.advance(30 * minuteMs);
  await Promise.all([
    house.drain(),
    ...placed.map((order, index) => (index % 2 === 0 ? cancel(order) : undefined)),
    ...events.flat().map(file),
    ...events.flat().map(file),
  ]);
  await house.drain();
  await house.fileEvents();
  await house.drain();
  let sold = 0;
  for (const { orderId } of placed) {
    const order = await look(house, orderId);
    const kept = order.payments.filter((each) => each.verdict === 'settled' || each.verdict === 'late');
    expect(kept).toHaveLength(1);
    for (const each of order.payments)
      expect(each.refunded.minor).toBe(order.status === 'confirmed' && kept.includes(each) ? 0n : each.amount.minor);
    if (order.status === 'confirmed') sold += 1;
  }
  expect(await house.inTx((tx) => house.stock.levels(tx, [variantId]))).toMatchObject([{ onHand: 6 - sold, held: 0 }]);
});
