/** What is read back from Twilio: everything of a range, in order, files and outcomes with it, and nothing of anybody else's. */
import { minuteMs } from '@parley/contract/values/time.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListedMessage, MessageHistory, MessagingEvent } from '../messaging.port.ts';
import { credentials, openTestDesk, type TestDesk } from './simulator/test-desk.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const historyOf = (client = desk.client): MessageHistory => {
  if (!client.history) throw new Error('this client tells no history');
  return client.history;
};
const ofTheHour = () => ({
  from: new Date(desk.clock.now().getTime() - 60 * minuteMs),
  until: new Date(desk.clock.now().getTime() + minuteMs),
});

async function listed(range = ofTheHour()): Promise<readonly ListedMessage[]> {
  const found = await historyOf().received(range);
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
}

async function said(message: ListedMessage | undefined): Promise<readonly MessagingEvent[]> {
  const read = await message?.read();
  if (!read?.ok) throw new Error('it could not be read');
  return read.value;
}

const texts = async (messages: readonly ListedMessage[]): Promise<readonly unknown[]> =>
  (await Promise.all(messages.map(said)))
    .flat()
    .map((event) => event.kind === 'message' && 'text' in event.message.content && event.message.content.text);

const addressOf = (input: Parameters<typeof fetch>[0]): string => new Request(input).url;

describe('messages of customers', () => {
  it('are found although every webhook was lost, oldest first, with the ids the webhooks had', async () => {
    desk.simulator.faults.set({ webhookDrop: 1 });
    for (const text of ['one', 'two']) {
      await desk.acts({ kind: 'text', text });
      desk.clock.pass(1_000);
    }
    desk.simulator.faults.set({ webhookDrop: 0 });
    await desk.acts({ kind: 'text', text: 'three' });
    expect(desk.posted).toHaveLength(1);
    const found = await listed();
    expect(await texts(found)).toEqual(['one', 'two', 'three']);
    expect(found.at(-1)?.providerMessageId).toBe((await desk.lastMessage()).providerMessageId);
    const [first] = await said(found[0]);
    expect(first).toMatchObject({
      kind: 'message',
      message: { channelAddress: credentials.number, from: { phone: '919876543210' }, sentAt: new Date('2026-11-20T09:00:00Z') },
    });
  });

  it('of one second keep their order, over all pages', async () => {
    const spoken = Array.from({ length: 7 }, (_, index) => `m${index}`);
    for (const text of spoken) await desk.acts({ kind: 'text', text });
    const small = desk.clientWith({
      fetch: (input, init) => fetch(addressOf(input).replace('PageSize=1000', 'PageSize=3'), init),
    });
    const found = await historyOf(small).received(ofTheHour());
    expect(found.ok && (await texts(found.value))).toEqual(spoken);
  });

  it('outside the range, and what we sent ourselves, are not among them', async () => {
    await desk.acts({ kind: 'text', text: 'early' });
    desk.clock.pass(10 * minuteMs);
    const from = desk.clock.now();
    await desk.acts({ kind: 'text', text: 'in time' });
    await desk.client.send({ to: { phone: desk.asha.phone }, content: { kind: 'text', text: 'ours' }, ourId: 'o1' });
    desk.clock.pass(10 * minuteMs);
    const until = desk.clock.now();
    await desk.acts({ kind: 'text', text: 'late' });
    await desk.settled();
    expect(await texts(await listed({ from, until }))).toEqual(['in time']);
  });

  it('bring their files, which can be fetched', async () => {
    await desk.acts({ kind: 'media', type: 'image', bytes: Buffer.from('a picture'), mimeType: 'image/png', caption: 'this one' });
    const [event] = await said((await listed())[0]);
    const content = event?.kind === 'message' ? event.message.content : undefined;
    expect(content).toMatchObject({ kind: 'media', media: 'image', caption: 'this one' });
    const file = content?.kind === 'media' ? await desk.client.downloadMedia(content.ref, { maxBytes: 1_000 }) : undefined;
    expect(file).toMatchObject({ ok: true, value: { mimeType: 'image/png' } });
  });

  it('of which the list keeps nothing are still known to have come', async () => {
    await desk.acts({ kind: 'location', latitude: 12.9, longitude: 77.6 });
    const [event] = await said((await listed())[0]);
    expect(event).toMatchObject({ kind: 'message', message: { content: { kind: 'unsupported', type: 'unlisted' } } });
  });
});

describe('the list', () => {
  it('too much asked says how long to wait', async () => {
    const strict = await openTestDesk({ readsPerMinute: 1 });
    try {
      const history = historyOf(strict.client);
      const range = { from: new Date(0), until: strict.clock.now() };
      strict.clock.pass(20_000);
      expect((await history.received(range)).ok).toBe(true);
      expect(await history.received(range)).toMatchObject({
        ok: false,
        refusal: { kind: 'rate_limited', retry: 'later', afterMs: 40_000 },
      });
      strict.clock.pass(40_000);
      expect((await history.received(range)).ok).toBe(true);
    } finally {
      await strict.close();
    }
  });

  it('is not told to a wrong token, and nobody else hears ours', async () => {
    const wrong = desk.clientWith({ credentials: { ...credentials, authToken: 'other' } });
    expect(await historyOf(wrong).received(ofTheHour())).toMatchObject({
      ok: false,
      refusal: { kind: 'bad_credentials', retry: 'operator' },
    });
    const asked: string[] = [];
    const led = desk.clientWith({
      fetch: async (input) => {
        asked.push(new URL(addressOf(input)).host);
        return Response.json({ messages: [], next_page_uri: '@elsewhere.test/2010-04-01/Accounts/x/Messages.json?Page=1' });
      },
    });
    expect((await historyOf(led).received(ofTheHour())).ok).toBe(false);
    expect(asked).toEqual([new URL(desk.served.url).host]);
  });
});

describe('what became of ours', () => {
  it('is told without a webhook: delivered, failed with its code, or nothing yet', async () => {
    await desk.acts({ kind: 'text', text: 'hi' });
    desk.simulator.faults.set({ webhookDrop: 1 });
    const send = async (content: Parameters<typeof desk.client.send>[0]['content']): Promise<string> => {
      const sent = await desk.client.send({ to: { phone: desk.asha.phone }, content, ourId: 'o2' });
      await desk.settled();
      return sent.ok ? sent.value.providerMessageId : '';
    };
    const delivered = await send({ kind: 'text', text: 'hello' });
    const lost = await send({ kind: 'image', source: { link: 'https://shop.test/gone.jpg' } });
    const history = historyOf();
    expect(await history.statusOf(delivered)).toMatchObject({
      ok: true,
      value: { kind: 'status', state: 'delivered', providerMessageId: delivered },
    });
    expect(await history.statusOf(lost)).toMatchObject({
      ok: true,
      value: { state: 'failed', failure: { kind: 'media_problem', code: '63019', detail: 'Media failed to download' } },
    });
    expect(await history.statusOf(`SM${'0'.repeat(32)}`)).toEqual({ ok: true, value: undefined });
  });
});
