/** The chat and the web share one cart: what the bot does with the word of a visitor's cart, and with the wish for the web. */
import { newSecretId, type VisitorId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotHouse, openBotHouse } from '../../../test/builders/bot-house.ts';
import { stockProduct } from '../../../test/builders/shop-floor.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await openBotHouse();
});
afterAll(() => house.close());

const textOf = (messages: readonly unknown[]): string => JSON.stringify(messages);

describe('a cart from the web', () => {
  it('comes into the chat by its word, says so once, and tells what is missing', async () => {
    const asha = house.chatter('919800012345');
    const tea = await house.inTx((tx) => stockProduct(house, tx, { name: 'Assam tea', units: 3 }));
    const visitorId = newSecretId<VisitorId>();
    expectOk(await house.inTx((tx) => house.carts.add(tx, { visitorId }, { variantId: tea.variantId, quantity: 3 })));
    const code = await house.inTx((tx) => house.carts.codeFor(tx, visitorId));
    await house.answers(asha, () => asha.press(`add:${tea.variantId}`));
    const first = textOf(await house.answers(asha, () => asha.type(`Cart ${code}`)));
    expect(first).toMatch(/Your cart from the web is here now/);
    expect(first).toMatch(/3 × Assam tea/);
    expect(first).toMatch(/fewer left than you wanted/);
    const again = textOf(await house.answers(asha, () => asha.type(` cart  ${code?.toLowerCase()} `)));
    expect(again).not.toMatch(/from the web/);
    expect(again).toMatch(/3 × Assam tea/);
  });

  it('that nobody knows is said kindly, and a word that is none is looked for in the shop', async () => {
    const asha = house.chatter('919800012346');
    expect(textOf(await house.answers(asha, () => asha.type('cart 23456789')))).toMatch(/do not know this cart/);
    expect(textOf(await house.answers(asha, () => asha.type('cart tomatoes')))).not.toMatch(/do not know this cart/);
  });

  it('asked for, leads to the web by a link that shows no number', async () => {
    const asha = house.chatter('919800012347');
    const said = textOf(await house.answers(asha, () => asha.type('website')));
    expect(said).toMatch(/\/starling\/cart\?h=/);
    expect(said).not.toContain('9800012347');
  });
});
