/** The shop inside WhatsApp: its catalogue is filled, a customer looks around in it and sends the cart that WhatsApp built. */
import { minuteMs } from '@parley/contract/values/time.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

const catalogId = '104400000000001';
let town: Town;
let merchant: TestMerchant;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
});
afterAll(() => town.close());

async function addPicture(productId: string): Promise<void> {
  const bytes = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#0B6B4F' } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'coffee.png');
  const answer = await fetch(`${town.url}/api/v1/products/${productId}/images`, {
    method: 'POST',
    headers: { authorization: `Bearer ${merchant.token}` },
    body: form,
  });
  expect(answer.status).toBe(201);
}

async function connectCatalogue(): Promise<void> {
  const { phoneNumberId, appSecret } = merchant;
  const account = { businessAccountId: `2${phoneNumberId}`, accessToken: `EAA${phoneNumberId}` };
  const display = { displayPhone: '918012345678', verifiedName: merchant.name, webhookUrl: `${town.url}/webhooks/whatsapp` };
  town.standIns.whatsapp.phone.register({ phoneNumberId, appSecret, ...account, ...display, catalogId });
  const answer = await merchant.call('PUT', '/connections/whatsapp', {
    access_token: account.accessToken,
    phone_number_id: phoneNumberId,
    business_account_id: account.businessAccountId,
    app_id: '123456',
    app_secret: appSecret,
    verify_token: `verify-${phoneNumberId}`,
    catalog_id: catalogId,
  });
  expect(answer.status).toBe(200);
}

describe('a catalogue in WhatsApp', () => {
  test('Asha looks around in it, sends its cart at an old price, and is told the new one', async () => {
    const coffee = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5 });
    const tea = await addProduct(merchant, { name: 'Assam tea', price: '90.00', stock: 1 });
    for (const { productId } of [coffee, tea]) await addPicture(productId);
    await connectCatalogue();
    for (let steps = 0; steps < 4; steps += 1) await town.pass(minuteMs);
    const status = await merchant.call('GET', '/whatsapp/catalogue');
    expect(at(status.body, 'data')).toMatchObject({ connected: true, up_to_date: true, pushed: 2, approved: 2, refused: 0, failure: null });

    const asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500021' });
    asha.say('shop');
    const categories = await asha.hears('the categories', (message) => message.ids.some((id) => id.startsWith('category:')));
    asha.mark();
    asha.press(categories.ids[0] ?? '');
    const shelf = await asha.hears('the shelf', (message) => JSON.stringify(message.bubble.message).includes('product_list'));
    expect(shelf.bubble.message).toMatchObject({
      interactive: { type: 'product_list', header: { text: 'Groceries' }, action: { catalog_id: catalogId } },
    });
    expect(JSON.stringify(shelf.bubble.message)).toContain(coffee.variantId);
    asha.mark();

    expect((await merchant.call('PATCH', `/products/${coffee.productId}`, { price: '159.00' })).status).toBe(200);
    const line = (retailerId: string, quantity: number, price: number) => ({ retailerId, quantity, price, currency: 'INR' });
    asha.act({ kind: 'cart', catalogId, note: 'ring twice', lines: [line(coffee.variantId, 2, 149), line(tea.variantId, 3, 90)] });
    const cart = await asha.hears('the cart', (message) => message.ids.includes('checkout'));
    // Ours decide: the price is today's, and of the tea there is one.
    expect(cart.text).toMatch(/159/);
    expect(cart.text).toMatch(/149/);
    expect(cart.text).toMatch(/408/);
    asha.mark();

    await town.pass(2 * minuteMs);
    await town.pass(minuteMs);
    const theirs = town.standIns.whatsapp.phone.products(catalogId).find((each) => each['id'] === coffee.variantId);
    expect(theirs).toMatchObject({ price: '159.00 INR' });
    expect(textAt(theirs, 'link')).toContain(`/${merchant.slug}/p/filter-coffee`);
  }, 60_000);

  test('what somebody took out of it by hand comes as a list, and is put back', async () => {
    const standing = () => town.standIns.whatsapp.phone.products(catalogId).map((each) => String(each['id']));
    const requests = standing().map((id) => ({ method: 'DELETE', data: { id } }));
    expect(requests).toHaveLength(2);
    const taken = await fetch(`${town.standIns.environment.WHATSAPP_API_URL}/v25.0/${catalogId}/items_batch`, {
      method: 'POST',
      headers: { authorization: `Bearer EAA${merchant.phoneNumberId}`, 'content-type': 'application/json' },
      body: JSON.stringify({ item_type: 'PRODUCT_ITEM', requests }),
    });
    expect(taken.status).toBe(200);
    town.clock.advance(1_000);
    expect(standing()).toEqual([]);
    const chidi = openShopper(town.standIns, merchant.phoneNumberId, { phone: '2348031234567' });
    chidi.say('shop');
    const categories = await chidi.hears('the categories', (message) => message.ids.some((id) => id.startsWith('category:')));
    chidi.mark();
    chidi.press(categories.ids[0] ?? '');
    const list = await chidi.hears('the list', (message) => message.ids.some((id) => id.startsWith('product:')));
    expect(list.ids.filter((id) => id.startsWith('product:'))).toHaveLength(2);
    for (let steps = 0; steps < 4; steps += 1) await town.pass(minuteMs);
    expect(standing()).toHaveLength(2);
    const after = await merchant.call('GET', '/whatsapp/catalogue');
    expect(at(after.body, 'data')).toMatchObject({ up_to_date: true, pushed: 2, failure: null });
  }, 60_000);

  test('a merchant who prefers lists keeps them', async () => {
    const changed = await merchant.call('PATCH', '/merchant', { settings: { whatsapp_catalogue: { limit: 500, in_chat: false } } });
    expect(changed.status).toBe(200);
    const bia = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500022' });
    bia.say('shop');
    const categories = await bia.hears('the categories', (message) => message.ids.some((id) => id.startsWith('category:')));
    bia.mark();
    bia.press(categories.ids[0] ?? '');
    await bia.hears('the list', (message) => message.ids.some((id) => id.startsWith('product:')));
  }, 60_000);
});
