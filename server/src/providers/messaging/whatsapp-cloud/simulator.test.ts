/** That the stand-in is as strict and as awkward as the service: refusals, pace, window, ticks, people, files, state. */
import { dayMs, secondMs } from '@parley/contract/values/time.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryState } from '../../simulation/state.ts';
import type { MessagingEvent, OutboundContent } from '../messaging.port.ts';
import { credentials, openTestShop, type TestShop } from './simulator/test-shop.ts';
import type { WhatsAppSimulatorOptions } from './simulator.ts';

const number = credentials.phoneNumberId;
let open: TestShop[] = [];
afterEach(async () => {
  await Promise.all(open.map((shop) => shop.close()));
  open = [];
});

async function shopWith(options: Partial<WhatsAppSimulatorOptions> = {}): Promise<TestShop> {
  const shop = await openTestShop(options);
  open.push(shop);
  return shop;
}

async function call(shop: TestShop, path: string, init: { method?: string; json?: unknown; token?: string } = {}) {
  const response = await fetch(`${shop.served.url}/${path}`, {
    method: init.method ?? (init.json === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${init.token ?? credentials.accessToken}` },
    ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
  });
  const json = await response.json();
  return { status: response.status, code: json.error?.code, subcode: json.error?.error_subcode, json };
}

const post = (shop: TestShop, more: object) =>
  call(shop, `v25.0/${number}/messages`, { json: { messaging_product: 'whatsapp', to: '+919876543210', ...more } });
const send = (shop: TestShop, content: OutboundContent<{ mediaId: string } | { link: string }>, ourId = 'our-1') =>
  shop.client.send({ to: shop.asha, content, ourId });
const text = (body: string) => ({ kind: 'text', text: body }) as const;
const statuses = (events: readonly MessagingEvent[]) => events.flatMap((event) => (event.kind === 'status' ? [event] : []));

describe('a call is refused in their words', () => {
  it('unknown token 190, unknown number 100/33, unknown version 2500', async () => {
    const shop = await shopWith();
    expect(await call(shop, `v25.0/${number}`, { token: 'x' })).toMatchObject({ status: 401, code: 190 });
    expect(await call(shop, 'v25.0/999/messages', { json: { messaging_product: 'whatsapp' } })).toMatchObject({
      status: 400,
      code: 100,
      subcode: 33,
    });
    expect(await call(shop, `latest/${number}`)).toMatchObject({ status: 400, code: 2500 });
  });

  it('missing 131008, out of limits 131009, wrong type 100, unknown kind 131051', async () => {
    const shop = await shopWith();
    expect(await post(shop, { type: 'text', text: {} })).toMatchObject({ code: 131008 });
    expect(await post(shop, { type: 'text', text: { body: 'x'.repeat(4_097) } })).toMatchObject({ code: 131009 });
    expect(await post(shop, { type: 'text', text: { body: 7 } })).toMatchObject({ code: 100 });
    expect(await post(shop, { type: 'hologram' })).toMatchObject({ code: 131051 });
    expect(await post(shop, { type: 'image', image: { id: 'unknown' } })).toMatchObject({ code: 100 });
  });

  it('templates: unknown language 132001, wrong count 132000, missing header 132012', async () => {
    const shop = await shopWith();
    const template = (name: string, language: string, texts: readonly string[]) =>
      post(shop, {
        type: 'template',
        template: {
          name,
          language: { code: language },
          components: [{ type: 'body', parameters: texts.map((each) => ({ type: 'text', text: each })) }],
        },
      });
    expect(await template('order_update', 'de', ['1', 'shipped'])).toMatchObject({ status: 404, code: 132001 });
    expect(await template('order_update', 'hi', ['1'])).toMatchObject({ code: 132000 });
    expect(await template('weekend_offer', 'hi', ['Asha'])).toMatchObject({ code: 132012 });
    expect(await template('order_update', 'hi', ['1', 'a\nb'])).toMatchObject({ code: 132018 });
    expect(await template('order_update', 'hi', ['1', 'shipped'])).toMatchObject({ status: 200 });
  });
});

describe('pace', () => {
  it('the 46th message at once to one person is refused, another after six seconds is not', async () => {
    const shop = await shopWith({ rates: { perSecond: 1_000 } });
    await shop.acts({ kind: 'text', text: 'hi' });
    for (let count = 0; count < 45; count += 1) expect(await send(shop, text('x'))).toMatchObject({ ok: true });
    expect(await send(shop, text('x'))).toMatchObject({ ok: false, refusal: { kind: 'pair_rate_limited', retry: 'later' } });
    shop.clock.pass(6 * secondMs);
    expect(await send(shop, text('x'))).toMatchObject({ ok: true });
    expect(await send(shop, text('x'))).toMatchObject({ ok: false });
  });

  it('a number has its own limit a second', async () => {
    const shop = await shopWith({ rates: { perSecond: 3 } });
    await shop.acts({ kind: 'text', text: 'hi' });
    for (let count = 0; count < 3; count += 1) expect(await send(shop, text('x'))).toMatchObject({ ok: true });
    expect(await send(shop, text('x'))).toMatchObject({ ok: false, refusal: { kind: 'rate_limited', code: '130429' } });
    shop.clock.pass(secondMs);
    expect(await send(shop, text('x'))).toMatchObject({ ok: true });
  });
});

describe('the window', () => {
  it('outside it a template arrives, and a free message fails by status or, when switched, at once', async () => {
    const shop = await shopWith();
    const update = { kind: 'template', name: 'order_update', language: 'en', body: [{ text: '7' }, { text: 'shipped' }] } as const;
    await send(shop, update, 'template');
    await send(shop, text('hello'), 'free');
    const told = statuses(await shop.events()).map((status) => [status.ourId, status.state, status.failure?.kind]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['template', 'delivered', undefined],
        ['free', 'failed', 'outside_window'],
      ]),
    );
    const strict = await shopWith({ windowRefusal: 'answer' });
    expect(await send(strict, text('hello'))).toMatchObject({ ok: false, refusal: { kind: 'outside_window' } });
    await strict.acts({ kind: 'text', text: 'hi' });
    strict.clock.pass(dayMs - 1);
    expect(await send(strict, text('hello'))).toMatchObject({ ok: true });
  });

  it('a number nobody has is accepted and then undeliverable', async () => {
    const shop = await shopWith();
    await shop.client.send({ to: { phone: '15550001111' }, content: text('hi'), ourId: 'a' });
    expect(statuses(await shop.events())).toMatchObject([{ state: 'failed', failure: { kind: 'undeliverable' } }]);
  });

  it('who stopped marketing gets none, and other templates still', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'stop_marketing', wanted: false });
    const offer = {
      kind: 'template',
      name: 'weekend_offer',
      language: 'es',
      header: { image: { link: 'https://a.test/a.png' } },
      body: [{ name: 'name', text: 'Asha' }],
    } as const;
    await send(shop, offer);
    expect(statuses(await shop.events())).toMatchObject([{ state: 'failed', failure: { kind: 'opted_out' } }]);
    expect(await shop.events()).toContainEqual(expect.objectContaining({ kind: 'marketing_preference', wanted: false }));
  });
});

describe('the phone', () => {
  it('shows what was posted, with ticks that grow, and opening the chat reads it', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'text', text: 'hi' });
    await send(shop, { kind: 'buttons', body: 'Pay now?', buttons: [{ id: 'yes', title: 'Yes' }] });
    await shop.simulator.settled();
    const before = shop.simulator.phone.chat('asha', number);
    expect(before.bubbles.map((bubble) => [bubble.from, bubble.ticks])).toEqual([
      ['person', 'delivered'],
      ['business', 'delivered'],
    ]);
    expect(before.bubbles[1]?.message).toMatchObject({ type: 'interactive', interactive: { body: { text: 'Pay now?' } } });
    shop.simulator.phone.open('asha', number);
    const after = shop.simulator.phone.chat('asha', number, before.seq);
    expect(after.bubbles).toMatchObject([{ from: 'business', ticks: 'read' }]);
    expect(statuses(await shop.events()).map((status) => status.state)).toEqual(['sent', 'delivered', 'read']);
  });

  it('a pressed button and a chosen row come back as choices that quote their message; others cannot be pressed', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'text', text: 'hi' });
    const sent = await send(shop, { kind: 'list', body: 'Menu', button: 'Open', sections: [{ rows: [{ id: 'tea', title: 'Tea' }] }] });
    if (!sent.ok) throw new Error(sent.refusal.detail);
    const of = sent.value.providerMessageId;
    await shop.acts({ kind: 'press', of, id: 'tea', title: 'Tea' });
    expect(await shop.lastMessage()).toMatchObject({ inReplyTo: of, content: { kind: 'choice', id: 'tea', title: 'Tea', from: 'list' } });
    expect(() => shop.simulator.phone.act('asha', number, { kind: 'press', of, id: 'coffee', title: 'Coffee' })).toThrow();
  });

  it('shows a template as it reads, and its quick reply comes back as a template choice', async () => {
    const shop = await shopWith();
    const sent = await send(shop, {
      kind: 'template',
      name: 'order_update',
      language: 'fr',
      body: [{ text: '7' }, { text: 'expédiée' }],
      buttons: [{ index: 0, kind: 'quick_reply', value: 'thanks:7' }],
    });
    if (!sent.ok) throw new Error(sent.refusal.detail);
    const rendered = { body: 'Order 7 is now expédiée.', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks', payload: 'thanks:7' }] };
    expect(shop.simulator.phone.chat('asha', number).bubbles[0]?.message).toMatchObject({ rendered });
    await shop.acts({ kind: 'press', of: sent.value.providerMessageId, id: 'thanks:7', title: 'Thanks' });
    expect((await shop.lastMessage()).content).toEqual({ kind: 'choice', id: 'thanks:7', title: 'Thanks', from: 'template' });
  });

  it('shows typing from a read mark until the answer', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'text', text: 'hi' });
    const { providerMessageId } = await shop.lastMessage();
    await shop.client.markRead(providerMessageId, { typing: true });
    expect(shop.simulator.phone.chat('asha', number)).toMatchObject({ typing: true, bubbles: [{ ticks: 'read' }] });
    await send(shop, text('hello'));
    expect(shop.simulator.phone.chat('asha', number).typing).toBe(false);
  });

  it('of somebody who hides the number gives the scoped id alone, and can be answered', async () => {
    const shop = await shopWith();
    shop.simulator.phone.updatePerson('asha', { hidesPhone: true, username: 'asha' });
    await shop.acts({ kind: 'text', text: 'hi' });
    const { from, profile } = await shop.lastMessage();
    expect(from).toEqual({ scopedId: shop.asha.scopedId });
    expect(profile).toEqual({ name: 'Asha', username: 'asha' });
    expect(await shop.client.send({ to: from, content: text('hello'), ourId: 'a' })).toEqual(
      expect.objectContaining({ ok: true, value: expect.not.objectContaining({ phone: expect.anything() }) }),
    );
    expect(statuses(await shop.events())[0]?.recipient).toEqual({ scopedId: shop.asha.scopedId });
  });

  it('that changes its number tells the old and the new address, and only the new one answers', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'change_number', phone: '+91 98123 45678' });
    const changed = (await shop.events()).find((event) => event.kind === 'address_changed');
    expect(changed).toMatchObject({ from: { phone: '919876543210', scopedId: shop.asha.scopedId }, to: { phone: '919812345678' } });
    expect(changed?.to.scopedId).not.toBe(shop.asha.scopedId);
    await shop.client.send({ to: { phone: '919876543210' }, content: text('hi'), ourId: 'old' });
    expect(statuses(await shop.events())[0]?.failure?.kind).toBe('undeliverable');
  });

  it('in Brazil is reached with and without the ninth digit', async () => {
    const shop = await shopWith();
    shop.simulator.phone.addPerson({
      id: 'rui',
      name: 'Rui',
      phone: '551187654321',
      hidesPhone: false,
      language: 'pt_BR',
      timeZone: 'America/Sao_Paulo',
    });
    const sent = await shop.client.send({ to: { phone: '5511987654321' }, content: text('oi'), ourId: 'a' });
    expect(sent).toMatchObject({ ok: true, value: { phone: '551187654321' } });
  });

  it('sends everything a person can do, and all of it is read', async () => {
    const shop = await shopWith();
    await shop.acts({ kind: 'location', latitude: 19, longitude: 72 });
    await shop.acts({ kind: 'contact', name: 'Asha', phone: '+919876543210' });
    await shop.acts({ kind: 'cart', catalogId: 'c', lines: [{ retailerId: 'a', quantity: 2, price: 7.5, currency: 'INR' }] });
    await shop.acts({ kind: 'react', to: 'wamid.x', emoji: '👍' });
    await shop.acts({ kind: 'unsupported', type: 'poll_creation' });
    await shop.acts({ kind: 'media', type: 'audio', bytes: new Uint8Array([1]), mimeType: 'audio/ogg; codecs=opus', voice: true });
    const kinds = (await shop.events()).map((event) => (event.kind === 'message' ? event.message.content.kind : event.kind));
    expect(kinds).toEqual(['location', 'contacts', 'cart', 'reaction', 'unsupported', 'media']);
  });
});

it('a reaction lands on its message and knows no more than sent', async () => {
  const shop = await shopWith();
  await shop.acts({ kind: 'text', text: 'hi' });
  const { providerMessageId: to } = await shop.lastMessage();
  await send(shop, { kind: 'reaction', to, emoji: '🙏' }, 'thanks');
  await send(shop, { kind: 'reaction', to: 'wamid.gone', emoji: '🙏' }, 'gone');
  expect(shop.simulator.phone.chat('asha', number).bubbles[0]?.reaction).toBe('🙏');
  expect(statuses(await shop.events()).map((status) => [status.ourId, status.state])).toEqual([
    ['thanks', 'sent'],
    ['gone', 'failed'],
  ]);
});

it('webhooks escape what is not ASCII, and slashes', async () => {
  const shop = await shopWith();
  await shop.acts({ kind: 'text', text: 'é/👋' });
  expect(new TextDecoder().decode(shop.bodies[0])).toContain('"body":"\\u00e9\\/\\ud83d\\udc4b"');
});

it('a product message needs its product in the catalogue of its own account', async () => {
  const shop = await shopWith();
  await shop.acts({ kind: 'text', text: 'hi' });
  const product = { kind: 'product', catalogId: 'c1', retailerId: 'SKU-1' } as const;
  expect(await send(shop, product)).toMatchObject({ ok: false, refusal: { code: '131009' } });
  const data = {
    id: 'SKU-1',
    title: 'Tea',
    description: 'Leaves',
    availability: 'in stock',
    condition: 'new',
    price: '120 INR',
    link: 'https://shop.example/tea',
    image_link: 'https://shop.example/tea.jpg',
    brand: 'Corner Grocer',
  };
  const batch = { item_type: 'PRODUCT_ITEM', requests: [{ method: 'UPDATE', data }] };
  const { json } = await call(shop, 'v25.0/c1/items_batch', { json: batch });
  expect((await call(shop, `v25.0/c1/check_batch_request_status?handle=${json.handles[0]}`)).json.data[0]).toMatchObject({
    status: 'finished',
  });
  expect(await send(shop, product)).toMatchObject({ ok: true });
  expect(await send(shop, { ...product, catalogId: 'c2' })).toMatchObject({ ok: false, refusal: { code: '131009' } });
  expect(shop.simulator.phone.products('c1')).toEqual([data]);
});

it('a subscription with an address of its own is asked first, and webhooks then go there', async () => {
  const asked: string[] = [];
  const shop = await shopWith({
    fetch: async (address) => {
      const url = new URL(address instanceof Request ? address.url : address);
      asked.push(url.pathname);
      return new Response(url.searchParams.get('hub.verify_token') === 'right' ? url.searchParams.get('hub.challenge') : '');
    },
  });
  const subscribe = (token: string) =>
    call(shop, `v25.0/${credentials.businessAccountId}/subscribed_apps`, {
      json: { override_callback_uri: 'http://shop.test/other', verify_token: token },
    });
  expect(await subscribe('wrong')).toMatchObject({ code: 2200 });
  expect(await subscribe('right')).toMatchObject({ status: 200 });
  await shop.acts({ kind: 'text', text: 'hi' });
  expect(asked).toEqual(['/other', '/other', '/other']);
});

it('settings and the number answer as documented', async () => {
  const shop = await shopWith();
  expect((await call(shop, `v25.0/${number}?fields=verified_name,quality_rating`)).json).toEqual({
    verified_name: 'Corner Grocer',
    quality_rating: 'GREEN',
    id: number,
  });
  const settings = `v25.0/${number}/whatsapp_commerce_settings`;
  expect((await call(shop, settings)).json.data).toEqual([{ id: number, is_cart_enabled: true, is_catalog_visible: false }]);
  await call(shop, `${settings}?is_catalog_visible=true`, { json: {} });
  expect((await call(shop, settings)).json.data[0]).toMatchObject({ is_catalog_visible: true });
  expect(await call(shop, `v25.0/${number}/register`, { json: { messaging_product: 'whatsapp', pin: '123456' } })).toMatchObject({
    status: 200,
  });
  expect((await call(shop, `v25.0/${credentials.businessAccountId}/message_templates?language=hi`)).json.data).toHaveLength(2);
});

it('people, chats and files are there after a restart', async () => {
  const state = memoryState();
  const first = await shopWith({ state });
  await first.acts({ kind: 'media', type: 'image', bytes: new Uint8Array([7]), mimeType: 'image/png' });
  await send(first, text('thank you'));
  await first.simulator.settled();
  const before = first.simulator.phone.chat('asha', number);
  const second = await shopWith({ state });
  expect(second.simulator.phone.chat('asha', number)).toEqual(before);
  expect(second.asha.scopedId).toBe(first.asha.scopedId);
  const image = before.bubbles[0]?.message['image'] as { readonly id: string };
  expect(second.simulator.phone.media(image.id)).toMatchObject({ bytes: new Uint8Array([7]), mimeType: 'image/png' });
});
