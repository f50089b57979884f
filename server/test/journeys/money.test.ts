/** What happens to money that comes wrong, twice, late or not at all, by each gateway. Every journey is whole: chat, web, gateway, webhooks. */
import { type GatewayChoice, gatewayNames } from '@parley/contract/api/merchants.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Captured, gatewayNamed, type TestGateway } from '../builders/gateways.ts';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toPaymentPage } from '../builders/purchase.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let gateway: TestGateway;
let shopper: Shopper;
let people = 0;

const toPage = (variantId: string, who = shopper): Promise<string> => toPaymentPage(who, variantId);

async function openShop(name: GatewayChoice): Promise<void> {
  town = await openTown();
  gateway = gatewayNamed(town.standIns, name);
  merchant = await openMerchant(town, town.standIns, {
    // The courier's prices are rupees: who sells in another currency delivers by itself, at a price of its own.
    connect: gateway.currency === 'INR' ? ['whatsapp', name, 'shiprocket'] : ['whatsapp', name],
    extra: { currency: gateway.currency },
  });
  if (gateway.currency !== 'INR') {
    const changed = await merchant.call('PATCH', '/merchant', { settings: { delivery: { kind: 'flat', amount: '150.00' } } });
    expect(changed.status).toBe(200);
  }
}

function newShopper(): void {
  people += 1;
  shopper = openShopper(town.standIns, merchant.phoneNumberId, { phone: `9198765100${String(people).padStart(2, '0')}` });
}

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await town.standIns.settled();
    await town.app.worker.drain();
  }
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

function there(captured: Captured | undefined): Captured {
  if (!captured) throw new Error('the stand-in took no money');
  return captured;
}

const confirmed = (who = shopper) => who.hears('the confirmation', (message) => /confirmed/i.test(message.text));
const toldOfRefund = () => shopper.hears('that money goes back', (message) => /refund|back/i.test(message.text));

describe.each(gatewayNames)('money by %s', (name) => {
  beforeAll(() => openShop(name));
  afterAll(() => town.close());
  beforeEach(newShopper);

  test('a payment told many times makes one paid order and issues its stock once', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Tea', price: '80.00', stock: 4 });
    const paid = there(gateway.pay(await toPage(variantId)));
    await confirmed();
    gateway.resendAll();
    gateway.resendAll();
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 3, held: 0 });
    expect(gateway.refundsOf(paid.id)).toEqual([]);
  });

  test.skipIf(name === 'paystack')('a second payment on one link is refunded in full and told', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Rice', price: '120.00', stock: 4 });
    const page = await toPage(variantId);
    const paid = [there(gateway.pay(page)), there(gateway.payAgain(page))];
    await toldOfRefund();
    await settle();
    expect(paid.flatMap(({ id }) => gateway.refundsOf(id))).toEqual([paid[0]?.minor]);
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 3, held: 0 });
  });

  test('too little is never accepted: the order stays unpaid and the money goes back', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Oil', price: '200.00', stock: 2 });
    const paid = there(gateway.payWrong(await toPage(variantId), 10_000n));
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    expect(gateway.refundsOf(paid.id)).toEqual([10_000n]);
    expect(await stockOf(variantId)).toEqual({ onHand: 2, held: 1 });
  });

  test('a declined try is no payment, and the next one is', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Ghee', price: '200.00', stock: 2 });
    const page = await toPage(variantId);
    gateway.fail(page);
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    there(gateway.pay(page));
    await confirmed();
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
  });

  test('an expired link frees its stock at once; money that comes after is honoured while there is stock', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Honey', price: '300.00', stock: 1 });
    const page = await toPage(variantId);
    expect(await stockOf(variantId)).toEqual({ onHand: 1, held: 1 });
    await town.pass(32 * minuteMs);
    expect(await stockOf(variantId)).toEqual({ onHand: 1, held: 0 });
    expect(at(await orderOf(), 'status')).toBe('cancelled');
    there(gateway.payLate(page));
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
    expect(await stockOf(variantId)).toEqual({ onHand: 0, held: 0 });
  });

  test('money that comes after the last unit went to somebody else is refunded in full, with a message', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Saffron', price: '900.00', stock: 1 });
    const late = await toPage(variantId);
    await town.pass(32 * minuteMs);
    const other = openShopper(town.standIns, merchant.phoneNumberId, {
      name: 'Rohan',
      phone: `91987652${String(people).padStart(4, '0')}`,
    });
    there(gateway.pay(await toPage(variantId, other)));
    await confirmed(other);
    shopper.mark();
    const paid = there(gateway.payLate(late));
    await toldOfRefund();
    await settle();
    expect(gateway.refundsOf(paid.id)).toEqual([paid.minor]);
    expect(await stockOf(variantId)).toEqual({ onHand: 0, held: 0 });
  });

  test('a payment whose webhooks are all lost is found by the reconciler', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Salt', price: '60.00', stock: 3 });
    const page = await toPage(variantId);
    gateway.faults.set({ webhookDrop: 1 });
    there(gateway.pay(page));
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    await town.pass(4 * minuteMs);
    gateway.faults.set({ webhookDrop: 0 });
    expect(at(await orderOf(), 'payment_status')).toBe('paid');
  });

  test('a cancelled paid order gives stock and money back, and the books agree', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Jam', price: '150.00', stock: 2 });
    const paid = there(gateway.pay(await toPage(variantId)));
    await confirmed();
    const id = textAt(await orderOf(), 'id');
    const cancelled = await merchant.call('POST', `/orders/${id}/cancel`, { reason: 'changed mind' });
    expect(cancelled.status).toBe(200);
    await settle();
    expect(at(await orderOf(), 'status')).toBe('cancelled');
    expect(gateway.refundsOf(paid.id)).toEqual([paid.minor]);
    expect(await stockOf(variantId)).toEqual({ onHand: 2, held: 0 });
    // What a gateway queues, and tells of without naming it, is looked at in its own time.
    await town.pass(11 * minuteMs);
    expect(at(await orderOf(), 'payment_status')).toBe('refunded');
    expect(at((await merchant.call('POST', '/accounting/verify')).body, 'data.differences')).toEqual([]);
  });
});

describe('money in another currency', () => {
  beforeAll(() => openShop('razorpay'));
  afterAll(() => town.close());
  beforeEach(newShopper);

  test('is never accepted: the order stays unpaid and the money goes back', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Oil', price: '200.00', stock: 2 });
    const { side } = town.standIns.razorpay;
    const paid = side.payWrongAmount((await toPage(variantId)).split('/').at(-1) ?? '', 24_900, 'USD');
    if (!paid.ok) throw new Error('the stand-in refused the wrong currency');
    await settle();
    expect(at(await orderOf(), 'payment_status')).toBe('unpaid');
    expect(gateway.refundsOf(paid.value.id)).toEqual([24_900n]);
    expect(await stockOf(variantId)).toEqual({ onHand: 2, held: 1 });
  });
});
