/** What a customer can count on from the checkout link to the end of the order, on a real database with the stand-ins over HTTP. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder, puneAddress } from '../../../test/builders/order-house.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.outside.hasGateway = true;
  house.outside.hasCourier = true;
  house.outside.rule = { kind: 'courier' };
});

const available = async (variantId: Awaited<ReturnType<OrderHouse['stockProduct']>>['variantId']) =>
  (await house.inTx((tx) => house.stock.available(tx, [variantId]))).get(variantId);

async function checkoutWith(units = 5, quantity = 2) {
  const { variantId } = await house.stockProduct({ units, priceMinor: 10_000, weightGrams: 400 });
  const customer = await house.customer();
  await house.inTx(async (tx) => expectOk(await house.carts.add(tx, customer.id, { variantId, quantity })));
  const started = await house.inTx(async (tx) => expectOk(await house.orders.startCheckout(tx, { customerId: customer.id })));
  return { variantId, customer, ...started };
}

async function pay(orderId: OrderId) {
  house.razorpay.side.pay(await linkIdOf(house, orderId));
  await house.fileEvents();
  await house.drain();
}

describe('checkout', () => {
  it('one cart has one open link, and an empty cart has none', async () => {
    const { customer, checkoutId, url } = await checkoutWith();
    expect(url).toBe(`http://shop.example/checkout/${checkoutId}`);
    const again = await house.inTx(async (tx) => expectOk(await house.orders.startCheckout(tx, { customerId: customer.id })));
    expect(again.checkoutId).toBe(checkoutId);
    const nobody = await house.customer();
    expect(await house.inTx((tx) => house.orders.startCheckout(tx, { customerId: nobody.id }))).toMatchObject({
      refusal: { code: 'cart.empty' },
    });
  });

  it('a link is over after a day', async () => {
    const { checkoutId } = await checkoutWith();
    await house.advance(dayMs + 1);
    expect(await house.inTx((tx) => house.orders.checkout(tx, checkoutId))).toMatchObject({ refusal: { code: 'checkout.expired' } });
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, {}))).toMatchObject({ refusal: { code: 'checkout.expired' } });
  });

  it('the price of delivery is the courier’s own and is asked before the payment link exists', async () => {
    const { checkoutId } = await checkoutWith();
    const set = { method: 'delivery', address: puneAddress } as const;
    await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, set)));
    const asked = await house.inTx(async (tx) => expectOk(await house.orders.checkout(tx, checkoutId)));
    expect(asked.quote?.state).toBe('asked');
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, {}))).toMatchObject({ refusal: { code: 'delivery.quote_missing' } });
    await house.drain();
    const view = await house.inTx(async (tx) => expectOk(await house.orders.checkout(tx, checkoutId)));
    expect(view.quote).toMatchObject({ state: 'served', postalCode: '411045' });
    const order = await house.inTx(async (tx) => expectOk(await house.orders.place(tx, checkoutId, {})));
    expect(order.deliveryPrice).toEqual(view.quote?.price);
    expect(order.total.minor).toBe(20_000n + (view.quote?.price?.minor ?? 0n));
  });

  it('an area that is not served is refused, and pickup stays possible', async () => {
    const { checkoutId } = await checkoutWith();
    house.shiprocket.side.setServed('744101', false);
    const far = { ...puneAddress, postalCode: '744101' };
    await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'delivery', address: far })));
    await house.drain();
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, {}))).toMatchObject({ refusal: { code: 'delivery.not_served' } });
    await house.inTx(async (tx) =>
      expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'pickup', contact: { name: 'Asha', phone: '919876543210' } })),
    );
    const order = await house.inTx(async (tx) => expectOk(await house.orders.place(tx, checkoutId, {})));
    expect(order).toMatchObject({ deliveryMethod: 'pickup', deliveryPrice: money(0, 'INR'), contact: { name: 'Asha' } });
  });

  it('a returning customer pays with one tap to the last address', async () => {
    const { variantId } = await house.stockProduct({ units: 5 });
    const { customerId } = await placeOrder(house, { variantId, delivery: true });
    await house.inTx(async (tx) => expectOk(await house.carts.add(tx, customerId, { variantId, quantity: 1 })));
    const asked = { postalCode: '411 045', weightGrams: 500, value: money(10_000, 'INR'), cashOnDelivery: false };
    const quote = await house.inTx((tx) => house.fulfilment.requestQuote(tx, asked));
    const start = { customerId, postalCode: '411 045', quoteId: quote.id, deliveryMethod: 'delivery' } as const;
    const { checkoutId } = await house.inTx(async (tx) => expectOk(await house.orders.startCheckout(tx, start)));
    const view = await house.inTx(async (tx) => expectOk(await house.orders.checkout(tx, checkoutId)));
    expect(view).toMatchObject({ address: puneAddress, quote: { state: 'served', postalCode: '411045' } });
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, {}))).toMatchObject({ ok: true, value: { address: puneAddress } });
  });
});

describe('placing', () => {
  it('the same checkout placed twice is one order', async () => {
    const { checkoutId, variantId } = await checkoutWith(5, 2);
    await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'pickup' })));
    const [a, b] = await Promise.all([1, 2].map(() => house.inTx((tx) => house.orders.place(tx, checkoutId, {}))));
    expect(a).toMatchObject({ ok: true, value: { status: 'pending', paymentStatus: 'unpaid' } });
    expect(expectOk(b!).id).toBe(expectOk(a!).id);
    expect(await available(variantId)).toBe(3);
    await house.drain();
    expect(await linkIdOf(house, expectOk(a!).id)).not.toBe('');
  });

  it('a total that the customer did not see is refused and changes nothing', async () => {
    const { checkoutId, variantId } = await checkoutWith(5, 2);
    await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'pickup' })));
    const refused = await house.inTx((tx) => house.orders.place(tx, checkoutId, { expectedTotal: 19_999n }));
    expect(refused).toMatchObject({ refusal: { code: 'order.price_changed' } });
    expect(await available(variantId)).toBe(5);
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, { expectedTotal: 20_000n }))).toMatchObject({
      ok: true,
    });
  });

  it('the last unit is sold once', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const checkouts = [];
    for (let index = 0; index < 5; index += 1) {
      const customer = await house.customer();
      await house.inTx(async (tx) => expectOk(await house.carts.add(tx, customer.id, { variantId, quantity: 1 })));
      const { checkoutId } = await house.inTx(async (tx) => expectOk(await house.orders.startCheckout(tx, { customerId: customer.id })));
      await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'pickup' })));
      checkouts.push(checkoutId);
    }
    const placed = await Promise.all(checkouts.map((id) => house.inTx((tx) => house.orders.place(tx, id, {}))));
    expect(placed.filter((each) => each.ok)).toHaveLength(1);
    for (const each of placed)
      if (!each.ok) expect(each.refusal).toMatchObject({ code: 'order.out_of_stock', details: [{ field: 'items.0.quantity' }] });
    expect(await available(variantId)).toBe(0);
  });

  it('a shop that cannot take payments says so and holds nothing', async () => {
    const { checkoutId, variantId } = await checkoutWith();
    await house.inTx(async (tx) => expectOk(await house.orders.setDelivery(tx, checkoutId, { method: 'pickup' })));
    house.outside.hasGateway = false;
    expect(await house.inTx((tx) => house.orders.place(tx, checkoutId, {}))).toMatchObject({ refusal: { code: 'connection.missing' } });
    expect(await available(variantId)).toBe(5);
  });

  it('order numbers carry the merchant’s own day and grow', async () => {
    const { variantId } = await house.stockProduct({ units: 9 });
    house.clock.set(new Date('2026-06-30T20:00:00Z'));
    const numbers = [];
    for (let index = 0; index < 2; index += 1)
      numbers.push((await look(house, (await placeOrder(house, { variantId })).orderId)).orderNumber);
    expect(numbers).toEqual(['ORD-20260701-10001', 'ORD-20260701-10002']);
  });

  it('an order that costs nothing needs no gateway', async () => {
    const { variantId } = await house.stockProduct({ units: 2, priceMinor: 0 });
    const { orderId } = await placeOrder(house, { variantId });
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', payments: [] });
  });
});

describe('paying', () => {
  it('a paid order is confirmed, its stock leaves, and its parcel is booked with the quoted courier', async () => {
    const { variantId } = await house.stockProduct({ units: 4 });
    const { orderId } = await placeOrder(house, { variantId, quantity: 3, delivery: true });
    await pay(orderId);
    const order = await look(house, orderId);
    expect(order).toMatchObject({
      status: 'processing',
      paymentStatus: 'paid',
      shipment: { state: 'created' },
      payments: [{ verdict: 'settled' }],
    });
    expect(order.shipment?.awb).toBeTruthy();
    expect(await house.inTx((tx) => house.stock.levels(tx, [variantId]))).toMatchObject([{ onHand: 1, held: 0 }]);
    expect(house.shiprocket.side.parcels().filter((each) => each.reference === order.orderNumber)).toHaveLength(1);
  });

  it('an unpaid order lets its stock go at its hour and closes its link', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    expect(await available(variantId)).toBe(0);
    await house.advance(30 * minuteMs);
    expect(await look(house, orderId)).toMatchObject({
      status: 'cancelled',
      closedReason: 'payment_expired',
      paymentLink: { state: 'expired' },
    });
    expect(await available(variantId)).toBe(1);
    expect(house.razorpay.side.links().find((each) => each.id === linkId)?.status).not.toBe('created');
  });

  it('a payment after the hour is honoured while there is stock', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    await house.advance(31 * minuteMs);
    house.razorpay.side.pay(linkId, { late: true });
    await house.fileEvents();
    await house.drain();
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', payments: [{ verdict: 'late' }] });
    expect(order.closedReason).toBeUndefined();
    expect(await available(variantId)).toBe(0);
  });

  it('a payment after the hour goes back in full when the goods are gone', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const first = await placeOrder(house, { variantId });
    await house.advance(31 * minuteMs);
    const second = await placeOrder(house, { variantId });
    await pay(second.orderId);
    house.razorpay.side.pay(first.linkId, { late: true });
    await house.fileEvents();
    await house.drain();
    await house.fileEvents();
    const order = await look(house, first.orderId);
    expect(order).toMatchObject({ status: 'cancelled', paymentStatus: 'unpaid', payments: [{ verdict: 'unfillable' }] });
    expect(order.payments[0]?.refunded).toEqual(order.total);
    expect(await look(house, second.orderId)).toMatchObject({ status: 'confirmed' });
  });

  it('a second payment on one link goes back, the first stands', async () => {
    const { variantId } = await house.stockProduct({ units: 2 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    house.razorpay.side.payTwice(linkId);
    await house.fileEvents((events) => [...events, ...events.toReversed()]);
    await house.drain();
    await house.fileEvents();
    const order = await look(house, orderId);
    expect(order.payments.map((each) => [each.verdict, each.refunded.minor])).toEqual(
      expect.arrayContaining([
        ['settled', 0n],
        ['excess', 10_000n],
      ]),
    );
    expect(order).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', refunded: money(0, 'INR') });
  });

  it.each([
    ['amount', 9_999, undefined],
    ['currency', 10_000, 'USD'],
  ])('a wrong %s is never accepted and goes back', async (_, amount, currency) => {
    const { variantId } = await house.stockProduct({ units: 2 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    house.razorpay.side.payWrongAmount(linkId, amount, currency);
    await house.fileEvents();
    await house.drain();
    await house.fileEvents();
    const order = await look(house, orderId);
    expect(order).toMatchObject({ status: 'pending', paymentStatus: 'unpaid' });
    expect(order.payments).toMatchObject([{ verdict: 'mismatch', refunded: money(amount, currency ?? 'INR') }]);
    // The gateway takes nothing more on that link: the customer gets another, and pays.
    await house.inTx(async (tx) => expectOk(await house.orders.renewPaymentLink(tx, orderId)));
    await house.drain();
    await pay(orderId);
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  it('a failed try stands in the timeline and the link can still be paid', async () => {
    const { variantId } = await house.stockProduct({ units: 2 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    house.razorpay.side.fail(linkId);
    await house.fileEvents();
    await house.drain();
    expect((await look(house, orderId)).timeline.map((entry) => entry.kind)).toContain('payment.failed');
    await pay(orderId);
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed' });
  });
});

describe('cancelling', () => {
  it('an unpaid order frees its stock at once and its link can no longer be paid', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const { orderId, linkId } = await placeOrder(house, { variantId });
    await house.inTx(async (tx) => expectOk(await house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' })));
    expect(await available(variantId)).toBe(1);
    await house.drain();
    expect(house.razorpay.side.links().find((each) => each.id === linkId)?.status).toBe('cancelled');
  });

  it('a paid order goes back whole: stock, money once, parcel', async () => {
    const { variantId } = await house.stockProduct({ units: 3 });
    const { orderId } = await placeOrder(house, { variantId, delivery: true });
    await pay(orderId);
    for (let times = 0; times < 2; times += 1)
      await house.inTx(async (tx) => expectOk(await house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' })));
    await house.drain();
    await house.fileEvents();
    await house.drain();
    const order = await look(house, orderId);
    expect(order).toMatchObject({
      status: 'cancelled',
      paymentStatus: 'refunded',
      refunded: order.total,
      shipment: { state: 'cancelled' },
    });
    expect(await house.inTx((tx) => house.stock.levels(tx, [variantId]))).toMatchObject([{ onHand: 3, held: 0 }]);
    expect(house.razorpay.side.refunds().filter((each) => each.payment_id === order.payments[0]?.providerPaymentId)).toHaveLength(1);
    expect(house.shiprocket.side.parcels().find((each) => each.reference === order.orderNumber)?.orderStatus).toBe('CANCELED');
  });

  it('what was sent cannot be cancelled', async () => {
    const { variantId } = await house.stockProduct({ units: 3 });
    const { orderId } = await placeOrder(house, { variantId, delivery: true });
    await pay(orderId);
    await house.inTx(async (tx) => expectOk(await house.orders.ship(tx, orderId, 'staff:1')));
    expect(await house.inTx((tx) => house.orders.cancel(tx, orderId, { reason: 'x', actor: 'x' }))).toMatchObject({
      refusal: { code: 'order.wrong_state' },
    });
  });
});

describe('by hand', () => {
  it('a new link is made for a living order whose link was lost, and holds the stock as long', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      createLink: async () => ({ ok: false, refusal: { kind: 'rejected', detail: 'not today' } }),
    });
    const { orderId } = await placeOrder(house, { variantId });
    house.outside.wrapGateway = (gateway) => gateway;
    expect(await look(house, orderId)).toMatchObject({ status: 'pending', paymentLink: { state: 'failed' } });
    house.clock.advance(20 * minuteMs);
    await house.inTx(async (tx) => expectOk(await house.orders.renewPaymentLink(tx, orderId)));
    await house.advance(15 * minuteMs);
    expect(await look(house, orderId)).toMatchObject({ status: 'pending', paymentLink: { state: 'open' } });
    await pay(orderId);
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
  });

  it('refunds add up to what was paid and never to more', async () => {
    const { variantId } = await house.stockProduct({ units: 3 });
    const { orderId } = await placeOrder(house, { variantId });
    await pay(orderId);
    const refund = (minor?: number) =>
      house.inTx((tx) =>
        house.orders.refund(tx, orderId, {
          reason: 'bruised',
          actor: 'staff:1',
          ...(minor === undefined ? {} : { amount: money(minor, 'INR') }),
        }),
      );
    expectOk(await refund(4_000));
    expect(await refund(6_001)).toMatchObject({ refusal: { code: 'payment.refund_too_large' } });
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'partially_refunded', refunded: money(4_000, 'INR') });
    expectOk(await refund());
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'refunded', refunded: money(10_000, 'INR') });
    expect(await refund()).toMatchObject({ refusal: { code: 'payment.refund_too_large' } });
  });

  it('staff confirm an unpaid order: it stays unpaid, no longer expires, and a payment still finds it', async () => {
    const { variantId } = await house.stockProduct({ units: 3 });
    const { orderId } = await placeOrder(house, { variantId });
    await house.inTx(async (tx) => expectOk(await house.orders.confirm(tx, orderId, 'staff:1')));
    await pay(orderId);
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    expect(await house.inTx((tx) => house.stock.levels(tx, [variantId]))).toMatchObject([{ onHand: 2, held: 0 }]);
  });

  it('what does not exist is not found', async () => {
    expect(await house.inTx((tx) => house.orders.get(tx, newId<OrderId>()))).toMatchObject({ refusal: { code: 'order.not_found' } });
    expect(await house.inTx((tx) => house.orders.byPublicId(tx, newId()))).toMatchObject({ refusal: { code: 'order.not_found' } });
  });
});
