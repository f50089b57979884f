/** Bought in the chat, brought by the courier, sent back in the chat: stock, money, books and what the customer is told agree at the end. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountRole } from '../../src/domains/books/index.ts';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toPaymentLink } from '../builders/purchase.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  const taxed = await merchant.call('PATCH', '/merchant', { settings: { tax: { default_rate: '5' } }, tax_region: 'Karnataka' });
  expect(taxed.status).toBe(200);
});
afterAll(() => town.close());

const PICKED_UP = 42;
const DELIVERED = 7;

async function settle(): Promise<void> {
  await town.standIns.settled();
  await town.app.worker.drain();
  await town.standIns.settled();
  await town.app.worker.drain();
}

async function stockOf(variantId: string): Promise<unknown> {
  return at((await merchant.call('GET', `/inventory/levels?variant_id=${variantId}`)).body, 'data.0.on_hand');
}

function onBooks(orderId: string): Promise<(role: AccountRole) => bigint> {
  return town.database.inTx(merchant.id as MerchantId, async (tx) => {
    const balances = await town.app.books.balancesOfOrder(tx, orderId);
    return (role) => balances.get(role) ?? 0n;
  });
}

function allBooks(role: AccountRole): Promise<bigint> {
  return town.database.inTx(merchant.id as MerchantId, async (tx) => (await town.app.books.balance(tx, role)).minor);
}

/** Two units, paid, picked up and delivered by the courier. */
async function buyTwo(asha: Shopper, variantId: string): Promise<{ readonly id: string; readonly total: number }> {
  asha.say(`quantity:${variantId}:1`);
  const link = await toPaymentLink(asha, variantId);
  const paid = town.standIns.razorpay.side.pay(link);
  if (!paid.ok) throw new Error('the stand-in refused to pay');
  await asha.hears('the confirmation', (message) => /confirmed/i.test(message.text));
  await settle();
  const list = await merchant.call('GET', '/orders?limit=1');
  const id = textAt(list.body, 'data.0.id');
  const parcel = town.standIns.shiprocket.side
    .parcels()
    .find((each) => each.reference.startsWith(textAt(list.body, 'data.0.order_number')));
  const awb = parcel?.awb ?? '';
  expect(town.standIns.shiprocket.side.move(awb, PICKED_UP)).toBe(true);
  await settle();
  expect(town.standIns.shiprocket.side.move(awb, DELIVERED)).toBe(true);
  await asha.hears('that it was delivered', (message) => /was delivered/.test(message.text));
  await settle();
  return { id, total: paid.value.amount };
}

describe('a return', () => {
  test('Asha sends two coffees back, one of them broken, and gets her money; the delivery she paid for stays paid', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '105.00', stock: 5, weight_kg: '0.5' });
    const asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500021' });
    const order = await buyTwo(asha, variantId);
    expect(await stockOf(variantId)).toBe(3);
    const sold = await onBooks(order.id);
    expect([sold('sales'), sold('output_cgst'), sold('output_sgst'), sold('receivable')]).toEqual([
      -20_000n,
      expect.any(BigInt),
      sold('output_cgst'),
      0n,
    ]);
    expect(sold('cost_of_goods')).toBe(200n);

    asha.mark();
    asha.press(`order.return:${order.id}`);
    await asha.hears('how many', (message) => message.ids.includes(`return.quantity:${order.id}:${variantId}:2`));
    asha.mark();
    asha.say('2');
    await asha.hears('why', (message) => message.ids.includes(`return.reason:${order.id}:damaged`));
    asha.mark();
    asha.press(`return.reason:${order.id}:damaged`);
    await asha.hears('what she would get back', (message) => /₹210\.00/.test(message.text));
    asha.mark();
    asha.press(`return.yes:${order.id}`);
    await asha.hears('that it is noted', (message) => /RET-10001 .* is noted/.test(message.text));

    const listed = await merchant.call('GET', '/returns?state=asked');
    const path = `/returns/${textAt(listed.body, 'data.0.id')}`;
    asha.mark();
    expect((await merchant.call('POST', `${path}/approve`, { message: 'Any day before six.' })).status).toBe(200);
    await asha.hears('that she may bring it', (message) => /approved.*Any day before six\./s.test(message.text));
    asha.mark();
    const lines = (outcome: string) => ({ lines: [{ variant_id: variantId, outcome }] });
    expect(at((await merchant.call('POST', `${path}/receive`, lines('restocked'))).body, 'data.state')).toBe('receiving');
    expect(at((await merchant.call('POST', `${path}/receive`, lines('damaged'))).body, 'data.refundable_amount')).toBe('210.00');
    await asha.hears('that both arrived', (message) => /2 of 2 arrived/.test(message.text));
    expect(await stockOf(variantId)).toBe(4);
    asha.mark();
    for (let time = 0; time < 2; time += 1)
      expect(at((await merchant.call('POST', `${path}/refund`, {})).body, 'data.refund_amount')).toBe('210.00');
    await asha.hears('that the money is on its way', (message) => /₹210\.00 for return RET-10001 goes back/.test(message.text));
    await settle();
    await asha.hears('that it was paid', (message) => /refund of ₹210\.00 for return RET-10001 has been paid/.test(message.text));

    expect(at((await merchant.call('GET', path)).body, 'data.state')).toBe('closed');
    const shown = await merchant.call('GET', `/orders/${order.id}`);
    expect([at(shown.body, 'data.payment_status'), at(shown.body, 'data.refunded_amount')]).toEqual(['partially_refunded', '210.00']);
    const refunds = town.standIns.razorpay.side.refunds().map((each) => each.amount);
    expect(refunds).toEqual([21_000]);
    const back = await onBooks(order.id);
    expect(
      ['sales_returns', 'receivable', 'refunds_due', 'cost_of_goods', 'stock_adjustment'].map((role) => back(role as AccountRole)),
    ).toEqual([20_000n, 0n, 0n, 0n, 100n]);
    expect(back('output_cgst') - sold('output_cgst')).toBe(500n);
    expect(back('output_sgst') - sold('output_sgst')).toBe(500n);
    const levels = await town.database.inTx(merchant.id as MerchantId, (tx) =>
      tx.db.selectFrom('stock_levels').select('value_minor').execute(),
    );
    expect(await allBooks('inventory')).toBe(levels.reduce((sum, level) => sum + level.value_minor, 0n));
    expect(order.total).toBeGreaterThan(21_000);
  });
});
