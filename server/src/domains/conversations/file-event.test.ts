/** Filing what webhooks bring: once, in any order, for one shop. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatHouse, openChatHouse } from '../../../test/builders/chat-house.ts';
import type { InboundContent, InboundMessage, MessagingEvent } from '../../providers/messaging/messaging.port.ts';

let chat: ChatHouse;
beforeAll(async () => {
  chat = await openChatHouse();
});
afterAll(() => chat.close());

let count = 0;
function message(content: InboundContent, change: Partial<InboundMessage> = {}): InboundMessage {
  count += 1;
  return {
    channelAddress: 'number-1',
    providerMessageId: `wamid.${count}`,
    from: { phone: `91980000${1000 + count}` },
    profile: { name: 'Ravi' },
    sentAt: chat.clock.now(),
    content,
    ...change,
  };
}
const file = (event: MessagingEvent, shop = 0) =>
  chat.database.inTx(chat.shops[shop === 0 ? 0 : 1].merchantId, (tx) => chat.conversations.fileEvent(tx, 'whatsapp', event));
const receive = (each: InboundMessage) =>
  chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.receive(tx, 'whatsapp', each));
const turn = (threadId: ThreadId) => chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.conversations.openTurn(tx, threadId));

describe('a message', () => {
  it('that comes twenty times at once is filed once and asks for one turn', async () => {
    const one = message({ kind: 'text', text: 'hello' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(one)));
    expect(answers.filter((each) => each.isNew)).toHaveLength(1);
    const threadId = answers[0]?.threadId as ThreadId;
    expect((await turn(threadId))?.entries).toHaveLength(1);
    chat.turns.length = 0;
    await chat.drain();
    expect(chat.turns).toEqual([threadId]);
  });

  it('takes its place by when it was written, whatever came first', async () => {
    const from = { phone: '919811112222' };
    const at = (second: number) => new Date(chat.clock.now().getTime() - 60_000 + second * 1000);
    const third = message({ kind: 'text', text: 'third' }, { from, sentAt: at(3) });
    const first = message({ kind: 'text', text: 'first' }, { from, sentAt: at(1) });
    const second = message({ kind: 'choice', id: 'menu', title: 'Menu', from: 'button' }, { from, sentAt: at(2) });
    for (const each of [third, first, second]) await receive(each);
    const { threadId } = await receive(first);
    const entries = (await turn(threadId))?.entries ?? [];
    expect(entries.map((entry) => entry.providerMessageId)).toEqual([first, second, third].map((each) => each.providerMessageId));
  });

  it('of a kind nobody knows, or nested without end, is kept', async () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200; depth += 1) deep = { deep };
    const { threadId } = await receive(message({ kind: 'form', name: 'flow', answers: { deep } }, { from: { phone: '919811113333' } }));
    await receive(message({ kind: 'unsupported', type: 'poll' }, { from: { phone: '919811113333' } }));
    expect((await turn(threadId))?.entries.map((entry) => entry.content)).toEqual([
      { kind: 'unsupported', type: 'form', detail: 'nested too deeply' },
      { kind: 'unsupported', type: 'poll' },
    ]);
  });

  it('edited, revoked or reacted to asks for no turn', async () => {
    const original = message({ kind: 'text', text: 'two mangos' });
    const { threadId } = await receive(original);
    await chat.drain();
    await chat.database.inTx(chat.shops[0].merchantId, async (tx) => {
      const open = await chat.conversations.openTurn(tx, threadId);
      if (open) await chat.conversations.closeTurn(tx, open, { dialog: null, failures: 0 });
    });
    chat.turns.length = 0;
    const { from } = original;
    for (const content of [
      { kind: 'edit', of: original.providerMessageId, text: 'three mangos' },
      { kind: 'reaction', to: original.providerMessageId, emoji: '👍' },
      { kind: 'revoke', of: original.providerMessageId },
    ] as const)
      await receive(message(content, { from }));
    await chat.drain();
    expect([chat.turns, (await turn(threadId))?.entries]).toEqual([[], []]);
  });

  it('with the id of another shop’s message is another message', async () => {
    const one = message({ kind: 'text', text: 'hello' });
    await file({ kind: 'message', message: one });
    await file({ kind: 'message', message: one }, 1);
    const threads = await chat.database.inTx(chat.shops[1].merchantId, (tx) => tx.db.selectFrom('threads').selectAll().execute());
    expect(threads.map((thread) => thread.merchant_id)).toEqual([chat.shops[1].merchantId]);
  });
});

describe('a status', () => {
  it('that overtakes our own record fills in the id, and is not taken back by it', async () => {
    const { threadId } = await receive(message({ kind: 'text', text: 'hi' }));
    const [ourId = ''] = await chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      chat.conversations.queueReplies(tx, threadId, [{ kind: 'text', text: 'hello' }]),
    );
    const status = (state: 'sent' | 'delivered' | 'read', id = 'wamid.out') =>
      file({ kind: 'status', channelAddress: 'number-1', providerMessageId: id, state, at: chat.clock.now(), ourId, recipient: {} });
    for (const state of ['read', 'sent', 'delivered', 'sent'] as const) await status(state);
    const row = (await chat.outbound()).find((each) => each.id === ourId);
    expect(row).toMatchObject({ state: 'read', provider_message_id: 'wamid.out' });
    expect([row?.read_at, row?.delivered_at]).not.toContain(null);
  });

  it('of a message that another program sent, or another shop, changes nothing', async () => {
    const before = await chat.outbound();
    const foreign = { kind: 'status', channelAddress: 'number-1', state: 'failed', at: chat.clock.now(), recipient: {} } as const;
    await file({ ...foreign, providerMessageId: 'wamid.unknown', ourId: 'not-ours' });
    await file({ ...foreign, providerMessageId: 'wamid.out', ourId: String(before[0]?.id) }, 1);
    expect(await chat.outbound()).toEqual(before);
  });

  it('that says the person stopped marketing is kept as their word', async () => {
    const { threadId } = await receive(message({ kind: 'text', text: 'hi' }, { from: { phone: '919822220000' } }));
    const [ourId = ''] = await chat.database.inTx(chat.shops[0].merchantId, (tx) =>
      chat.conversations.queueReplies(tx, threadId, [{ kind: 'text', text: 'offer' }]),
    );
    const failure = { kind: 'opted_out', retry: 'never', code: '131050', detail: 'stopped' } as const;
    await file({
      kind: 'status',
      channelAddress: 'number-1',
      providerMessageId: 'wamid.o',
      state: 'failed',
      at: chat.clock.now(),
      ourId,
      recipient: {},
      failure,
    });
    const customer = await chat.database.inTx(chat.shops[0].merchantId, (tx) => chat.customers.identify(tx, { phone: '919822220000' }));
    expect(customer.wantsMarketing).toBe(false);
    expect((await chat.notes()).at(-1)).toMatchObject({ thread_id: threadId, kind: 'opted_out' });
  });
});

describe('a customer', () => {
  it('who changes the number keeps the thread', async () => {
    const before = message({ kind: 'text', text: 'hi' }, { from: { phone: '919833330001', scopedId: 'IN.a' } });
    const { threadId } = await receive(before);
    const change = {
      kind: 'address_changed',
      channelAddress: 'number-1',
      providerMessageId: 'wamid.change',
      at: chat.clock.now(),
      from: { phone: '919833330001' },
      to: { phone: '919833330002' },
    } as const;
    await file(change);
    await file(change);
    expect((await receive(message({ kind: 'text', text: 'me' }, { from: { phone: '919833330002' } }))).threadId).toBe(threadId);
    expect((await chat.notes()).filter((note) => note.kind === 'address_changed')).toHaveLength(1);
  });

  it('met under two keys has one thread afterwards, with everything that was said', async () => {
    const byPhone = await receive(message({ kind: 'text', text: 'one' }, { from: { phone: '919844440001' } }));
    const byId = await receive(message({ kind: 'text', text: 'two' }, { from: { scopedId: 'IN.b' } }));
    const both = await receive(message({ kind: 'text', text: 'three' }, { from: { phone: '919844440001', scopedId: 'IN.b' } }));
    expect([byPhone.threadId, byId.threadId]).toContain(both.threadId);
    expect((await turn(both.threadId))?.entries.map((entry) => entry.content)).toEqual([
      { kind: 'text', text: 'one' },
      { kind: 'text', text: 'two' },
      { kind: 'text', text: 'three' },
    ]);
  });
});
