/** Returning something in the chat, with the true rooms behind it: what customers press and write, and what they are told. */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotHouse, type Chatter, idsOf, openBotHouse, wordsOf } from '../../../test/builders/bot-house.ts';
import { stockProduct } from '../../../test/builders/shop-floor.ts';

let house: BotHouse;
let coffee: VariantId;
let salt: VariantId;
beforeAll(async () => {
  house = await openBotHouse();
  await house.inTx(async (tx) => {
    ({ variantId: coffee } = await stockProduct(house, tx, { name: 'Filter Coffee', priceMinor: 24_000, units: 90, sku: 'COFFEE' }));
    ({ variantId: salt } = await stockProduct(house, tx, { name: 'Sea Salt', priceMinor: 5_000, units: 90 }));
  });
});
afterAll(() => house.close());

let phones = 0;
async function customer(): Promise<Chatter> {
  phones += 1;
  const who = house.chatter(`9198763${String(10_000 + phones)}`);
  await house.answers(who, () => who.type('hello'));
  return who;
}

const press = (who: Chatter, id: string) => house.answers(who, () => who.press(id));
const type = (who: Chatter, text: string) => house.answers(who, () => who.type(text));
/** What the shop does, and what the customer hears of it. */
const tell = (who: Chatter, does: () => Promise<unknown>) => house.answers(who, does);

async function delivered(who: Chatter, lines: readonly { readonly variantId: VariantId; readonly quantity: number }[]): Promise<OrderId> {
  const customerId = await who.customerId();
  return house.inTx(async (tx) => {
    const { id } = expectOk(await house.orders.placeFor(tx, { customerId, lines, deliveryMethod: 'pickup', actor: 'test' }));
    expectOk(await house.orders.confirm(tx, id, 'staff:1'));
    expectOk(await house.orders.deliver(tx, id, 'staff:1'));
    return id;
  });
}

const returnsOf = (orderId: OrderId) => house.inTx(async (tx) => (await house.returns.list(tx, { orderId, page: 1, limit: 10 })).items);

describe('a return in the chat', () => {
  it('is chosen, counted, explained, confirmed, and told at each step', async () => {
    const who = await customer();
    const id = await delivered(who, [
      { variantId: coffee, quantity: 3 },
      { variantId: salt, quantity: 1 },
    ]);
    const [shown] = await press(who, `order:${id}`);
    expect(idsOf(shown)).toContain(`order.return:${id}`);
    const [items] = await press(who, `order.return:${id}`);
    expect(idsOf(items)).toEqual([`return.item:${id}:${coffee}`, `return.item:${id}:${salt}`]);
    const [units] = await press(who, `return.item:${id}:${coffee}`);
    expect(idsOf(units)).toEqual([1, 2, 3].map((n) => `return.quantity:${id}:${coffee}:${n}`));
    const [picked] = await type(who, '2');
    expect(wordsOf(picked)).toContain('2 × Filter Coffee');
    expect(idsOf(picked)).toEqual([`return.reason:${id}`, `return.items:${id}:1`, `order:${id}`]);
    await press(who, `return.items:${id}:1`);
    const [why] = await press(who, `return.item:${id}:${salt}`);
    expect(idsOf(why)).toEqual(['damaged', 'wrong_item', 'changed_mind'].map((reason) => `return.reason:${id}:${reason}`));
    const [confirm] = await press(who, `return.reason:${id}:damaged`);
    expect(wordsOf(confirm)).toMatch(/2 × Filter Coffee\n1 × Sea Salt\n\nReason: It is damaged\n.*₹530\.00/);
    const [done] = await press(who, `return.yes:${id}`);
    expect(wordsOf(done)).toMatch(/Return RET-\d+ for order ORD-.* is noted\..*No money has moved yet\./);
    const [view] = await returnsOf(id);
    expect(view).toMatchObject({ state: 'asked', reason: 'damaged', askedBy: `customer:${await who.customerId()}` });
    expect((await who.notes()).map((note) => [note.kind, note.text])).toEqual([
      ['return_requested', expect.stringContaining('2 × Filter Coffee, 1 × Sea Salt')],
    ]);
    if (!view) throw new Error('no return');

    const steps = house.returns;
    const [approved] = await tell(who, () =>
      house.inTx((tx) => steps.approve(tx, view.id, { actor: 'staff:1', message: 'Any day before six.' })),
    );
    expect(wordsOf(approved)).toMatch(/is approved\..*\n\n2 × Filter Coffee\n1 × Sea Salt\n\nAny day before six\.$/s);
    const lines = (outcome: 'restocked' | 'missing', variantId: VariantId, quantity: number) => [{ variantId, outcome, quantity }];
    const receive = (all: ReturnType<typeof lines>) => () =>
      house.inTx(async (tx) => expectOk(await steps.receive(tx, view.id, { actor: 'staff:1', lines: all })));
    expect((await tell(who, receive(lines('restocked', coffee, 1)))).map(wordsOf)).toEqual([expect.stringContaining('The first items')]);
    expect(await tell(who, receive(lines('missing', salt, 1)))).toEqual([]);
    const [all] = await tell(who, receive(lines('restocked', coffee, 1)));
    expect(wordsOf(all)).toMatch(/Filter Coffee: 2 of 2 arrived\nSea Salt: 0 of 1 arrived\n\nYou get back up to ₹480\.00/);
    const [refunded] = await tell(who, () => house.inTx((tx) => steps.refund(tx, view.id, { actor: 'staff:1' })));
    expect(wordsOf(refunded)).toContain('₹480.00 for return');
  });

  it('asks only what is open: one unit of one thing goes straight to the reason, in one’s own words', async () => {
    const who = await customer();
    const id = await delivered(who, [{ variantId: salt, quantity: 1 }]);
    const [why] = await press(who, 'order.return');
    expect(idsOf(why)).toContain(`return.reason:${id}:damaged`);
    const [confirm] = await type(who, 'The bag was open {count} *sorry*');
    expect(wordsOf(confirm)).toContain('Reason: The bag was open {count} *sorry*');
    await press(who, `return.yes:${id}`);
    expect((await returnsOf(id)).map((each) => each.reason)).toEqual(['The bag was open {count} *sorry*']);
    expect(wordsOf((await press(who, `return.yes:${id}`))[0])).toMatch(
      /Nothing is left.*\n\nReturn RET-\d+: waits for an answer of the shop/s,
    );
    expect(await returnsOf(id)).toHaveLength(1);
  });

  it('is declined with the shop’s reason, and can then be asked again', async () => {
    const who = await customer();
    const id = await delivered(who, [{ variantId: salt, quantity: 1 }]);
    await press(who, `order.return:${id}`);
    await press(who, `return.reason:${id}:changed_mind`);
    await press(who, `return.yes:${id}`);
    const [view] = await returnsOf(id);
    if (!view) throw new Error('no return');
    const [told] = await tell(who, () =>
      house.inTx((tx) => house.returns.decline(tx, view.id, { actor: 'staff:1', message: 'It was opened.' })),
    );
    expect(wordsOf(told)).toMatch(/cannot accept return RET-\d+.*\n\nIt was opened\.$/s);
    expect(idsOf((await press(who, `order.return:${id}`))[0])).toContain(`return.reason:${id}:damaged`);
  });

  it('opened by staff is told, and more than is there is not taken', async () => {
    const who = await customer();
    const id = await delivered(who, [{ variantId: coffee, quantity: 3 }]);
    const line = { variantId: coffee, quantity: 1 };
    const [told] = await tell(who, () =>
      house.inTx((tx) => house.returns.ask(tx, { orderId: id, lines: [line], reason: 'x', actor: 'staff:1' })),
    );
    expect(wordsOf(told)).toMatch(/has opened return RET-\d+ for order ORD-.*:\n\n1 × Filter Coffee/);
    const [short] = await press(who, `return.quantity:${id}:${coffee}:3`);
    expect(wordsOf(short)).toContain('Only 2 of it can come back.');
    expect(idsOf(short)).toHaveLength(2);
  });
});

describe('no return', () => {
  it('of what is not delivered, too old, or another’s', async () => {
    const [who, other] = [await customer(), await customer()];
    const customerId = await who.customerId();
    const open = await house.inTx(async (tx) =>
      expectOk(
        await house.orders.placeFor(tx, {
          customerId,
          lines: [{ variantId: coffee, quantity: 1 }],
          deliveryMethod: 'pickup',
          actor: 'test',
        }),
      ),
    );
    expect(wordsOf((await press(who, `order.return:${open.id}`))[0])).toContain('has not been sent yet');
    const id = await delivered(who, [{ variantId: coffee, quantity: 2 }]);
    for (const wish of [`order.return:${id}`, `return.item:${id}:${coffee}`, `return.quantity:${id}:${coffee}:1`, `return.yes:${id}`])
      expect(wordsOf((await press(other, wish))[0])).toBe('We cannot find this order.');
    expect(idsOf((await press(who, `return.item:${id}:${newId()}`))[0])).toEqual([`return.item:${id}:${coffee}`]);
    await press(who, `return.quantity:${id}:${coffee}:1`);
    await press(who, `return.reason:${id}:damaged`);
    house.clock.advance(14 * dayMs);
    expect(wordsOf((await press(who, `return.yes:${id}`))[0])).toContain('could be returned until');
    expect(await returnsOf(id)).toEqual([]);
  });
});
