/** What is refused at the doors, clearly, and changes nothing: forged, oversized, nested, foreign, unserved, expired. */
import { createHmac } from 'node:crypto';
import { dayMs, hourMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addProduct, at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { toCheckoutLink, toPaymentLink } from '../builders/purchase.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let town: Town;
let merchant: TestMerchant;
let stranger: TestMerchant;
let variantId: string;

beforeAll(async () => {
  town = await openTown();
  merchant = await openMerchant(town, town.standIns);
  stranger = await openMerchant(town, town.standIns);
  variantId = (await addProduct(merchant, { name: 'Coffee', price: '149.00', stock: 50 })).variantId;
});
afterAll(() => town.close());

const textMessage = (from: string, text: string, id = `wamid.${from}.${text}`) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: `2${merchant.phoneNumberId}`,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550001111', phone_number_id: merchant.phoneNumberId },
              contacts: [{ profile: { name: 'Asha' }, wa_id: from, user_id: `IN.${from}` }],
              messages: [
                {
                  from,
                  from_user_id: `IN.${from}`,
                  id,
                  timestamp: String(Math.floor(town.clock.now().getTime() / 1000)),
                  type: 'text',
                  text: { body: text },
                },
              ],
            },
          },
        ],
      },
    ],
  });

const sign = (body: string, secret = merchant.appSecret): Record<string, string> => ({
  'content-type': 'application/json',
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

const post = (path: string, body: string, headers: Record<string, string>) => fetch(town.url + path, { method: 'POST', body, headers });

async function conversations(): Promise<number> {
  return Number(
    at((await merchant.call('GET', '/conversations')).body, 'pagination.total') ??
      (at((await merchant.call('GET', '/conversations')).body, 'data') as unknown[]).length,
  );
}

describe('webhook doors', () => {
  test.each(['/webhooks/whatsapp', '/api/webhooks/whatsapp', '/api/whatsapp/webhook', '/api/v1/chat/webhook'])(
    '%s takes a signed message and answers it in the chat',
    async (path) => {
      const from = `9198000${path.length}${path.length}01`;
      const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: from });
      const body = textMessage(from, 'menu', `wamid.${path}`);
      expect((await post(path, body, sign(body))).status).toBe(200);
      await person.hears('the menu', (message) => message.ids.includes('shop'));
      const path2 = `${path}/${merchant.slug}`;
      const again = textMessage(from, 'cart', `wamid.${path2}`);
      if (path !== '/api/v1/chat/webhook') expect((await post(path2, again, sign(again))).status).toBe(200);
    },
  );

  test('a wrong signature is 401 and changes nothing', async () => {
    const before = await conversations();
    const body = textMessage('919800000777', 'hi');
    expect((await post('/webhooks/whatsapp', body, sign(body, 'not the secret'))).status).toBe(401);
    expect((await post('/webhooks/whatsapp', body, { 'content-type': 'application/json' })).status).toBe(401);
    expect((await post(`/webhooks/whatsapp/${stranger.slug}`, body, sign(body))).status).toBe(401);
    await town.app.worker.drain();
    expect(await conversations()).toBe(before);
  });

  test('the same message again is answered once', async () => {
    const from = '919800000888';
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: from });
    const body = textMessage(from, 'menu');
    for (let i = 0; i < 4; i += 1) expect((await post('/webhooks/whatsapp', body, sign(body))).status).toBe(200);
    await person.hears('the menu', (message) => message.ids.includes('shop'));
    await town.app.worker.drain();
    expect(person.heard()).toHaveLength(1);
  });

  test('an id that was never offered works when it is pressed', async () => {
    const from = '919800000999';
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: from });
    const pressed = JSON.parse(textMessage(from, 'x', 'wamid.pressed')) as {
      entry: { changes: { value: { messages: Record<string, unknown>[] } }[] }[];
    };
    const message = pressed.entry[0]?.changes[0]?.value.messages[0];
    if (message) {
      message['type'] = 'interactive';
      delete message['text'];
      message['interactive'] = { type: 'button_reply', button_reply: { id: `add:${variantId}`, title: 'Add' } };
    }
    const body = JSON.stringify(pressed);
    expect((await post('/webhooks/whatsapp', body, sign(body))).status).toBe(200);
    await person.hears('that it is in the cart', (heard) => heard.ids.includes('checkout'));
  });

  test('the verify token of a connected merchant opens the subscription; any other is 403', async () => {
    const ask = (token: string) =>
      fetch(`${town.url}/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    const good = await ask(`verify-${merchant.phoneNumberId}`);
    expect([good.status, await good.text()]).toEqual([200, '1158201444']);
    expect((await ask('something else')).status).toBe(403);
  });

  test('a forged payment webhook is 401 and pays nothing', async () => {
    const body = JSON.stringify({
      entity: 'event',
      event: 'payment_link.paid',
      contains: ['payment_link'],
      payload: { payment_link: { entity: { id: 'plink_00000000000000' } } },
    });
    const headers = {
      'content-type': 'application/json',
      'x-razorpay-signature': createHmac('sha256', 'guess').update(body).digest('hex'),
      'x-razorpay-event-id': 'evt_1',
    };
    expect((await post(`/webhooks/razorpay/${merchant.slug}`, body, headers)).status).toBe(401);
  });
});

describe('web doors', () => {
  test('a forged way back from paying shows nothing and pays nothing', async () => {
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919800001111' });
    const link = await toPaymentLink(person, variantId);
    const forged = `${town.url}/payments/razorpay/callback?razorpay_payment_id=pay_1&razorpay_payment_link_id=${link}&razorpay_payment_link_reference_id=x&razorpay_payment_link_status=paid&razorpay_signature=${'0'.repeat(64)}`;
    const answer = await fetch(forged, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    const list = await merchant.call('GET', '/orders?limit=1');
    expect(at(list.body, 'data.0.payment_status')).toBe('unpaid');
  });

  test('the true way back shows the order without marking it paid', async () => {
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919800001112' });
    const link = await toPaymentLink(person, variantId);
    town.standIns.razorpay.faults.set({ webhookDrop: 1 });
    const page = await fetch(`${town.standIns.environment.RAZORPAY_API_URL}/l/${link}/press`, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay', method: 'upi' }),
      redirect: 'manual',
    });
    town.standIns.razorpay.faults.set({ webhookDrop: 0 });
    const back = await fetch(page.headers.get('location') ?? '', { redirect: 'follow' });
    expect(back.status).toBe(200);
    expect(await back.text()).toMatch(/checking your payment/i);
    const list = await merchant.call('GET', '/orders?limit=1');
    expect(at(list.body, 'data.0.payment_status')).toBe('unpaid');
  });

  test('an area that is not served is refused kindly, with pickup', async () => {
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919800001113' });
    person.say(`add:${variantId}`);
    await person.hears('the cart', (message) => message.ids.includes('checkout'));
    person.say('checkout');
    await person.hears('the question for the PIN code', (message) => /PIN/i.test(message.text));
    person.mark();
    person.say('744101');
    const refusal = await person.hears(
      'that it is not served',
      (message) => message.ids.includes('checkout.pickup') && message.text.includes('744101'),
    );
    expect(refusal.urls.filter((url) => url.includes('/checkout/'))).toEqual([]);
  });

  test('a checkout link expires, cannot be guessed, and shows no phone number', async () => {
    const person = openShopper(town.standIns, merchant.phoneNumberId, { phone: '919800001114' });
    const link = await toCheckoutLink(person, variantId);
    expect(link).toMatch(/\/checkout\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(`${town.url}/checkout/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect((await fetch(`${town.url}/checkout/not-an-id`)).status).toBe(404);
    town.clock.advance(dayMs + hourMs);
    expect((await fetch(link)).status).toBe(410);
  });
});

describe('API doors', () => {
  test('a record of another merchant answers exactly like one that does not exist', async () => {
    const mine = textAt((await merchant.call('GET', '/products')).body, 'data.0.id');
    const read = async (id: string) => {
      const answer = await stranger.call('GET', `/products/${id}`);
      return { status: answer.status, code: at(answer.body, 'error.code'), message: at(answer.body, 'error.message') };
    };
    const foreign = await read(mine);
    const missing = await read('01900000-0000-7000-8000-000000000000');
    expect(foreign).toEqual(missing);
    expect(foreign.status).toBe(404);
  });

  test('oversized and deeply nested bodies are refused by name', async () => {
    const json = { 'content-type': 'application/json' };
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const nested = await post('/api/v1/auth/login', deep, json);
    expect([nested.status, at(await nested.json(), 'error.code')]).toEqual([400, 'request.too_deep']);
    const large = await post('/api/v1/auth/login', JSON.stringify({ email: 'x'.repeat(3_000_000) }), json);
    expect([large.status, at(await large.json(), 'error.code')]).toEqual([413, 'request.too_large']);
    const broken = await post('/api/v1/auth/login', '{"email":', json);
    expect(broken.status).toBe(400);
    const deepHook = `{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"${merchant.phoneNumberId}"}}}],"x":${deep}}]}`;
    const hook = await post('/webhooks/whatsapp', deepHook, sign(deepHook));
    expect(hook.status).toBeLessThan(500);
  });
});
