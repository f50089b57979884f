/** Links, refunds and the reconciler against the gateway's stand-in over HTTP, also when the process dies between two beats. */
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs, hourMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import { enqueue } from '../../foundation/jobs/enqueue.ts';
import type { PaymentGateway } from '../../providers/payments/payments.port.ts';
import { reconcileJob } from './payment-job-kinds.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(7);
});
afterAll(() => house.close());
beforeEach(() => {
  house.outside.wrapGateway = (gateway) => gateway;
  house.razorpay.faults.set({ effectThen500: 0, refuse500: 0 });
});

/** The process dies after the gateway did it and before anything was written down, so many times. */
function dieAfter(verb: 'createLink' | 'refund' | 'cancelLink', times: number): void {
  let left = times;
  house.outside.wrapGateway = (gateway): PaymentGateway => {
    const call = gateway[verb] as (input: never) => Promise<unknown>;
    const dying = async (input: never) => {
      const answer = await call(input);
      if ((left -= 1) >= 0) throw new Error('the process died');
      return answer;
    };
    return { ...gateway, [verb]: dying };
  };
}

const sold = async (quantity = 1) => placeOrder(house, { variantId: (await house.stockProduct({ units: 5 })).variantId, quantity });
const linksFor = async (orderId: Awaited<ReturnType<typeof sold>>['orderId']) => {
  const link = (await look(house, orderId)).paymentLink;
  return house.razorpay.side.links().filter((each) => each.reference_id === link?.id.replaceAll('-', ''));
};
async function paid() {
  const placed = await sold();
  house.razorpay.side.pay(placed.linkId);
  await house.fileEvents();
  await house.drain();
  return placed;
}
async function reconcile() {
  await house.database.inPlatformTx((tx) => enqueue(tx, house.clock.now(), reconcileJob, {}));
  await house.drain();
}

describe('links', () => {
  it('a link whose making was not written down is found, not made again', async () => {
    dieAfter('createLink', 2);
    const { orderId } = await sold();
    await house.advance(minuteMs);
    await house.advance(minuteMs);
    expect(await linksFor(orderId)).toHaveLength(1);
    expect((await look(house, orderId)).paymentLink).toMatchObject({ state: 'open' });
  });

  it('half of all answers lost makes one open link an order', async () => {
    house.razorpay.faults.set({ effectThen500: 0.5 });
    const orders = [];
    for (let index = 0; index < 6; index += 1) orders.push((await sold()).orderId);
    house.razorpay.faults.set({ effectThen500: 0 });
    for (let index = 0; index < 6; index += 1) await house.advance(30_000);
    for (const orderId of orders) {
      expect(await linksFor(orderId)).toHaveLength(1);
      expect((await look(house, orderId)).paymentLink).toMatchObject({ state: 'open' });
    }
  });

  it('a link that was made while its order was cancelled is closed at the gateway too', async () => {
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async createLink(input) {
        const made = await gateway.createLink(input);
        const { items } = await house.inTx((tx) => house.orders.list(tx, { page: 1, limit: 1 }));
        const [order] = items;
        if (order) await house.inTx((tx) => house.orders.cancel(tx, order.id, { reason: 'customer', actor: 'customer' }));
        return made;
      },
    });
    const { orderId } = await sold();
    expect((await look(house, orderId)).status).toBe('cancelled');
    expect(await linksFor(orderId)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('a payment told before its link was written down finds its order', async () => {
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async createLink(input) {
        const made = await gateway.createLink(input);
        if (made.ok) {
          house.razorpay.side.pay(made.value.providerLinkId);
          await house.fileEvents();
        }
        return made;
      },
    });
    const { orderId } = await sold();
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', paymentLink: { state: 'paid' } });
  });

  it('an event about a link of another shop is not known here', async () => {
    const { linkId } = await sold();
    house.razorpay.side.pay(linkId);
    const link = { providerLinkId: linkId };
    const at = house.clock.now();
    const payment = { providerPaymentId: 'pay_other', amount: { minor: 1n, currency: 'INR' }, state: 'captured', at } as const;
    const event = { kind: 'payment_captured', link, payment } as const;
    expect(await house.database.inTx(house.otherMerchantId, (tx) => house.payments.fileEvent(tx, 'razorpay', event))).toBe(false);
    await house.fileEvents();
  });

  it('a webhook without a slug leads to the merchant by link, reference or payment', async () => {
    const { orderId, linkId } = await paid();
    const providerPaymentId = (await look(house, orderId)).payments[0]?.providerPaymentId ?? '';
    const none = { providerLinkIds: [], references: [], providerPaymentIds: [] };
    const find = (ids: Partial<typeof none> | { providerLinkIds?: string[]; references?: string[]; providerPaymentIds?: string[] }) =>
      house.database.inPlatformTx((tx) => house.payments.merchantOf(tx, 'razorpay', { ...none, ...ids }));
    expect(await find({ providerLinkIds: [linkId] })).toBe(house.merchantId);
    expect(await find({ references: (await linksFor(orderId)).map((each) => each.reference_id) })).toBe(house.merchantId);
    expect(await find({ providerPaymentIds: [providerPaymentId] })).toBe(house.merchantId);
    expect(await find({ providerLinkIds: ['plink_unknown'] })).toBeUndefined();
    expect(await house.inTx((tx) => house.payments.orderOfLink(tx, 'razorpay', linkId))).toBe(orderId);
  });
});

describe('the reconciler', () => {
  it('a payment that no webhook told of is found within minutes', async () => {
    const { orderId, linkId } = await sold();
    house.razorpay.side.pay(linkId);
    await house.advance(3 * minuteMs);
    await reconcile();
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
    // What the webhooks tell afterwards changes nothing.
    await house.fileEvents();
    await house.drain();
    expect((await look(house, orderId)).payments).toMatchObject([{ verdict: 'settled' }]);
  });

  it('a second payment, and one of another currency, that no webhook told of are found and go back in full', async () => {
    const twice = await sold();
    const foreign = await sold();
    house.razorpay.side.payTwice(twice.linkId);
    const minor = house.razorpay.side.links().find((each) => each.id === foreign.linkId)?.amount ?? 0;
    house.razorpay.side.payWrongAmount(foreign.linkId, minor, 'USD');
    for (let looks = 0; looks < 3; looks += 1) {
      await house.advance(6 * minuteMs);
      await reconcile();
    }
    const verdicts = (await look(house, twice.orderId)).payments.map((payment) => payment.verdict);
    expect(verdicts.toSorted()).toEqual(['excess', 'settled']);
    expect((await look(house, foreign.orderId)).payments).toMatchObject([{ verdict: 'mismatch' }]);
    expect(await look(house, foreign.orderId)).toMatchObject({ paymentStatus: 'unpaid' });
    expect(house.razorpay.side.refunds()).toHaveLength(2);
    await house.fileEvents();
  });

  it('a link that the gateway closed frees its stock at once', async () => {
    const { orderId, linkId } = await sold();
    const seen = house.razorpay.side.links().find((each) => each.id === linkId);
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async fetchLink(by) {
        const link = await gateway.fetchLink(by);
        return link.ok && link.value.providerLinkId === seen?.id ? { ok: true, value: { ...link.value, state: 'expired' as const } } : link;
      },
    });
    await house.advance(3 * minuteMs);
    await reconcile();
    expect(await look(house, orderId)).toMatchObject({ status: 'cancelled', closedReason: 'payment_expired' });
  });

  it('a payment in the very moment of closing is found by the close itself', async () => {
    const { orderId, linkId } = await sold();
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async cancelLink(id) {
        house.razorpay.side.pay(linkId);
        return gateway.cancelLink(id);
      },
    });
    await house.inTx((tx) => house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' }));
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({ status: 'confirmed', payments: [{ verdict: 'late' }] });
    await house.fileEvents();
  });

  it('asks the gateway again for as long as it is silent, and no other job waits for it', async () => {
    const { orderId, linkId } = await sold();
    house.razorpay.side.pay(linkId);
    house.razorpay.faults.set({ refuse500: 1 });
    for (let minutes = 0; minutes < 6; minutes += 1) {
      await house.advance(minuteMs);
      await reconcile();
    }
    expect(await house.database.inPlatformTx((tx) => tx.db.selectFrom('dead_jobs').select('queue').execute())).toEqual([]);
    house.razorpay.faults.set({ refuse500: 0 });
    await house.advance(3 * minuteMs);
    await reconcile();
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'paid' });
    await house.fileEvents();
  });
});

describe('refunds', () => {
  const cancel = async (orderId: Awaited<ReturnType<typeof sold>>['orderId']) => {
    await house.inTx(async (tx) => expectOk(await house.orders.cancel(tx, orderId, { reason: 'customer', actor: 'customer' })));
    await house.drain();
  };
  const refundsOf = async (orderId: Awaited<ReturnType<typeof sold>>['orderId']) => {
    const ids = (await look(house, orderId)).payments.map((each) => each.providerPaymentId);
    return house.razorpay.side.refunds().filter((each) => ids.includes(each.payment_id));
  };

  it('a refund whose answer was lost is made once', async () => {
    dieAfter('refund', 2);
    const { orderId } = await paid();
    await cancel(orderId);
    await house.advance(minuteMs);
    await house.advance(minuteMs);
    await house.fileEvents();
    await house.drain();
    expect(await refundsOf(orderId)).toHaveLength(1);
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'refunded' });
  });

  it('an outage of hours does not lose a refund', async () => {
    const { orderId } = await paid();
    house.razorpay.faults.set({ refuse500: 1 });
    await cancel(orderId);
    for (let hour = 0; hour < 6; hour += 1) await house.advance(hourMs);
    house.razorpay.faults.set({ refuse500: 0 });
    await house.advance(hourMs);
    await house.fileEvents();
    await house.drain();
    expect(await refundsOf(orderId)).toHaveLength(1);
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'refunded' });
  });

  it('a refund that the gateway failed is asked again, three times in all, and then staff see it', async () => {
    const { orderId } = await paid();
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async refund(input) {
        const made = await gateway.refund(input);
        return made.ok ? { ok: true, value: { ...made.value, state: 'pending' } } : made;
      },
      async fetchRefunds(id) {
        const all = await gateway.fetchRefunds(id);
        return all.ok ? { ok: true, value: all.value.filter((each) => each.state === 'failed') } : all;
      },
    });
    await cancel(orderId);
    for (let day = 0; day < 5; day += 1) {
      for (const refund of await refundsOf(orderId)) house.razorpay.side.failRefund(refund.id);
      await house.fileEvents((events) => events.filter((each) => each.kind === 'refund_changed' && each.refund.state === 'failed'));
      await house.advance(dayMs);
    }
    expect((await refundsOf(orderId)).map((each) => each.status)).toEqual(['failed', 'failed', 'failed']);
    const order = await look(house, orderId);
    expect(order).toMatchObject({ paymentStatus: 'paid', refunded: { minor: 0n } });
    expect(order.timeline.filter((entry) => entry.kind === 'refund.failed')).toHaveLength(1);
  });

  it('a refund made at the gateway itself shows on the order', async () => {
    const { orderId } = await paid();
    const payment = (await look(house, orderId)).payments[0];
    const refund = {
      providerRefundId: 'rfnd_byhand0000001',
      providerPaymentId: payment?.providerPaymentId ?? '',
      amount: { minor: 2_500n, currency: 'INR' },
    };
    for (const state of ['processed', 'pending', 'processed'] as const)
      expect(
        await house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', { kind: 'refund_changed', refund: { ...refund, state } })),
      ).toBe(true);
    await house.drain();
    expect(await look(house, orderId)).toMatchObject({ paymentStatus: 'partially_refunded', refunded: { minor: 2_500n } });
  });

  it('a refund of an unknown payment waits', async () => {
    const refund = {
      providerRefundId: 'rfnd_x',
      providerPaymentId: 'pay_x',
      amount: { minor: 1n, currency: 'INR' },
      state: 'processed',
    } as const;
    expect(await house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', { kind: 'refund_changed', refund }))).toBe(false);
  });
});

it('the gateway’s fee is known after a payment', async () => {
  const { orderId } = await paid();
  const fee = await house.inTx((tx) =>
    tx.db.selectFrom('payments').select(['fee_minor', 'fee_tax_minor', 'method']).where('order_id', '=', orderId).executeTakeFirst(),
  );
  expect(fee?.fee_minor).toBeGreaterThan(0n);
  expect(await linkIdOf(house, orderId)).not.toBe('');
});
