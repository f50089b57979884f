/** A shop whose number is at Twilio alone: the whole way from the first word to the confirmation, and what staff send to it. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
const number = '14155550199';
const account = { accountSid: `AC${'ab'.repeat(16)}`, authToken: 'twilio-token', number };

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns, { name: 'Corner Coffee', connect: ['razorpay', 'shiprocket'] });
  town.standIns.twilio.register({ ...account, friendlyName: merchant.name, webhookUrl: `${town.url}/webhook/twilio` });
  const put = await merchant.call('PUT', '/connections/twilio', {
    account_sid: account.accountSid,
    auth_token: account.authToken,
    whatsapp_number: `whatsapp:+${number}`,
  });
  expect(put.status).toBe(200);
});
afterAll(() => town.close());

const phoneOf = (person: { readonly phone: string; readonly name?: string }) =>
  openShopper(town.standIns, town.standIns.twilio.phoneNumberId(number), person);

describe('a shop with Twilio alone', () => {
  test('the connection works when it is tried', async () => {
    const tested = await merchant.call('POST', '/connections/twilio/test', {});
    expect(at(tested.body, 'data.state')).toBe('working');
  });

  test('Asha orders two coffees, has them delivered, pays and is confirmed', async () => {
    const { variantId } = await addProduct(merchant, { name: 'Filter coffee', price: '149.00', stock: 5, weight_kg: '0.5' });
    const asha = phoneOf({ phone: '919876500001' });
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
    asha.mark();
    const gateway = await asha.checkOut(offer.urls.find((url) => url.includes('/checkout/')) ?? '');
    expect(town.standIns.razorpay.side.pay(gateway.split('/l/')[1] ?? '').ok).toBe(true);
    const confirmation = await asha.hears(
      'the confirmation',
      (message) => /ORD-\d{8}-\d{5}/.test(message.text) && /paid|confirmed|thank/i.test(message.text),
    );
    const orders = await merchant.call('GET', `/orders?search=${/ORD-\d{8}-\d{5}/.exec(confirmation.text)?.[0] ?? ''}`);
    expect(at(orders.body, 'data.0.payment_status')).toBe('paid');
  });

  test('staff write to her, and what became of it is told', async () => {
    const asha = phoneOf({ phone: '919876500002', name: 'Bela' });
    asha.say('hello');
    await asha.hears('the menu', (message) => message.ids.includes('shop'));
    const sent = await merchant.call('POST', '/whatsapp/send-message', { to: '+919876500002', text: 'Your cake is ready' });
    expect(sent.status).toBe(200);
    await asha.hears('the message of staff', (message) => /cake is ready/.test(message.text));
    await settle();
    const conversation = textAt(sent.body, 'data.conversation_id');
    const messages = await merchant.call('GET', `/conversations/${conversation}/messages`);
    expect(at(messages.body, 'data.0.status')).toMatch(/delivered|read/);
    const list = await merchant.call('GET', '/conversations');
    expect(at(list.body, 'data.0.channel')).toBe('twilio');
  });

  test('a menu with headings comes as numbers; the latest number counts, and its answer is the choice', async () => {
    const cara = phoneOf({ phone: '919876500003', name: 'Cara' });
    cara.say('hello');
    await cara.hears('the menu', (message) => message.ids.includes('shop'));
    const sections = (first: string, second: string) => [
      { title: 'One', rows: [{ id: first, title: 'First' }] },
      { title: 'Two', rows: [{ id: second, title: 'Second', description: 'the other' }] },
    ];
    const list = (rows: ReturnType<typeof sections>) =>
      merchant.call('POST', '/whatsapp/send-list', { to: '+919876500003', body: 'Which?', button: 'Choose', sections: rows });
    cara.mark();
    expect((await list(sections('cart', 'help'))).status).toBe(200);
    await cara.hears('the first numbers', (message) => /2\. Second/.test(message.text));
    cara.mark();
    expect((await list(sections('shop', 'orders'))).status).toBe(200);
    await cara.hears('the second numbers', (message) => /2\. Second/.test(message.text));
    cara.mark();
    cara.say('2');
    await cara.hears('what the choice leads to', (message) => /order/i.test(message.text));
    await settle();
    const [latest] = await heardFrom('919876500003');
    expect(latest).toMatchObject({ kind: 'choice', text: 'Second', options: [{ id: 'orders', title: 'Second' }] });
  });

  test('a picture of hers is fetched and kept', async () => {
    const dora = phoneOf({ phone: '919876500004', name: 'Dora' });
    dora.act({ kind: 'media', type: 'image', bytes: Buffer.from('not really a picture'), mimeType: 'image/png', caption: 'This one?' });
    await dora.hears('an answer', () => true);
    await settle();
    const [latest] = await heardFrom('919876500004');
    expect(latest).toMatchObject({ text: 'This one?', file: { media: 'image', stored: true } });
  });

  test('webhooks that come twice, late, in another order and first with a wrong signature change nothing', async () => {
    town.standIns.twilio.faults.set({ webhookRepeat: 0.5, webhookReorder: 0.3, webhookWrongSignature: 0.3 });
    const eve = phoneOf({ phone: '919876500005', name: 'Eve' });
    for (const text of ['one', 'two', 'three']) {
      eve.say(text);
      await settle();
    }
    town.standIns.twilio.faults.set({ webhookRepeat: 0, webhookReorder: 0, webhookWrongSignature: 0 });
    await settle();
    expect(await heardFrom('919876500005')).toHaveLength(3);
    expect(new Set((await heardFrom('919876500005')).map((message) => message['text']))).toEqual(new Set(['one', 'two', 'three']));
  });

  test('a message whose answer was lost arrives once: the echo carries our id', async () => {
    const hema = phoneOf({ phone: '919876500006', name: 'Hema' });
    hema.say('hello');
    await hema.hears('the menu', (message) => message.ids.includes('shop'));
    await settle();
    town.standIns.twilio.faults.set({ effectThen500: 1 });
    await merchant.call('POST', '/whatsapp/send-message', { to: '+919876500006', text: 'Only once, please' });
    await hema.hears('the message', (message) => /Only once/.test(message.text));
    await settle();
    town.standIns.twilio.faults.set({ effectThen500: 0 });
    await town.pass(5 * minuteMs);
    await settle();
    expect(hema.heard().filter((message) => /Only once/.test(message.text))).toHaveLength(1);
  });

  test('another shop cannot take the number', async () => {
    const other = await openMerchant(town, town.standIns, { connect: [] });
    const fields = { account_sid: account.accountSid, auth_token: 'x', whatsapp_number: `+${number}` };
    expect((await other.call('PUT', '/connections/twilio', fields)).status).toBe(409);
  });
});

test('a shop with both numbers answers each person where they wrote, and staff reach them there', async () => {
  const both = await openMerchant(town, town.standIns, { name: 'Two Numbers', connect: ['whatsapp', 'razorpay'] });
  const second = { accountSid: `AC${'cd'.repeat(16)}`, authToken: 'second-token', number: '14155550198' };
  town.standIns.twilio.register({ ...second, friendlyName: both.name, webhookUrl: `${town.url}/webhooks/twilio/${both.slug}` });
  await both.call('PUT', '/connections/twilio', {
    account_sid: second.accountSid,
    auth_token: second.authToken,
    whatsapp_number: `+${second.number}`,
  });
  const fatima = openShopper(town.standIns, both.phoneNumberId, { phone: '919876500011', name: 'Fatima' });
  const gita = openShopper(town.standIns, town.standIns.twilio.phoneNumberId(second.number), { phone: '919876500012', name: 'Gita' });
  for (const [each, phone] of [
    [fatima, '+919876500011'],
    [gita, '+919876500012'],
  ] as const) {
    each.say('hello');
    await each.hears('the menu', (message) => message.ids.includes('shop'));
    each.mark();
    expect((await both.call('POST', '/whatsapp/send-message', { to: phone, text: 'See you at five' })).status).toBe(200);
    await each.hears('the words of staff', (message) => /at five/.test(message.text));
  }
  const list = await both.call('GET', '/conversations');
  expect(new Set((at(list.body, 'data') as { readonly channel: string }[]).map((each) => each.channel))).toEqual(
    new Set(['whatsapp', 'twilio']),
  );
});

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await town.app.worker.drain();
    await town.standIns.settled();
  }
  await town.app.worker.drain();
}

/** What this person sent, newest first. */
async function heardFrom(phone: string): Promise<readonly Record<string, unknown>[]> {
  const list = await merchant.call('GET', `/conversations?search=${phone}`);
  const messages = await merchant.call('GET', `/conversations/${textAt(list.body, 'data.0.id')}/messages?limit=50`);
  return (at(messages.body, 'data') as Record<string, unknown>[]).filter((message) => message['direction'] === 'in');
}
