/** The API of chat: works, refuses, keeps merchants apart. */
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTestEdge, makeTestEdge, type TestEdge } from '../../../test/builders/test-edge.ts';
import { checkContent } from '../../providers/messaging/content-limits.ts';
import { createCustomers } from '../customers/index.ts';
import { createMerchants, type Merchants } from '../merchants/index.ts';
import { conversationRoutes } from './conversation.routes.ts';
import { type Conversations, createConversations } from './index.ts';

let house: TestEdge;
let conversations: Conversations;
let merchants: Merchants;

beforeAll(async () => {
  house = await makeTestEdge((app) => {
    const { database, clock, secrets } = app.edge;
    const quiet = { emit: async () => {}, onMerchantCreated: async () => {}, probes: {}, publicUrl: 'http://localhost:3000' };
    merchants = createMerchants({ database, clock, secrets, ...quiet });
    const customers = createCustomers({ clock });
    const nobody = {
      clientFor: async () => undefined,
      markConnection: async () => {},
      blobs: { get: async () => undefined, put: async () => {}, delete: async () => {} },
    };
    conversations = createConversations({ database, clock, customers, checkContent, ...nobody });
    app.register(conversationRoutes({ clock, customers, merchants, conversations }), { prefix: '/api/v1' });
  });
  const fields = {
    access_token: 'EAAx',
    phone_number_id: '100',
    business_account_id: '200',
    app_id: '7',
    app_secret: 's',
    verify_token: 'v',
  };
  await house.house.database.inTx(house.merchantId, (tx) => merchants.connect(tx, 'whatsapp', fields, { actor: { kind: 'system' } }));
});
afterAll(() => closeTestEdge(house));

const get = async (url: string, as = 'owner') =>
  (await house.edge.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}` } })).json();
const post = async (url: string, body: object, as = 'owner') => {
  const answer = await house.post(`/api/v1${url}`, body, { as });
  return { status: answer.statusCode, body: answer.json() };
};
let last = 9_800_000_000;
const freshPhone = () => `+91 ${(last += 1)}`;
async function written(phone: string, text = 'hello'): Promise<string> {
  return (await post('/chat/webhook/inbound', { phone, name: 'Asha', text })).body.data.conversation_id;
}

describe('works', () => {
  it('what a customer wrote is seen, answered by a person, and the bot is silent from then on', async () => {
    const id = await written(freshPhone());
    expect((await get(`/conversations/${id}`)).data).toMatchObject({ mode: 'bot', window_open: true, customer: { name: 'Asha' } });
    const reply = await post(`/conversations/${id}/reply`, { text: 'Hello Asha' });
    expect(reply).toMatchObject({ status: 200, body: { data: { status: 'queued', conversation_id: id } } });
    await post(`/conversations/${id}/note`, { text: 'likes mangos' });
    const messages = (await get(`/conversations/${id}/messages`)).data;
    expect(messages.map((each: { direction: string; text: string; status: string }) => [each.direction, each.text, each.status])).toEqual([
      ['note', 'likes mangos', null],
      ['out', 'Hello Asha', 'queued'],
      ['in', 'hello', null],
    ]);
    expect((await get(`/conversations/${id}`)).data).toMatchObject({
      mode: 'human',
      last_message: { direction: 'out', text: 'Hello Asha' },
    });
    expect((await post(`/conversations/${id}/resolve`, {})).body.data.mode).toBe('bot');
    expect((await post(`/conversations/${id}/handoff`, { reason: 'wants a refund' })).body.data.mode).toBe('human');
  });

  it('a conversation is read page by page, nothing twice and nothing left out', async () => {
    const phone = freshPhone();
    const id = await written(phone, 'message 0');
    for (let index = 1; index < 7; index += 1) await written(phone, `message ${index}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await get(`/conversations/${id}/messages?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.data.map((each: { text: string }) => each.text));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `message ${index}`));
  });

  it('an edit, a reaction and a revocation change what staff see of the message', async () => {
    const id = await written(freshPhone(), 'two mangos');
    await house.house.database.inTx(house.merchantId, async (tx) => {
      const row = await tx.db.selectFrom('inbound_messages').selectAll().where('thread_id', '=', id).executeTakeFirstOrThrow();
      const thread = await tx.db.selectFrom('customer_identities').selectAll().orderBy('created_at', 'desc').execute();
      const phone = thread.find((each) => each.kind === 'phone' && each.value === `91${last}`)?.value ?? '';
      const of = row.provider_message_id ?? '';
      for (const content of [
        { kind: 'edit', of, text: 'three mangos' },
        { kind: 'reaction', to: of, emoji: '👍' },
      ] as const)
        await conversations.receive(tx, 'whatsapp', {
          channelAddress: '100',
          providerMessageId: `wamid.${content.kind}`,
          from: { phone },
          profile: {},
          sentAt: house.clock.now(),
          content,
        });
    });
    expect((await get(`/conversations/${id}/messages`)).data).toMatchObject([
      { text: 'three mangos', edited: true, reaction: '👍', revoked: false },
    ]);
  });

  it('the list finds by name, number and who is in charge', async () => {
    const phone = freshPhone();
    const id = await written(phone);
    const ids = async (query: string) => (await get(`/conversations?${query}`)).data.map((each: { id: string }) => each.id);
    expect(await ids(`search=${last}`)).toEqual([id]);
    expect(await ids('search=asha&limit=100')).toContain(id);
    expect(await ids('search=%25')).toEqual([]);
    expect(await ids('mode=human&limit=100')).not.toContain(id);
    expect((await get('/conversations?limit=1')).pagination).toMatchObject({ current_page: 1, limit: 1 });
  });

  it('staff press a stable id as a customer would', async () => {
    const id = (await post('/chat/webhook/inbound', { phone: freshPhone(), reply_id: 'menu' })).body.data.conversation_id;
    expect((await get(`/conversations/${id}/messages`)).data).toMatchObject([{ kind: 'choice', options: [{ id: 'menu' }] }]);
  });

  it.each<[string, object, string]>([
    ['send-message', { text: 'hi' }, 'text'],
    ['send-template', { template: 'order_update', language: 'en', parameters: ['7'] }, 'template'],
    ['send-buttons', { body: 'Well?', buttons: [{ id: 'yes', title: 'Yes' }], header: 'Order' }, 'buttons'],
    ['send-list', { body: 'Pick', button: 'Open', sections: [{ rows: [{ id: 'a', title: 'A' }] }] }, 'list'],
    ['send-media', { type: 'document', url: 'https://example.com/bill.pdf', filename: 'bill.pdf' }, 'document'],
  ])('%s queues its kind of message', async (name, body, kind) => {
    const phone = freshPhone();
    const id = await written(phone);
    const sent = await post(`/whatsapp/${name}`, { to: phone, ...body });
    expect(sent).toMatchObject({ status: 200, body: { data: { status: 'queued', conversation_id: id } } });
    expect((await get(`/conversations/${id}/messages`)).data[0]).toMatchObject({ id: sent.body.data.message_id, kind, direction: 'out' });
  });

  it.each<[string, object]>([
    ['text', { type: 'text', text: { body: 'hi' } }],
    ['image', { type: 'image', image: { link: 'https://example.com/a.jpg', caption: 'A' } }],
    ['document', { type: 'document', document: { link: 'https://example.com/a.pdf' } }],
    [
      'buttons',
      {
        type: 'interactive',
        interactive: { type: 'button', body: { text: 'b' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] } },
      },
    ],
    [
      'list',
      {
        type: 'interactive',
        interactive: { type: 'list', body: { text: 'b' }, action: { button: 'Open', sections: [{ rows: [{ id: 'a', title: 'A' }] }] } },
      },
    ],
    [
      'link_button',
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body: { text: 'b' },
          action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://example.com' } },
        },
      },
    ],
    [
      'template',
      {
        type: 'template',
        template: {
          name: 'order_update',
          language: { code: 'en' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: '7' }] }],
        },
      },
    ],
  ])('the Cloud API’s own shape becomes a %s', async (kind, body) => {
    const phone = freshPhone();
    const id = await written(phone);
    const sent = await post(`/merchants/${house.merchantId}/whatsapp/send`, { messaging_product: 'whatsapp', to: phone, ...body });
    expect(sent).toMatchObject({ status: 200, body: { status: 'success', data: { status: 'queued' } } });
    expect((await get(`/conversations/${id}/messages`)).data[0]).toMatchObject({ id: sent.body.message_id, kind });
  });
});

describe('refuses', () => {
  it('free text outside the window, and says to send a template', async () => {
    const phone = freshPhone();
    const id = await written(phone);
    expect((await post('/whatsapp/send-message', { to: freshPhone(), text: 'hi' })).body.error.code).toBe('conversation.window_closed');
    house.clock.advance(dayMs);
    expect((await post(`/conversations/${id}/reply`, { text: 'hi' })).status).toBe(409);
    expect((await post('/whatsapp/send-template', { to: phone, template: 'order_update' })).status).toBe(200);
  });

  it('what is no phone number, over the limits, incomplete, or unknown here', async () => {
    const phone = freshPhone();
    await written(phone);
    const to = { to: phone };
    expect((await post('/whatsapp/send-message', { to: 'nobody', text: 'hi' })).body.error).toMatchObject({
      code: 'request.invalid',
      details: [{ field: 'to' }],
    });
    const buttons = ['1', '2', '3', '4'].map((id) => ({ id, title: id }));
    expect((await post('/whatsapp/send-buttons', { ...to, body: 'b', buttons })).body.error.code).toBe('message.invalid');
    const cloud = `/merchants/${house.merchantId}/whatsapp/send`;
    expect((await post(cloud, { ...to, type: 'image' })).body.error.details).toEqual([
      { field: 'image', message: 'Missing for this type.' },
    ]);
    expect((await post('/chat/webhook/inbound', { phone })).status).toBe(400);
    const nowhere = '/conversations/0195e0d4-0000-7000-8000-000000000000';
    expect((await post(`${nowhere}/reply`, { text: 'x' })).body.error.code).toBe('conversation.not_found');
    expect((await get(`${nowhere}/messages`)).error.code).toBe('conversation.not_found');
  });

  it('viewers who write', async () => {
    const id = await written(freshPhone());
    expect((await post(`/conversations/${id}/reply`, { text: 'hi' }, 'viewer')).status).toBe(403);
    expect((await get(`/conversations/${id}`, 'viewer')).data.id).toBe(id);
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s conversation is not there', async () => {
    const id = await written(freshPhone());
    const as = 'owner@other';
    expect((await get(`/conversations/${id}`, as)).error.code).toBe('conversation.not_found');
    expect((await get(`/conversations/${id}/messages`, as)).error.code).toBe('conversation.not_found');
    for (const verb of ['reply', 'note']) expect((await post(`/conversations/${id}/${verb}`, { text: 'x' }, as)).status).toBe(404);
    for (const verb of ['handoff', 'resolve']) expect((await post(`/conversations/${id}/${verb}`, {}, as)).status).toBe(404);
    expect((await get('/conversations', as)).data).toEqual([]);
    const foreign = await post(`/merchants/${house.merchantId}/whatsapp/send`, { to: freshPhone(), text: { body: 'x' } }, as);
    expect(foreign).toMatchObject({ status: 404, body: { error: { code: 'request.not_found' } } });
  });

  it('a merchant without a number cannot send, and can still play a customer', async () => {
    const as = 'owner@other';
    expect((await post('/whatsapp/send-message', { to: freshPhone(), text: 'x' }, as)).body.error.code).toBe('connection.missing');
    expect((await post('/chat/webhook/inbound', { phone: freshPhone(), text: 'x' }, as)).status).toBe(200);
  });
});
