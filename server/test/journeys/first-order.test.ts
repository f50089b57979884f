/** The main job, whole: a customer writes, shops, confirms the address on the web, pays, and is confirmed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
});
afterAll(() => town.close());

describe('a first order', () => {
  test('Asha orders two coffees, has them delivered, pays and is confirmed', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5, weight_kg: '0.5' });
    const asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500001' });

    asha.say('hi');
    await asha.hears('the greeting with a menu', (message) => message.ids.includes('shop'));
    asha.mark();
    asha.say('coffee');
    await asha.hears('the coffee', (message) => /Filter coffee/.test(message.text));
    asha.mark();
    asha.press(`add:${variantId}`);
    await asha.hears('that it is in the cart', (message) => message.ids.includes('checkout'));
    asha.mark();
    asha.press(`quantity:${variantId}:2`);
    await asha.hears('the new total', (message) => /298/.test(message.text));
    asha.mark();
    asha.press('checkout');
    await asha.hears('the question for the PIN code', (message) => /PIN/i.test(message.text));
    asha.mark();
    asha.say('560034');
    const offer = await asha.hears('the checkout link', (message) => message.urls.some((url) => url.includes('/checkout/')));
    const link = offer.urls.find((url) => url.includes('/checkout/')) ?? '';
    expect(link).not.toContain('98765');
    asha.mark();

    const gateway = await asha.checkOut(link);
    expect(gateway).toContain('/l/plink_');
    const plink = gateway.split('/l/')[1] ?? '';
    expect(town.standIns.razorpay.side.pay(plink).ok).toBe(true);
    const confirmation = await asha.hears(
      'the confirmation',
      (message) => /ORD-\d{8}-\d{5}/.test(message.text) && /paid|confirmed|thank/i.test(message.text),
    );

    const number = /ORD-\d{8}-\d{5}/.exec(confirmation.text)?.[0] ?? '';
    const orders = await merchant.call('GET', `/orders?search=${number}`);
    expect(at(orders.body, 'data.0.payment_status')).toBe('paid');
    expect(at(orders.body, 'data.0.status')).toMatch(/confirmed|processing/);
    const levels = await merchant.call('GET', '/inventory/levels');
    expect(at(levels.body, 'data.0.on_hand')).toBe(3);
    expect(at(levels.body, 'data.0.held')).toBe(0);
    expect(textAt(orders.body, 'data.0.total_amount')).toMatch(/^\d+\.\d\d$/);
  });
});
