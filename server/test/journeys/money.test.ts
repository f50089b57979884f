/** What happens to money that comes wrong, twice, late or not at all. Every journey is whole: chat, web, gateway, webhooks. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toPaymentLink } from '../builders/purchase.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let shopper: Shopper;
let people = 0;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns);
});
afterAll(() => town.close());
beforeEach(() => {
  people += 1;
  shopper = openShopper(town.standIns, merchant.phoneNumberId, { phone: `9198765100${String(people).padStart(2, '0')}` });
});

const side = () => town.standIns.razorpay.side;
const refundsOf = (paymentIds: readonly string[]) =>
  side()
    .refunds()
    .filter((refund) => paymentIds.includes(refund.payment_id));

async function settle(): Promise<void> {
  await town.standIns.settled();
  await town.app.worker.drain();
}

async function orderOf(): Promise<unknown> {
  const list = await merchant.call('GET', '/orders?limit=1');
  const order = await merchant.call('GET', `/orders/${textAt(list.body, 'data.0.id')}`);
  return at(order.body, 'data');
}

async function stockOf(variantId: string): Promise<{ readonly onHand: unknown; readonly held: unknown }> {
  const levels = await merchant.call('GET', `/inventory/levels?variant_id=${variantId}`);
  return { onHand: at(levels.body, 'data.0.on_hand'), held: at(levels.body, 'data.0.held') };
}

describe('money', () => {
  test('a payment told many times makes one paid order and issues its stock once', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Tea', price: '80.00', stock: 4 });
    const link = await toPaymentLink(shopper, variantId);
    side().pay(link);
    await shopper.hears('the confirmation', (message) => /confirmed/i.test(message.text));
    for (const event of side().events()) side().resend(event.id);
    for (const event of side().events().toReversed()) side().resend(event.id);
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 3, held: 0 });
    expect(
      refundsOf(
        side()
          .payments()
          .map((payment) => payment.id),
      ),
    ).toEqual([]);
  });

  test('a second payment on one link is refunded in full and told', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Rice', price: '120.00', stock: 4 });
    const link = await toPaymentLink(shopper, variantId);
    const paid = side().payTwice(link);
    if (!paid.ok) throw new Error('the stand-in refused to pay twice');
    await shopper.hears('that one payment goes back', (message) => /refund|back/i.test(message.text));
    await settle();
    const refunds = refundsOf(paid.value.map((payment) => payment.id));
    expect(refunds).toHaveLength(1);
    expect(refunds[0]?.amount).toBe(paid.value[0].amount);
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 3, held: 0 });
  });

  test.each([
    ['too little', 100, undefined],
    ['another currency', 24_900, 'USD'],
  ])('%s is never accepted: the order stays unpaid and the money goes back', async (_what, minor, currency) => {
    const { variantId } = await addProduct(merchant, { name: `Oil ${minor}`, price: '200.00', stock: 2 });
    const link = await toPaymentLink(shopper, variantId);
    const paid = side().payWrongAmount(link, minor, currency);
    if (!paid.ok) throw new Error('the stand-in refused the wrong amount');
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    expect(refundsOf([paid.value.id]).map((refund) => refund.amount)).toEqual([minor]);
    expect(await stockOf(variantId)).toEqual({ onHand: 2, held: 1 });
  });

  test('an expired link frees its stock at once; money that comes after is honoured while there is stock', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Honey', price: '300.00', stock: 1 });
    const link = await toPaymentLink(shopper, variantId);
    expect(await stockOf(variantId)).toEqual({ onHand: 1, held: 1 });
    await town.pass(31 * minuteMs);
    expect(await stockOf(variantId)).toEqual({ onHand: 1, held: 0 });
    expect(at(await orderOf(), 'status')).toBe('cancelled');
    side().pay(link, { late: true });
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 0, held: 0 });
  });

  test('money that comes after the last unit went to somebody else is refunded in full, with a message', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Saffron', price: '900.00', stock: 1 });
    const late = await toPaymentLink(shopper, variantId);
    await town.pass(31 * minuteMs);
    const other = openShopper(town.standIns, merchant.phoneNumberId, { name: 'Rohan', phone: '919876520001' });
    side().pay(await toPaymentLink(other, variantId));
    await other.hears('the confirmation', (message) => /confirmed/i.test(message.text));
    shopper.mark();
    const paid = side().pay(late, { late: true });
    if (!paid.ok) throw new Error('the stand-in refused the late payment');
    await shopper.hears('that the money goes back', (message) => /refund|back/i.test(message.text));
    await settle();
    expect(refundsOf([paid.value.id]).map((refund) => refund.amount)).toEqual([paid.value.amount]);
    expect(await stockOf(variantId)).toEqual({ onHand: 0, held: 0 });
  });

  test('a payment whose webhooks are all lost is found by the reconciler', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Salt', price: '20.00', stock: 3 });
    const link = await toPaymentLink(shopper, variantId);
    town.standIns.razorpay.faults.set({ webhookDrop: 1 });
    side().pay(link);
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    await town.pass(4 * minuteMs);
    town.standIns.razorpay.faults.set({ webhookDrop: 0 });
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
  });

  test('a cancelled paid order gives stock and money back', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Jam', price: '150.00', stock: 2 });
    const link = await toPaymentLink(shopper, variantId);
    const paid = side().pay(link);
    if (!paid.ok) throw new Error('the stand-in refused to pay');
    await shopper.hears('the confirmation', (message) => /confirmed/i.test(message.text));
    const id = textAt(await orderOf(), 'id');
    const cancelled = await merchant.call('POST', `/orders/${id}/cancel`, { reason: 'changed mind' });
    expect(cancelled.status).toBe(200);
    await settle();
    expect(at(await orderOf(), 'status')).toBe('cancelled');
    expect(refundsOf([paid.value.id]).map((refund) => refund.amount)).toEqual([paid.value.amount]);
    expect(await stockOf(variantId)).toEqual({ onHand: 2, held: 0 });
  });
});
