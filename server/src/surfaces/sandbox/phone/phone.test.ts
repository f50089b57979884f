/** The phone's API: what a person does leaves as the service's webhook, what the shop posts comes back, and strangers are refused. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSandboxHouse, type SandboxHouse } from '../../../../test/builders/sandbox-house.ts';

const asha = '/sandbox/phone/api/people/asha/chats/1001';
let house: SandboxHouse;
beforeAll(async () => {
  house = await openSandboxHouse();
});
afterAll(() => house.close());

const act = (payload: object, chat = asha) => house.edge.inject({ method: 'POST', url: `${chat}/acts`, payload });

it('a written message leaves as a webhook and stands in the chat', async () => {
  const sent = await act({ kind: 'text', text: 'Hi' });
  expect(sent.json().chat.bubbles.at(-1)).toMatchObject({
    id: sent.json().id,
    from: 'person',
    message: { type: 'text', text: { body: 'Hi' } },
  });
  await house.whatsapp.settled();
  expect(JSON.stringify(house.webhooks)).toContain(sent.json().id);
});

it('what the shop posts is unread until the chat is opened', async () => {
  await house.say('919845012345', { type: 'text', text: { body: 'Welcome' } });
  await house.whatsapp.settled();
  const rows = async () => (await house.edge.inject('/sandbox/phone/api/people/asha/chats')).json().chats[0];
  expect(await rows()).toMatchObject({ unread: 1, last: { message: { text: { body: 'Welcome' } } } });
  expect((await house.edge.inject({ method: 'POST', url: `${asha}/open` })).statusCode).toBe(204);
  expect(await rows()).toMatchObject({ unread: 0 });
});

it('a button is pressed only where it is, and may be pressed again later', async () => {
  const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }];
  const posted = await house.say('919845012345', {
    type: 'interactive',
    interactive: { type: 'button', body: { text: '?' }, action: { buttons } },
  });
  const of = posted.messages[0]?.id ?? '';
  for (const _ of [1, 2]) expect((await act({ kind: 'press', of, id: 'yes', title: 'Yes' })).statusCode).toBe(200);
  expect((await act({ kind: 'press', of, id: 'no', title: 'No' })).statusCode).toBe(409);
});

it('a file arrives whole, and one that could be a page is never shown as one', async () => {
  const send = (type: string, query: string, payload: string) =>
    house.edge.inject({ method: 'POST', url: `${asha}/media?${query}`, headers: { 'content-type': type }, payload });
  expect((await send('text/html', 'type=document&filename=x.html', '<script>alert(1)</script>')).statusCode).toBe(200);
  const { bubbles } = (await house.edge.inject(asha)).json();
  const { id } = bubbles.at(-1).message.document;
  const file = await house.edge.inject(`/sandbox/phone/api/media/${id}`);
  expect([file.body, file.headers['content-type']]).toEqual(['<script>alert(1)</script>', 'application/octet-stream']);
  expect(file.headers['content-disposition']).toMatch(/^attachment/);
  expect(file.headers['content-security-policy']).toContain('sandbox');
  expect((await send('text/plain', 'type=document', '')).statusCode).toBe(400);
});

it('people, shops, kinds and fields that are not known are refused', async () => {
  expect((await act({ kind: 'text', text: 'x' }, '/sandbox/phone/api/people/nobody/chats/1001')).statusCode).toBe(404);
  expect((await act({ kind: 'text', text: 'x' }, '/sandbox/phone/api/people/asha/chats/9')).statusCode).toBe(404);
  expect((await act({ kind: 'shout', text: 'x' })).statusCode).toBe(400);
  expect((await act({ kind: 'text', text: 'x', more: 1 })).statusCode).toBe(400);
  expect((await house.edge.inject('/sandbox/phone/api/media/none')).statusCode).toBe(404);
});

it('a number belongs to one phone', async () => {
  const person = { name: 'Another', phone: '+91 98450 12345', language: 'en', timeZone: 'Asia/Kolkata', hidesPhone: false };
  const add = (payload: object) => house.edge.inject({ method: 'POST', url: '/sandbox/phone/api/people', payload });
  expect((await add(person)).statusCode).toBe(409);
  expect((await add({ ...person, timeZone: 'Mars/North' })).statusCode).toBe(400);
  const added = await add({ ...person, phone: '+91 90000 55555' });
  expect([added.statusCode, added.json().person.phone]).toEqual([201, '919000055555']);
  expect((await act({ kind: 'change_number', phone: '919000055555' })).statusCode).toBe(409);
});

it('hiding the number is told to shops from the next message on', async () => {
  const patch = await house.edge.inject({
    method: 'PATCH',
    url: '/sandbox/phone/api/people/asha',
    payload: { hidesPhone: true, username: 'asha.r' },
  });
  expect(patch.json().person).toMatchObject({ hidesPhone: true, username: 'asha.r' });
  house.webhooks.length = 0;
  await act({ kind: 'text', text: 'Guess who' });
  await house.whatsapp.settled();
  expect(JSON.stringify(house.webhooks[0])).not.toContain('919845012345');
});

it('a name full of markup is text in the page', async () => {
  const evil = '"><img src=x onerror=alert(1)>';
  await house.edge.inject({ method: 'PATCH', url: '/sandbox/phone/api/people/rohan', payload: { name: evil } });
  const page = await house.edge.inject({ url: '/sandbox/phone', headers: { accept: 'text/html' } });
  expect(page.body).not.toContain('<img src=x');
});

it('the live wire names a chat that changed, and ends when the server does', async () => {
  const origin = await house.edge.listen({ port: 0, host: '127.0.0.1' });
  const answer = await fetch(`${origin}/sandbox/phone/events`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  let heard = '';
  const hear = async (wanted: string): Promise<void> => {
    while (!heard.includes(wanted)) {
      const { value, done } = await reader.read();
      if (done) return;
      heard += new TextDecoder().decode(value);
    }
  };
  await hear('retry');
  await act({ kind: 'text', text: 'Anybody?' });
  await hear('event: chat');
  expect(heard).toContain('data: {"personId":"asha","phoneNumberId":"1001"}');
  await reader.cancel();
});
