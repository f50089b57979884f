/** The doors and what follows: signatures first, nothing lost, nothing twice, shops apart. */
import { createHmac } from 'node:crypto';
import type { MerchantId } from '@parley/contract/values/id.ts';
import { dayMs, hourMs, secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWebhookHouse, type WebhookHouse } from '../../../test/builders/webhook-house.ts';

let doors: WebhookHouse;
beforeAll(async () => {
  doors = await openWebhookHouse();
});
afterAll(() => doors.close());
beforeEach(() => doors.clear());

const sign = (body: string, secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function says(text: string, number = 'number-one', id = `wamid.${text}`, from = '919876543210'): object {
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '918047100000', phone_number_id: number },
      contacts: [{ profile: { name: 'Asha' }, wa_id: from }],
      messages: [{ from, id, timestamp: '1743242400', type: 'text', text: { body: text } }],
    },
  };
}

function payload(...changes: readonly object[]): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: 'account', changes }] });
}

async function post(body: string, options: { readonly secret?: string; readonly path?: string; readonly signature?: string } = {}) {
  const { secret = 'secret-one', path = '/webhooks/whatsapp' } = options;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': options.signature ?? sign(body, secret) };
  const answer = await doors.edge.inject({ method: 'POST', url: path, payload: body, headers });
  return { status: answer.statusCode, body: answer.json() };
}

const texts = async (merchantId: MerchantId): Promise<readonly string[]> => {
  const rows = await doors.database.inTx(merchantId, (tx) =>
    tx.db.selectFrom('inbound_messages').select('content').orderBy('id').execute(),
  );
  return rows.map((row) => (row.content as { text: string }).text);
};
const events = () => doors.database.inPlatformTx((tx) => tx.db.selectFrom('webhook_events').selectAll().orderBy('id').execute());

describe('the door for WhatsApp', () => {
  it('takes what is signed, once however often it comes', async () => {
    const body = payload(says('hello'));
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([200]));
    await doors.drain();
    expect([await texts(doors.one), (await events()).map((event) => event.state)]).toEqual([['hello'], ['read']]);
  });

  it.each([
    ['another secret', (body: string) => sign(body, 'secret-two')],
    ['another body', () => sign('x', 'secret-one')],
    ['no hash', () => 'sha256='],
    ['nonsense', () => 'x'],
  ])('refuses %s with 401, and nothing changes', async (_, signature) => {
    const body = payload(says('forged'));
    expect(await post(body, { signature: signature(body) })).toMatchObject({
      status: 401,
      body: { error: { code: 'webhook.bad_signature' } },
    });
    await doors.drain();
    expect([await events(), await texts(doors.one)]).toEqual([[], []]);
  });

  it('refuses what names nobody, and what is no JSON', async () => {
    for (const body of ['', '{', '[]', '{"entry":[]}']) expect((await post(body)).status).toBe(401);
    expect(await events()).toEqual([]);
  });

  it('answers 200 to a number of nobody and keeps nothing', async () => {
    expect(await post(payload(says('ping', '123456123')))).toEqual({ status: 200, body: { status: 'success', data: { received: false } } });
    expect(await events()).toEqual([]);
  });

  it('keeps two shops in one payload apart: each verified by its own secret', async () => {
    const body = payload(says('for one', 'number-one'), says('for two', 'number-two'));
    expect((await post(body, { secret: 'secret-two' })).status).toBe(200);
    await doors.drain();
    expect([await texts(doors.one), await texts(doors.two)]).toEqual([[], ['for two']]);
    expect((await events()).map((event) => [event.merchant_id, event.detail])).toEqual([[doors.two, '1 of 2 are about other numbers']]);
  });

  it('with a slug uses that shop’s secret and files nothing for others', async () => {
    const body = payload(says('for one', 'number-one'));
    expect((await post(body, { path: '/webhooks/whatsapp/shop-one' })).status).toBe(200);
    expect((await post(body, { path: '/webhooks/whatsapp/shop-two' })).status).toBe(401);
    expect((await post(body, { path: '/webhooks/whatsapp/shop-two', secret: 'secret-two' })).body).toMatchObject({
      data: { received: false },
    });
    expect((await post(body, { path: '/webhooks/whatsapp/nobody' })).status).toBe(404);
    await doors.drain();
    expect([await texts(doors.one), await texts(doors.two)]).toEqual([['for one'], []]);
  });

  it('believes a new secret at once', async () => {
    await post(payload(says('before')));
    doors.secrets.set(doors.one, { ...doors.secrets.get(doors.one), app_secret: 'rotated' });
    expect((await post(payload(says('after')), { secret: 'rotated' })).status).toBe(200);
    doors.clock.advance(3 * secondMs);
    expect((await post(payload(says('old secret')))).status).toBe(401);
  });

  it('loses none of 1,000 that come at once', async () => {
    const wanted = Array.from({ length: 1_000 }, (_, index) => `message ${index}`);
    const answers = await Promise.all(wanted.map((text) => post(payload(says(text)))));
    expect(answers.every((each) => each.status === 200)).toBe(true);
    await doors.drain();
    expect((await texts(doors.one)).toSorted()).toEqual(wanted.toSorted());
  });

  it('files each message of shuffled and repeated payloads once', async () => {
    const bodies = [payload(says('a'), says('b')), payload(says('b'), says('c')), payload(says('c'), says('a'))];
    for (const body of [...bodies, ...bodies.toReversed()]) await post(body);
    await doors.drain();
    expect((await texts(doors.one)).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('files payloads about the same people in any order, side by side', async () => {
    const people = Array.from({ length: 10 }, (_, index) => `91987654321${index}`);
    const wanted: string[] = [];
    for (let round = 0; round < 30; round += 1) {
      const order = round % 2 === 0 ? people : people.toReversed();
      const changes = order.map((from) => says(`${round} ${from}`, 'number-one', `wamid.${round}.${from}`, from));
      wanted.push(...order.map((from) => `${round} ${from}`));
      await post(payload(...changes));
    }
    await doors.drain();
    expect((await texts(doors.one)).toSorted()).toEqual(wanted.toSorted());
    expect(doors.failures).toEqual([]);
  });

  it('keeps a message without a shape as unsupported and goes on', async () => {
    await post(payload({ field: 'messages', value: { metadata: { phone_number_id: 'number-one' }, messages: [{ odd: true }] } }));
    await doors.drain();
    expect((await events()).map((event) => event.state)).toEqual(['read']);
    expect(doors.failures).toEqual([]);
  });
});

describe('the handshake', () => {
  const shake = (query: string) => doors.edge.inject({ url: `/webhooks/whatsapp?${query}` });

  it('answers the bare challenge to a known token and 403 to any other', async () => {
    const right = await shake('hub.mode=subscribe&hub.verify_token=token-two&hub.challenge=1158201444');
    expect([right.statusCode, right.body, right.headers['content-type']]).toEqual([200, '1158201444', 'text/plain; charset=utf-8']);
    expect((await shake('hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1')).statusCode).toBe(403);
    expect((await shake('hub.mode=other&hub.verify_token=token-two&hub.challenge=1')).statusCode).toBe(403);
    expect((await shake('')).statusCode).toBe(403);
    const foreign = await doors.edge.inject({
      url: '/webhooks/whatsapp/shop-one?hub.mode=subscribe&hub.verify_token=token-two&hub.challenge=1',
    });
    expect(foreign.statusCode).toBe(403);
  });
});

describe('the door for payments', () => {
  const paid = JSON.stringify({
    entity: 'event',
    account_id: 'acc_1',
    event: 'payment_link.expired',
    contains: ['payment_link'],
    payload: { payment_link: { entity: { id: 'plink_1', reference_id: 'ref-1', amount: 100, currency: 'INR', status: 'expired' } } },
    created_at: 1743242400,
  });
  const send = (secret: string, path = '/webhooks/razorpay') =>
    doors.edge.inject({
      method: 'POST',
      url: path,
      payload: paid,
      headers: {
        'content-type': 'application/json',
        'x-razorpay-signature': createHmac('sha256', secret).update(paid).digest('hex'),
        'x-razorpay-event-id': 'evt_1',
      },
    });

  it('keeps an event that comes before its link, and files it once the link is known', async () => {
    expect((await send('rzp-two')).statusCode).toBe(200);
    await doors.drain();
    expect((await events()).map((event) => [event.merchant_id, event.state])).toEqual([[doors.two, 'waiting']]);
    doors.clock.advance(5 * secondMs);
    await doors.drain();
    expect((await events()).map((event) => event.state)).toEqual(['waiting']);
    doors.knownLinks.add('plink_1');
    doors.clock.advance(hourMs);
    await doors.drain();
    expect([(await events()).map((event) => event.state), doors.filed]).toEqual([['read'], ['link_closed']]);
  });

  it('gives up after a day, and keeps the event', async () => {
    await send('rzp-two');
    await doors.drain();
    for (let hour = 0; hour <= 25; hour += 1) {
      doors.clock.advance(hourMs);
      await doors.drain();
    }
    expect((await events()).map((event) => [event.state, event.detail])).toEqual([['read', 'what it is about never appeared here']]);
  });

  it('refuses a secret of nobody with 401; the shop of the link is asked first', async () => {
    expect((await send('rzp-nobody')).statusCode).toBe(401);
    doors.knownLinks.add('plink_1');
    expect((await send('rzp-two')).statusCode).toBe(401);
    expect((await send('rzp-one')).statusCode).toBe(200);
    expect((await send('rzp-two', '/webhooks/razorpay/shop-two')).statusCode).toBe(200);
    expect((await events()).map((event) => event.merchant_id)).toEqual([doors.one, doors.two]);
  });
});

describe('the door for the courier', () => {
  it('goes by the token in the header, and waits for a parcel that is not known yet', async () => {
    const body = JSON.stringify({
      awb: '59629792084',
      current_status: 'IN TRANSIT',
      shipment_status: 'IN TRANSIT',
      shipment_status_id: 18,
      current_status_id: 20,
      current_timestamp: '29 03 2025 11:00:00',
      order_id: 'ORD-1',
      scans: [],
    });
    const send = (token: string) =>
      doors.edge.inject({
        method: 'POST',
        url: '/webhooks/shiprocket',
        payload: body,
        headers: { 'content-type': 'application/json', 'x-api-key': token },
      });
    expect((await send('wrong')).statusCode).toBe(401);
    expect((await send('courier-one')).statusCode).toBe(200);
    expect((await send('courier-one')).statusCode).toBe(200);
    await doors.drain();
    expect((await events()).map((event) => [event.merchant_id, event.provider, event.state])).toEqual([
      [doors.one, 'shiprocket', 'waiting'],
    ]);
  });
});

describe('raw events', () => {
  const kept = async () => (await events()).map((event) => [event.state, event.body.length > 0, event.wiped_at !== null]);

  it('lose their bodies after 30 days and not before; a repeat is still known, and after 400 days nothing is left', async () => {
    const old = payload(says('old'));
    await post(old);
    await doors.drain();
    doors.clock.advance(29 * dayMs);
    await post(payload(says('young')));
    await doors.drain();
    doors.clock.advance(dayMs + secondMs);
    await doors.sweep();
    expect(await kept()).toEqual([
      ['read', false, true],
      ['read', true, false],
    ]);
    await post(old);
    await doors.drain();
    expect(await texts(doors.one)).toEqual(['old', 'young']);
    expect(await events()).toHaveLength(2);
    doors.clock.advance(370 * dayMs);
    await doors.sweep();
    expect(await kept()).toEqual([['read', false, true]]);
  });

  it('whose reading died keep their bodies for two months more', async () => {
    await post(payload(says('unread')));
    await doors.database.asOwner((client) => client.query('delete from jobs'));
    doors.clock.advance(89 * dayMs);
    await doors.sweep();
    expect(await kept()).toEqual([['stored', true, false]]);
    doors.clock.advance(2 * dayMs);
    await doors.sweep();
    expect(await kept()).toEqual([['stored', false, true]]);
  });
});
