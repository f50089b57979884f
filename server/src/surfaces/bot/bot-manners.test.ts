/** How the bot behaves towards people: their language, their wish for a person, for silence, and whatever is stored or sent. */
import { newId, type ThreadId, type VariantId } from '@parley/contract/values/id.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotHouse, type Chatter, idsOf, openBotHouse, wordsOf } from '../../../test/builders/bot-house.ts';
import { stockProduct } from '../../../test/builders/shop-floor.ts';
import type { InboundContent } from '../../providers/messaging/messaging.port.ts';
import { languages } from './phrases/languages.ts';
import { takeTurn } from './turn.ts';

let house: BotHouse;
let coffee: { readonly productId: string; readonly variantId: VariantId };
beforeAll(async () => {
  house = await openBotHouse();
  coffee = await house.inTx((tx) => stockProduct(house, tx, { name: 'Filter Coffee', priceMinor: 24_000 }));
});
afterAll(() => house.close());

let phones = 0;
function customer(): Chatter {
  phones += 1;
  return house.chatter(`9198764${String(10_000 + phones)}`);
}
const press = (who: Chatter, id: string) => house.answers(who, () => who.press(id));
const type = (who: Chatter, text: string) => house.answers(who, () => who.type(text));
async function wishes(who: Chatter) {
  const id = await who.customerId();
  const found = await house.inTx((tx) => house.customers.get(tx, id));
  return { language: found?.language, wantsMarketing: found?.wantsMarketing };
}

describe('the language', () => {
  it.each(languages)('%s is spoken from the press of its row on', async (language) => {
    const who = customer();
    await type(who, 'language');
    const [menu] = await press(who, `language:${language}`);
    expect((await wishes(who)).language).toBe(language);
    const [again] = await press(who, 'menu');
    expect(wordsOf(menu).endsWith(wordsOf(again))).toBe(true);
  });

  it('of a greeting is taken up by somebody who has chosen none, and by nobody else', async () => {
    const who = customer();
    expect(wordsOf((await type(who, 'नमस्ते'))[0])).toContain('नमस्ते Asha Rao');
    expect(wordsOf((await type(who, 'hola'))[0])).toContain('नमस्ते');
    expect((await wishes(who)).language).toBe('hi');
  });
});

describe('a person', () => {
  it('is called once, the bot is silent for free text, and any button brings it back', async () => {
    const who = customer();
    expect(idsOf((await type(who, 'talk to a person'))[0])).toEqual(['menu']);
    expect([await type(who, 'where is my coffee'), await type(who, 'hello?')]).toEqual([[], []]);
    await press(who, 'human');
    expect([(await who.notes()).filter((note) => note.kind === 'human_requested').length, (await who.thread()).mode]).toEqual([
      1,
      'waiting',
    ]);
    expect(idsOf((await press(who, 'cart'))[0])).toContain('shop');
    expect((await who.thread()).mode).toBe('bot');
  });

  it('who answers is not interrupted; notices about orders and the menu button go through', async () => {
    const who = customer();
    await type(who, 'hello');
    const threadId = await who.threadId();
    await house.inTx((tx) => house.conversations.setMode(tx, threadId, 'human'));
    for (const text of ['coffee', 'menu', 'cart']) expect(await type(who, text)).toEqual([]);
    expect(await press(who, 'shop')).toEqual([]);
    expect((await who.thread()).mode).toBe('human');
    expect(wordsOf((await type(who, 'STOP'))[0])).toContain('You will not get offers');
    expect((await who.thread()).mode).toBe('human');
    expect(idsOf((await press(who, 'menu'))[0])).toContain('shop');
    expect((await who.thread()).mode).toBe('bot');
  });
});

describe('offers', () => {
  it('STOP and START are recorded and confirmed; START as an opening is no consent', async () => {
    const who = customer();
    expect(idsOf((await type(who, 'Start'))[0])).toContain('shop');
    expect((await wishes(who)).wantsMarketing).toBeUndefined();
    const twice = await house.answers(
      who,
      () => who.type('STOP'),
      () => who.type('stop'),
    );
    expect([twice.length, (await wishes(who)).wantsMarketing]).toEqual([1, false]);
    expect(wordsOf((await type(who, 'Stop'))[0])).toContain('You get no offers');
    expect(wordsOf((await type(who, 'START'))[0])).toContain('offers from Starling Market again');
    expect((await wishes(who)).wantsMarketing).toBe(true);
  });
});

describe('whatever is stored or sent', () => {
  it('a broken or foreign state is forgotten, never a crash', async () => {
    const who = customer();
    await type(who, 'hello');
    const id = await who.threadId();
    for (const dialog of [
      '"x"',
      '[]',
      '{"dialog":"checkout","version":99,"step":"ask_postcode","data":{}}',
      '{"dialog":"cart","version":1,"step":"choose_quantity","data":{"variantId":7}}',
    ]) {
      await house.inTx((tx) => sql`update threads set dialog = ${dialog}::jsonb where id = ${id}`.execute(tx.db));
      expect(await type(who, '2')).toHaveLength(1);
    }
    expect((await who.thread()).dialog).toBeNull();
  });

  it('every kind of content gets one answer, or none where silence is right', async () => {
    const who = customer();
    await type(who, 'hello');
    const ref = { mediaId: 'm', mimeType: 'image/jpeg' };
    const contents: readonly (readonly [InboundContent, number])[] = [
      [{ kind: 'media', media: 'image', ref, caption: 'this one?' }, 1],
      [{ kind: 'media', media: 'voice', ref }, 1],
      [{ kind: 'location', latitude: 1, longitude: 2 }, 1],
      [{ kind: 'contacts', contacts: [], requested: false }, 1],
      [{ kind: 'form', name: 'flow', answers: {} }, 1],
      [{ kind: 'unsupported', type: 'poll' }, 1],
      [{ kind: 'welcome' }, 1],
      [{ kind: 'cart', catalogId: 'c', lines: [] }, 1],
      [{ kind: 'reaction', to: 'wamid.1', emoji: '👍' }, 0],
      [{ kind: 'text', text: '👍' }, 1],
      [{ kind: 'text', text: 'x'.repeat(4_096) }, 1],
      [{ kind: 'choice', id: 'x'.repeat(256), title: 'x', from: 'list' }, 1],
    ];
    for (const [content, count] of contents)
      expect([content.kind, (await house.answers(who, () => who.send(content))).length]).toEqual([content.kind, count]);
  });

  it('an event about something that is not there says nothing', async () => {
    const who = customer();
    await type(who, 'hello');
    const threadId: ThreadId = await who.threadId();
    const post = (event: Parameters<typeof house.conversations.postEvent>[2]) => () =>
      house.inTx((tx) => house.conversations.postEvent(tx, threadId, event));
    const said = await house.answers(
      who,
      post({ kind: 'order_changed', orderId: newId(), change: 'paid' }),
      post({ kind: 'payment_link_ready', orderId: newId() }),
      post({ kind: 'quote_answered', quoteId: newId(), postalCode: '560001' }),
    );
    expect(said).toEqual([]);
  });

  it('an entry that cannot be handled is in the end apologised for, and those beside it are answered', async () => {
    const who = customer();
    await who.press('shop');
    await who.press(`add:${coffee.variantId}`);
    const threadId = await who.threadId();
    const broken = { ...house.botDeps, catalog: { ...house.catalog, categories: () => Promise.reject(new Error('no categories today')) } };
    const open = async (isCareful: boolean) =>
      house.inTx(async (tx) => {
        const turn = await house.conversations.openTurn(tx, threadId);
        if (!turn) throw new Error('no turn');
        return takeTurn(broken, tx, turn, isCareful);
      });
    await expect(open(false)).rejects.toThrow('no categories today');
    const { replies } = await open(true);
    expect(replies.map(wordsOf)).toEqual(['Added to your cart: Filter Coffee.\n\n1 item, ₹240.00']);
    expect((await who.notes()).map((note) => note.kind)).toEqual(['bot_failed']);
  });
});
