/** The papers of an order, from the customer's side: the invoice comes into the chat and stands on the order's page, a cancel brings its credit note. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper, type Shopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let asha: Shopper;

beforeAll(async () => {
  town = await openTown({ seed: 7 });
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  await merchant.call('PATCH', '/merchant', {
    tax_region: 'Karnataka',
    tax_number: '29AAPFU0939F1ZV',
    settings: { tax: { default_rate: '5' } },
  });
  asha = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919876500041' });
});
afterAll(() => town.close());

async function buyCoffee(): Promise<string> {
  const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5, weight_kg: '0.5' });
  asha.say('hi');
  await asha.hears('the greeting with a menu', (message) => message.ids.includes('shop'));
  asha.press(`add:${variantId}`);
  await asha.hears('that it is in the cart', (message) => message.ids.includes('checkout'));
  asha.press('checkout');
  await asha.hears('the question for the PIN code', (message) => /PIN/i.test(message.text));
  asha.say('560034');
  const offer = await asha.hears('the checkout link', (message) => message.urls.some((url) => url.includes('/checkout/')));
  const gateway = await asha.checkOut(offer.urls.find((url) => url.includes('/checkout/')) ?? '');
  expect(town.standIns.razorpay.side.pay(gateway.split('/l/')[1] ?? '').ok).toBe(true);
  const paid = await asha.hears('the confirmation', (message) => /ORD-\d{8}-\d{5}/.test(message.text) && /paid|thank/i.test(message.text));
  return /ORD-\d{8}-\d{5}/.exec(paid.text)?.[0] ?? '';
}

const papers = () => asha.heard().filter((message) => /\.pdf/.test(message.text));

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const { text } = await extractText(new Uint8Array(await answer.arrayBuffer()), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}

test('Asha pays, finds the invoice in the chat and on her page, and the credit note when the shop cancels', async () => {
  const orderNumber = await buyCoffee();
  const paper = await asha.hears('the invoice', (message) => message.text.includes('INV-26-27-00001.pdf'));
  expect(paper.text).toContain(`Your invoice for order ${orderNumber}`);

  const found = await merchant.call('GET', `/orders?search=${orderNumber}`);
  const orderId = textAt(found.body, 'data.0.id');
  const listed = await merchant.call('GET', `/documents?order_id=${orderId}`);
  expect(at(listed.body, 'data.0.number')).toBe('INV/26-27/00001');
  expect(at(listed.body, 'data.0.total_amount')).toBe(at(found.body, 'data.0.total_amount'));
  const text = await textOf(textAt(listed.body, 'data.0.url'));
  for (const said of [
    'Tax invoice',
    'Corner Coffee',
    'GSTIN 29AAPFU0939F1ZV',
    'Filter coffee',
    'CGST',
    'SGST',
    'Karnataka (29)',
    orderNumber,
  ])
    expect(text).toContain(said);

  const publicId = await town.database.inTx(merchant.id as MerchantId, async (tx) => {
    const row = await tx.db.selectFrom('orders').select('public_id').where('id', '=', orderId).executeTakeFirstOrThrow();
    return row.public_id;
  });
  const page = await (await fetch(`${town.url}/order/${publicId}`)).text();
  const link = /href="([^"]*\/files\/documents\/[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(await textOf(link)).toBe(text);

  const cancelled = await merchant.call('POST', `/orders/${orderId}/cancel`, { reason: 'sold out' });
  expect(cancelled.status).toBe(200);
  const note = await asha.hears('the credit note', (message) => message.text.includes('CN-26-27-00001.pdf'));
  expect(note.text).toContain(`Your credit note for order ${orderNumber}`);
  const all = await merchant.call('GET', `/documents?order_id=${orderId}`);
  expect([at(all.body, 'pagination.total'), at(all.body, 'data.0.corrects')]).toEqual([2, 'INV/26-27/00001']);
  expect(at(all.body, 'data.0.total_amount')).toBe(at(all.body, 'data.1.total_amount'));

  await town.pass(60_000);
  expect(papers().length).toBe(2);
});
