/** Sending, by the real client against the stand-in: order, window, pace, doubt, failure. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import { dayMs, minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatHouse, openChatHouse } from '../../../test/builders/chat-house.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';

let chat: ChatHouse;
beforeEach(async () => {
  chat = await openChatHouse();
});
afterEach(() => chat.close());

const text = (body: string): OutboundContent => ({ kind: 'text', text: body });
const queue = (threadId: ThreadId, ...bodies: string[]) =>
  chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.queueReplies(tx, threadId, bodies.map(text)));
const states = async () => (await chat.outbound()).map((row) => row.state);

/** Time goes on in small steps, with whatever falls due done at each. */
async function passes(ms: number, stepMs = secondMs): Promise<void> {
  for (let gone = 0; gone < ms; gone += stepMs) {
    chat.clock.advance(stepMs);
    await chat.drain();
  }
}

describe('replies', () => {
  it('arrive in order, marked as read first, and end as delivered', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'one', 'two', 'three');
    await chat.drain();
    expect(chat.shown()).toEqual(['one', 'two', 'three']);
    expect(await states()).toEqual(['accepted', 'accepted', 'accepted']);
    await chat.fileAll();
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered']);
    const [said] = chat.simulator.phone.chat(chat.asha.id, chat.shops[0].credentials.phoneNumberId).bubbles;
    expect(said?.ticks).toBe('read');
    expect(chat.failures).toEqual([]);
  });

  it('keep their order when the service fails in between', async () => {
    const threadId = await chat.says('hi');
    const bodies = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    await queue(threadId, ...bodies);
    chat.simulator.faults.set({ refuse500: 0.5 });
    await passes(10 * minuteMs, 5 * secondMs);
    expect(chat.shown()).toEqual(bodies);
    expect((await chat.outbound()).some((row) => row.attempts > 1)).toBe(true);
  });

  it('to one person keep the pace: 45 at once, then one every six seconds, none refused', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, ...Array.from({ length: 48 }, (_, index) => String(index)));
    await chat.drain();
    expect(chat.shown()).toHaveLength(45);
    await passes(5 * secondMs);
    expect(chat.shown()).toHaveLength(45);
    await passes(13 * secondMs);
    expect(chat.shown()).toHaveLength(48);
    expect((await chat.outbound()).every((row) => row.failure_kind === null)).toBe(true);
  });

  it('of the bot fall silent once a person has taken over', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'from the bot');
    await chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.setMode(tx, threadId, 'human'));
    await chat.drain();
    expect([chat.shown(), await states()]).toEqual([[], ['held']]);
  });
});

describe('outside the 24-hour window', () => {
  it('what was queued is held, staff are told, and the lane goes on', async () => {
    const threadId = await chat.says('hi');
    chat.clock.advance(dayMs - secondMs);
    await queue(threadId, 'too late');
    chat.clock.advance(secondMs);
    await chat.drain();
    expect([chat.shown(), await states()]).toEqual([[], ['held']]);
    expect((await chat.notes()).map((note) => note.kind)).toEqual(['window_closed']);
    await chat.says('hello again');
    await queue(threadId, 'in time');
    await chat.drain();
    expect(chat.shown()).toEqual(['in time']);
  });

  it('staff are refused free text and told why; a message over the limits too', async () => {
    const threadId = await chat.says('hi');
    const byStaff = (content: OutboundContent) =>
      chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.queueByStaff(tx, threadId, content, 'staff:1'));
    expect(await byStaff(text('x'.repeat(5000)))).toMatchObject({ ok: false, refusal: { code: 'message.invalid' } });
    chat.clock.advance(dayMs);
    expect(await byStaff(text('hello'))).toMatchObject({ ok: false, refusal: { code: 'conversation.window_closed' } });
    expect(await chat.outbound()).toEqual([]);
  });
});

describe('a send in doubt', () => {
  it('waits for the echo and is not sent twice', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'once', 'then this');
    chat.simulator.faults.set({ effectThen500: 1 });
    await chat.drain();
    chat.simulator.faults.set({ effectThen500: 0 });
    expect([chat.shown(), await states()]).toEqual([['once'], ['sending', 'queued']]);
    await chat.fileAll();
    await passes(5 * secondMs);
    expect(chat.shown()).toEqual(['once', 'then this']);
    expect((await chat.outbound()).every((row) => row.provider_message_id !== null)).toBe(true);
  });

  it('is sent again when no echo comes', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'lost', 'then this');
    chat.wire.fetch = () => Promise.reject(new TypeError('socket hang up'));
    await chat.drain();
    chat.wire.fetch = fetch;
    await passes(20 * secondMs);
    expect(chat.shown()).toEqual([]);
    await passes(15 * secondMs);
    expect(chat.shown()).toEqual(['lost', 'then this']);
  });

  it('that a crash left behind is treated the same', async () => {
    const threadId = await chat.says('hi');
    const [id] = await queue(threadId, 'once');
    const change = { state: 'sending', attempts: 1, sent_at: chat.clock.now() };
    await chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      tx.db.updateTable('outbound_messages').set(change).where('id', '=', String(id)).execute(),
    );
    await chat.drain();
    expect(chat.shown()).toEqual([]);
    await passes(31 * secondMs);
    expect(chat.shown()).toEqual(['once']);
  });

  it('after many refusals is not given up for one silence', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'once');
    chat.simulator.faults.set({ refuse500: 1 });
    await passes(minuteMs);
    chat.simulator.faults.set({ refuse500: 0 });
    expect((await chat.outbound())[0]?.attempts).toBeGreaterThan(3);
    chat.wire.fetch = () => Promise.reject(new TypeError('socket hang up'));
    await passes(minuteMs);
    expect(await states()).toEqual(['sending']);
    chat.wire.fetch = fetch;
    await passes(2 * minuteMs);
    expect(chat.shown()).toEqual(['once']);
  });

  it('is given up with a note when no echo ever comes', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'hello');
    chat.simulator.faults.set({ effectThen500: 1 });
    await passes(3 * minuteMs);
    expect(chat.shown()).toEqual(['hello', 'hello', 'hello']);
    expect(await states()).toEqual(['failed']);
    expect((await chat.notes()).map((note) => note.kind)).toEqual(['send_failed']);
  });
});

describe('a send that fails', () => {
  it('for good is marked and told to staff, and the next one goes', async () => {
    const threadId = await chat.says('hi');
    await chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      chat.conversations.queueReplies(tx, threadId, [{ kind: 'template', name: 'nowhere', language: 'en' }, text('next')]),
    );
    await chat.drain();
    expect([chat.shown(), await states()]).toEqual([['next'], ['failed', 'accepted']]);
    expect((await chat.notes()).map((note) => note.kind)).toEqual(['send_failed']);
  });

  it('for want of access keeps its place, marks the connection, and goes when somebody has acted', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'patience');
    const denied = { error: { message: 'token', type: 'OAuthException', code: 190, fbtrace_id: 'x' } };
    chat.wire.fetch = async () => Response.json(denied, { status: 401 });
    await chat.drain();
    expect([await states(), chat.connection.at(-1)?.state]).toEqual([['queued'], 'failing']);
    chat.wire.fetch = fetch;
    await passes(6 * minuteMs, minuteMs);
    expect([chat.shown(), chat.connection.at(-1)?.state]).toEqual([['patience'], 'working']);
  });

  it('without a connection waits for one', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'later');
    chat.wire.isConnected = false;
    await chat.drain();
    expect(await states()).toEqual(['queued']);
    chat.wire.isConnected = true;
    await passes(minuteMs, minuteMs);
    expect(chat.shown()).toEqual(['later']);
  });
});

describe('files', () => {
  it('of a customer are fetched into our store; pictures of ours travel once', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    chat.simulator.phone.act(chat.asha.id, chat.shops[0].credentials.phoneNumberId, {
      kind: 'media',
      type: 'image',
      bytes: png,
      mimeType: 'image/png',
    });
    const threadId = await chat.says('see?');
    await chat.drain();
    const keys = await chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      tx.db.selectFrom('inbound_messages').select('blob_key').where('kind', '=', 'media').execute(),
    );
    const key = keys[0]?.blob_key ?? '';
    expect((await chat.blobs.get(key))?.bytes.equals(png)).toBe(true);
    const picture = { kind: 'image', source: { blob: key, mimeType: 'image/png' } } as const;
    let uploads = 0;
    chat.wire.fetch = (input, init) => {
      if (new Request(input, init).url.endsWith('/media')) uploads += 1;
      return fetch(input, init);
    };
    await chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.queueReplies(tx, threadId, [picture, picture]));
    await chat.drain();
    expect([chat.shown(), uploads, await states()]).toEqual([['image', 'image'], 1, ['accepted', 'accepted']]);
  });
});

describe('a status that says the service had trouble of its own', () => {
  const told = (providerMessageId: string, ourId: string, retry: 'later' | 'never') =>
    chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      chat.conversations.fileEvent(tx, 'whatsapp', {
        kind: 'status',
        channelAddress: chat.shops[0].credentials.phoneNumberId,
        providerMessageId,
        ourId,
        state: 'failed',
        at: chat.clock.now(),
        recipient: {},
        failure: { kind: 'unavailable', retry, detail: 'an internal error' },
      }),
    );

  it('sends the message again, and a late word about the first sending changes nothing', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'one');
    await chat.drain();
    const [first] = await chat.outbound();
    await told(first?.provider_message_id ?? '', first?.id ?? '', 'later');
    expect(await states()).toEqual(['queued']);
    await passes(10 * secondMs);
    expect(await states()).toEqual(['accepted']);
    await told(first?.provider_message_id ?? '', first?.id ?? '', 'later');
    expect(await states()).toEqual(['accepted']);
    expect((await chat.outbound())[0]?.provider_message_id).not.toBe(first?.provider_message_id);
  });

  it('ends in a failure that staff are told of when it will not pass, or never does', async () => {
    const threadId = await chat.says('hi');
    await queue(threadId, 'one');
    await chat.drain();
    for (let time = 0; time < 4; time += 1) {
      const [message] = await chat.outbound();
      await told(message?.provider_message_id ?? '', message?.id ?? '', 'later');
      await passes(6 * minuteMs, minuteMs);
    }
    expect(await states()).toEqual(['failed']);
    expect((await chat.notes()).map((note) => note.kind)).toEqual(['send_failed']);
  });
});
