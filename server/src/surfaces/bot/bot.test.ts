/** Whole conversations with the true rooms behind them: what customers write, and what they are answered. */
import { newId, type OrderId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotHouse, type Chatter, idsOf, openBotHouse, wordsOf } from '../../../test/builders/bot-house.ts';
import { stockProduct } from '../../../test/builders/shop-floor.ts';

let house: BotHouse;
let coffee: { readonly productId: string; readonly variantId: VariantId };
let salt: { readonly productId: string; readonly variantId: VariantId };
beforeAll(async () => {
  house = await openBotHouse();
  await house.inTx(async (tx) => {
    coffee = await stockProduct(house, tx, {
      name: 'Filter Coffee',
      description: 'Dark and strong.',
      priceMinor: 24_000,
      units: 50,
      weightGrams: 250,
      sku: 'COFFEE',
    });
    salt = await stockProduct(house, tx, { name: 'Sea Salt', priceMinor: 5_000, units: 2, weightGrams: 500 });
  });
});
afterAll(() => house.close());

let phones = 0;
function customer(): Chatter {
  phones += 1;
  return house.chatter(`9198765${String(10_000 + phones)}`);
}

const tell = (who: Chatter, ...does: (() => Promise<unknown>)[]) => house.answers(who, ...does);
const press = (who: Chatter, id: string) => tell(who, () => who.press(id));
const type = (who: Chatter, text: string) => tell(who, () => who.type(text));

async function order(who: Chatter, variantId: VariantId, quantity = 1): Promise<OrderId> {
  const customerId = await who.customerId();
  const placed = await house.inTx((tx) =>
    house.orders.placeFor(tx, { customerId, lines: [{ variantId, quantity }], deliveryMethod: 'pickup', actor: 'test' }),
  );
  return expectOk(placed).id;
}

describe('looking around', () => {
  it('a greeting is answered by name with the menu, in one message', async () => {
    const [menu, ...more] = await type(customer(), 'Hi');
    expect(more).toEqual([]);
    expect(wordsOf(menu)).toContain('Hello Asha Rao, this is Starling Market');
    expect(idsOf(menu)).toEqual(['shop', 'cart', 'orders', 'track', 'repeat', 'web', 'language', 'human']);
  });

  it('from categories to the product and into the cart', async () => {
    const who = customer();
    const [categories] = await press(who, 'shop');
    const [list] = await press(who, idsOf(categories)[0] ?? '');
    expect(idsOf(list)).toContain(`product:${coffee.productId}`);
    const [product] = await press(who, `product:${coffee.productId}`);
    expect(wordsOf(product)).toBe('*Filter Coffee*\n₹240.00 · in stock\n\nDark and strong.');
    expect(idsOf(product)).toEqual([`add:${coffee.variantId}`, 'cart', 'menu']);
    const [added] = await press(who, `add:${coffee.variantId}`);
    expect([wordsOf(added), idsOf(added)]).toEqual(['Added to your cart: Filter Coffee.\n\n1 item, ₹240.00', ['checkout', 'shop', 'cart']]);
  });

  it('typing looks for products; nothing found twice offers a person', async () => {
    const who = customer();
    // One thing to choose is no choice: its own screen comes at once.
    expect(idsOf((await type(who, 'do you have coffee?'))[0])).toEqual([`add:${coffee.variantId}`, 'cart', 'menu']);
    expect(wordsOf((await type(who, 'zzzqqqxxx'))[0])).toContain('We found nothing for “zzzqqqxxx”');
    const [offer] = await type(who, 'qqqzzzyyy');
    expect([idsOf(offer)[0], (await who.thread()).failures]).toEqual(['human', 2]);
    await press(who, 'menu');
    expect((await who.thread()).failures).toBe(0);
  });

  it('ids of things that are gone or never were are answered kindly', async () => {
    const who = customer();
    for (const id of [
      `product:${newId()}`,
      `category:${newId()}`,
      `add:${newId()}`,
      `order:${newId()}`,
      'book',
      'nonsense:1',
      `cart.line:${newId()}`,
      `remove:${newId()}`,
    ]) {
      const answers = await press(who, id);
      expect([id, answers.length, idsOf(answers[0]).length > 0]).toEqual([id, 1, true]);
    }
  });

  it('a product with options shows them as rows', async () => {
    const who = customer();
    const made = await house.inTx(async (tx) => {
      const categoryId = expectOk(await house.catalog.categoryByName(tx, { name: 'Groceries', subcategory: 'Tea' }));
      const variants = ['100 g', '250 g', '1 kg'].map((size, index) => ({
        optionValues: [size],
        price: money(1_000 * (index + 1), 'INR'),
      }));
      return expectOk(
        await house.catalog.createProduct(tx, {
          name: 'Assam Tea',
          price: money(1_000, 'INR'),
          categoryId,
          optionNames: ['Size'],
          variants,
        }),
      );
    });
    const [options] = await press(who, `product:${made.id}`);
    expect(idsOf(options)).toEqual(made.variants.map((variant) => `add:${variant.variantId}`));
    expect(wordsOf((await press(who, idsOf(options)[2] ?? ''))[0])).toContain('Assam Tea (1 kg)');
  });
});

describe('the cart', () => {
  it('quantities by row and by typing, short stock told with what is left', async () => {
    const who = customer();
    await press(who, `add:${salt.variantId}`);
    const [lines] = await press(who, 'cart.edit');
    const [choice] = await press(who, idsOf(lines)[0] ?? '');
    expect(idsOf(choice)).toEqual([`quantity:${salt.variantId}:1`, `quantity:${salt.variantId}:2`, `remove:${salt.variantId}`]);
    expect(wordsOf((await type(who, '2'))[0])).toContain('Your cart now has 2 × Sea Salt.');
    expect(wordsOf((await press(who, `add:${salt.variantId}`))[0])).toContain(
      'Sea Salt: only 2 are left.\nYou already have 2 of them in your cart.',
    );
    expect(wordsOf((await press(who, `remove:${salt.variantId}`))[0])).toContain('Taken out of your cart: Sea Salt.');
    expect(wordsOf((await press(who, 'cart.clear'))[0])).toContain('Your cart is empty now.');
  });

  it('several quick messages make one answer, and nothing is lost', async () => {
    const who = customer();
    const answers = await tell(
      who,
      () => who.press('shop'),
      () => who.press(`add:${coffee.variantId}`),
      () => who.press(`add:${coffee.variantId}`),
      () => who.type('cart'),
    );
    expect(answers.map(wordsOf)).toEqual([
      'Added to your cart: Filter Coffee.\n\n*Your cart*\n\n2 × Filter Coffee: ₹480.00\n\nTotal: ₹480.00\nThe price of delivery is shown at checkout.',
    ]);
  });

  it('a message filed twice acts once', async () => {
    const who = customer();
    const same = { providerMessageId: 'wamid.same' };
    const add = () => who.send({ kind: 'choice', id: `add:${coffee.variantId}`, title: 'Add', from: 'button' }, same);
    expect(await tell(who, add, add)).toHaveLength(1);
    await tell(who, add);
    expect(wordsOf((await press(who, 'cart'))[0])).toContain('1 × Filter Coffee');
  });

  it('WhatsApp’s own cart is priced by us, and every difference is told', async () => {
    const who = customer();
    const line = (retailerId: string, quantity: number, quotedPrice: string) => ({ retailerId, quantity, quotedPrice, currency: 'INR' });
    const [answer] = await tell(who, () =>
      who.send({
        kind: 'cart',
        catalogId: 'c',
        lines: [line('COFFEE', 2, '199.00'), line(salt.variantId, 5, '50.00'), line('nobody', 1, '1')],
      }),
    );
    for (const said of [
      'Filter Coffee now costs ₹240.00, not ₹199.00.',
      '1 item is no longer in the shop',
      'Sea Salt: there are fewer left',
      '2 × Filter Coffee: ₹480.00',
      '2 × Sea Salt: ₹100.00',
    ])
      expect(wordsOf(answer)).toContain(said);
  });

  it('a message about a product begins with that product', async () => {
    const who = customer();
    const [answer] = await tell(who, () => who.send({ kind: 'text', text: 'Hi, is this fresh?' }, { aboutProduct: 'COFFEE' }));
    expect(idsOf(answer)[0]).toBe(`add:${coffee.variantId}`);
  });
});

describe('checkout', () => {
  it('asks for the PIN, asks the courier, and answers with price and link', async () => {
    const who = customer();
    expect(wordsOf((await press(who, 'checkout'))[0])).toBe('Your cart is empty.');
    await press(who, `add:${coffee.variantId}`);
    expect(wordsOf((await press(who, 'checkout'))[0])).toContain('6-digit PIN code');
    expect(wordsOf((await type(who, 'near the lake'))[0])).toContain('does not look like a PIN code');
    const [checking, offer, ...more] = await type(who, '५६० ०३४');
    expect([wordsOf(checking), more]).toEqual(['We are asking the courier about 560034. One moment.', []]);
    expect(wordsOf(offer)).toMatch(/We deliver to 560034\.\n\nItems: ₹240\.00\nDelivery: ₹\d+\.\d\d\nTotal: ₹/);
    expect(offer).toMatchObject({ kind: 'link_button', label: 'Go to checkout' });
    expect(offer?.kind === 'link_button' && offer.url).toMatch(/^https:\/\/shop\.example\/checkout\/[0-9a-f-]{36}$/);
  });

  it('the answer finds the customer though they looked elsewhere meanwhile', async () => {
    const who = customer();
    await press(who, `add:${coffee.variantId}`);
    await press(who, 'checkout');
    const answers = await tell(
      who,
      () => who.type('560035'),
      () => who.press('menu'),
    );
    expect(answers.map((each) => each.kind)).toEqual(['list', 'link_button']);
  });

  it('an area that is not served gets a reason and other ways; pickup leads to the page', async () => {
    house.courier.setServed('744301', false);
    const who = customer();
    await press(who, `add:${coffee.variantId}`);
    await press(who, 'checkout');
    const answers = await type(who, '744301');
    expect([wordsOf(answers.at(-1)), idsOf(answers.at(-1))]).toEqual([
      'We are sorry, our courier does not deliver to 744301. You can pick the order up, or try another area.',
      ['checkout.pickup', 'checkout.other', 'menu'],
    ]);
    const [pickup] = await press(who, 'checkout.pickup');
    expect(pickup).toMatchObject({ kind: 'link_button' });
    expect(wordsOf(pickup)).toContain('You pick it up at Starling Market, without delivery costs.');
  });

  it('the PIN of the last address is offered as a button', async () => {
    const who = customer();
    await press(who, `add:${coffee.variantId}`);
    const id = await who.customerId();
    const address = {
      name: 'Asha',
      phone: '919876510001',
      line1: '1 Lake Road',
      city: 'Bengaluru',
      state: 'Karnataka',
      postalCode: '560 038',
      country: 'IN',
    };
    await house.inTx((tx) => house.customers.rememberAddress(tx, id, address));
    const [ask] = await press(who, 'checkout');
    expect(idsOf(ask)).toEqual(['checkout.postcode:560038', 'checkout.pickup', 'cart']);
    expect((await press(who, 'checkout.postcode:560038')).at(-1)?.kind).toBe('link_button');
  });

  it('what cannot be bought any more is told before any price is asked', async () => {
    const who = customer();
    const rare = await house.inTx((tx) => stockProduct(house, tx, { name: 'Last Jar', units: 1 }));
    await press(who, `add:${rare.variantId}`);
    await house.inTx((tx) =>
      house.stock.adjust(tx, {
        variantId: rare.variantId,
        quantity: -1,
        reason: 'write_off',
        causeKind: 'test',
        causeId: newId(),
        actor: 'test',
      }),
    );
    expect(wordsOf((await press(who, 'checkout'))[0])).toContain('Last Jar is sold out.');
  });
});

describe('orders', () => {
  it('are listed, shown, cancelled on a second press, and repeated', async () => {
    const who = customer();
    await type(who, 'hello');
    expect(wordsOf((await press(who, 'orders'))[0])).toBe('You have no orders yet.');
    const id = await order(who, coffee.variantId, 2);
    expect(idsOf((await press(who, 'orders'))[0])).toEqual([`order:${id}`]);
    const [shown] = await type(who, 'where is my order?');
    expect(wordsOf(shown)).toContain('Status: waiting for payment');
    expect(wordsOf(shown)).toContain('2 × Filter Coffee: ₹480.00');
    const [ask] = await press(who, `order.cancel:${id}`);
    expect(idsOf(ask)).toEqual([`order.cancel.yes:${id}`, `order:${id}`]);
    const done = await press(who, `order.cancel.yes:${id}`);
    expect(done.map(wordsOf)).toEqual([expect.stringMatching(/is cancelled\. Nothing was paid/)]);
    expect(wordsOf((await press(who, `order.cancel:${id}`))[0])).toContain('can no longer be cancelled: cancelled');
    const [again] = await press(who, `order.repeat:${id}`);
    expect(wordsOf(again)).toContain('2 × Filter Coffee: ₹480.00');
  });

  it('of another customer do not exist', async () => {
    const [who, other] = [customer(), customer()];
    await type(who, 'hello');
    await type(other, 'hello');
    const id = await order(who, coffee.variantId);
    for (const wish of ['order', 'order.cancel', 'order.cancel.yes', 'order.return', 'order.repeat', 'order.pay'])
      expect(wordsOf((await press(other, `${wish}:${id}`))[0])).toBe('We cannot find this order.');
    expect((await house.inTx((tx) => house.orders.get(tx, id))).ok).toBe(true);
  });

  it('a shop that cancels tells so; a payment is confirmed with number, items and page', async () => {
    const who = customer();
    await type(who, 'hello');
    const [id, paid] = [await order(who, coffee.variantId), await order(who, coffee.variantId)];
    const [told] = await tell(who, () => house.inTx((tx) => house.orders.cancel(tx, id, { reason: 'closed', actor: 'staff:1' })));
    expect(wordsOf(told)).toContain('was cancelled by Starling Market');
    const { publicId, orderNumber } = expectOk(await house.inTx((tx) => house.orders.get(tx, paid)));
    const [confirmed] = await tell(who, () => house.tell(paid, 'paid'));
    expect(wordsOf(confirmed)).toContain(`order ${orderNumber} is confirmed.\n\n1 × Filter Coffee: ₹240.00`);
    expect(confirmed).toMatchObject({ kind: 'link_button', url: `https://shop.example/order/${publicId}` });
  });
});
