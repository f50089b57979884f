/** Menus that are written out: the latest numbers count, and only as long as nothing else was asked. */
import type { ThreadId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatHouse, openChatHouse } from '../../../test/builders/chat-house.ts';
import type { InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { TurnEntry } from './conversation.ts';

let chat: ChatHouse;
beforeAll(async () => {
  chat = await openChatHouse();
});
afterAll(() => chat.close());

let count = 0;

/** A new person in a thread by way of Twilio: what they send is answered with what a turn reads. */
async function openThread() {
  count += 1;
  const phone = `91990000${1_000 + count}`;
  const inTx = <T>(work: Parameters<typeof chat.database.inTx<T>>[1]): Promise<T> => chat.database.inTx(chat.shops[0].merchantId, work);
  let messages = 0;
  const says = async (content: InboundContent | string, waits?: unknown): Promise<TurnEntry['content'] | undefined> => {
    messages += 1;
    const message = {
      channelAddress: '14155550100',
      providerMessageId: `SM${count}.${messages}`,
      from: { phone },
      profile: {},
      sentAt: chat.clock.now(),
      content: typeof content === 'string' ? ({ kind: 'text', text: content } as const) : content,
    };
    return inTx(async (tx) => {
      const { threadId } = await chat.conversations.receive(tx, 'twilio', message);
      id = threadId;
      const turn = await chat.conversations.openTurn(tx, threadId);
      const dialog = waits === undefined ? null : { dialog: 'cart', version: 1, step: 'quantity', data: waits };
      if (turn) await chat.conversations.closeTurn(tx, turn, { dialog, failures: 0 });
      return turn?.entries.at(-1)?.content;
    });
  };
  let id = '' as ThreadId;
  await says('hi');
  const tells = (...contents: readonly OutboundContent[]) => inTx((tx) => chat.conversations.queueReplies(tx, id, contents));
  return {
    says,
    tells,
    fail: () => inTx((tx) => tx.db.updateTable('outbound_messages').set({ state: 'failed' }).where('thread_id', '=', id).execute()),
  };
}

const numbered = (...ids: readonly string[]): OutboundContent => ({
  kind: 'text',
  text: ids.map((id, index) => `${index + 1}. ${id}`).join('\n'),
  choices: ids.map((id) => ({ id, title: id.toUpperCase() })),
});
const plain = (text: string): OutboundContent => ({ kind: 'text', text });
const chosen = (id: string) => ({ kind: 'choice', id, title: id.toUpperCase(), from: 'list' });

describe('a number', () => {
  it('chooses from the latest menu, not from one before it', async () => {
    const thread = await openThread();
    await thread.tells(numbered('a', 'b'));
    expect(await thread.says('2')).toEqual(chosen('b'));
    await thread.tells(numbered('c', 'd', 'e'));
    expect(await thread.says('2')).toEqual(chosen('d'));
    expect(await thread.says('3.')).toEqual(chosen('e'));
    expect(await thread.says('4')).toEqual({ kind: 'text', text: '4' });
  });

  it('is itself where nothing was offered, where buttons came since, and where the menu was never delivered', async () => {
    const thread = await openThread();
    expect(await thread.says('2')).toEqual({ kind: 'text', text: '2' });
    await thread.tells(numbered('a', 'b'), { kind: 'buttons', body: '?', buttons: [{ id: 'yes', title: 'Yes' }] });
    expect(await thread.says('2')).toEqual({ kind: 'text', text: '2' });
    const other = await openThread();
    await other.tells(numbered('a', 'b'));
    await other.fail();
    expect(await other.says('2')).toEqual({ kind: 'text', text: '2' });
  });

  it('is a quantity where a dialog asked for one after the menu, and a choice where it asked with the menu', async () => {
    const thread = await openThread();
    await thread.tells(numbered('a', 'b'));
    expect(await thread.says('2', 'waits')).toEqual(chosen('b'));
    await thread.tells(plain('How many?'));
    expect(await thread.says('2', 'waits')).toEqual({ kind: 'text', text: '2' });
    await thread.tells(numbered('one', 'two'));
    expect(await thread.says('2', 'waits')).toEqual(chosen('two'));
  });

  it('still chooses after words between that asked for nothing', async () => {
    const thread = await openThread();
    await thread.tells(numbered('a', 'b'));
    await thread.says('are you there?');
    await thread.tells(plain('Yes!'));
    expect(await thread.says('1')).toEqual(chosen('a'));
  });
});

describe('a title', () => {
  it('told without its id finds its row, in a menu of the service or a written one', async () => {
    const thread = await openThread();
    await thread.tells({ kind: 'list', body: '?', button: 'Choose', sections: [{ rows: [{ id: 'tea:1', title: 'Tea' }] }] });
    expect(await thread.says({ kind: 'choice', id: 'Tea', title: 'Tea', from: 'list' })).toEqual({ ...chosen('tea:1'), title: 'Tea' });
    expect(await thread.says('tea')).toEqual({ ...chosen('tea:1'), title: 'Tea' });
    expect(await thread.says('green tea')).toEqual({ kind: 'text', text: 'green tea' });
  });
});
