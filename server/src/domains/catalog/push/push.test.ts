/** The push against the stand-in over HTTP: what stands there follows what we sell, each change is sent once, and crashes lose nothing. */
import type { ProductId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { hourMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { openShelfHouse, type ShelfHouse, type ShelfOptions } from '../../../../test/builders/shelf-house.ts';

let house: ShelfHouse;
afterEach(() => house.close());

async function open(options: ShelfOptions = {}): Promise<void> {
  house = await openShelfHouse(options);
}

describe('a connected catalogue', () => {
  it('receives every published product with a picture, one item a variant', async () => {
    await open();
    const coffee = await house.product({ name: 'Coffee', description: 'Dark', priceMinor: 24_900, units: 3 });
    const options = { optionNames: ['Size'], variants: [{ optionValues: ['500 g'], price: money(100, 'INR') }] };
    const rice = await house.product({ name: 'Rice', ...options });
    await house.product({ name: 'Secret', state: 'draft' });
    await house.connect();
    await house.pass();
    expect(house.theirs().size).toBe(2);
    expect(house.theirs().get(coffee.variantId)).toMatchObject({
      title: 'Coffee',
      description: 'Dark',
      price: '249.00 INR',
      availability: 'in stock',
      item_group_id: coffee.productId,
      link: expect.stringMatching(/^https:\/\/parley\.example\/s[0-9a-f]{4}\/p\/coffee$/),
      image_link: expect.stringMatching(/^https:\/\/parley\.example\/files\/images\//),
    });
    expect(house.theirs().get(rice.variantId)).toMatchObject({ title: 'Rice (500 g)', description: 'Rice' });
    expect(await house.updated()).toBe(true);
  });

  it('is not called again while nothing changed, and once a minute however much changes', async () => {
    await open();
    const { productId } = await house.product({ name: 'Coffee', units: 3 });
    await house.connect();
    await house.pass();
    expect(house.calls).toEqual([1]);
    await house.pass(10 * minuteMs);
    expect(house.calls).toEqual([1]);
    await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { barcode: '2000000000017' }));
    await house.pass();
    expect(house.calls).toEqual([1]);
    for (let minor = 1n; minor <= 20n; minor += 1n) {
      await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { price: { minor: 20_000n + minor, currency: 'INR' } }));
      await house.pass(1_000, 1_000);
    }
    await house.pass();
    expect(house.calls.length).toBeLessThanOrEqual(3);
    expect([...house.theirs().values()][0]).toMatchObject({ price: '200.20 INR' });
  });

  it('follows prices, stock that ran out and came back, and what is not sold any more', async () => {
    await open();
    const { productId, variantId } = await house.product({ name: 'Coffee', units: 2 });
    const other = await house.product({ name: 'Tea', units: 2 });
    await house.connect();
    await house.pass();
    const adjust = (quantity: number, causeId: string) =>
      house.inTx(async (tx) =>
        expectOk(await house.stock.adjust(tx, { variantId, quantity, reason: 'adjustment', causeKind: 'test', causeId, actor: 'test' })),
      );
    await adjust(-1, 'sold one');
    await house.pass();
    expect(house.calls).toEqual([2]);
    await adjust(-1, 'sold the last');
    expect(await house.updated()).toBe(false);
    await house.pass();
    expect(house.theirs().get(variantId)).toMatchObject({ availability: 'out of stock' });
    await adjust(5, 'came');
    await house.pass();
    expect(house.theirs().get(variantId)).toMatchObject({ availability: 'in stock' });
    expect(await house.updated()).toBe(true);
    await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { state: 'draft' }));
    await house.inTx((tx) => house.catalog.archiveProduct(tx, other.productId));
    expect(await house.updated()).toBe(false);
    await house.pass();
    expect(house.theirs().size).toBe(0);
    expect(await house.updated()).toBe(true);
  });

  it('takes 250 products in batches, each item once', async () => {
    await open({ client: (client) => ({ ...client, limits: { changes: 100, bytes: 20_000_000 } }) });
    for (let n = 0; n < 250; n += 1) await house.product({ name: `Tea ${n}` });
    await house.connect();
    await house.pass();
    expect(house.calls).toEqual([100, 100, 50]);
    expect(house.theirs().size).toBe(250);
    expect(await house.updated()).toBe(true);
  }, 60_000);

  it('splits batches by their size too', async () => {
    await open({ client: (client) => ({ ...client, limits: { changes: 100, bytes: 2_000 } }) });
    for (let n = 0; n < 6; n += 1) await house.product({ name: `Tea ${n}`, description: 'x'.repeat(500) });
    await house.connect();
    await house.pass();
    expect(house.calls).toEqual([2, 2, 2]);
    expect(house.theirs().size).toBe(6);
  });

  it('is one merchant’s alone', async () => {
    await open();
    const mine = await house.product({ name: 'Mine' });
    const theirs = await house.product({ name: 'Theirs' }, house.otherMerchantId);
    await house.connect();
    await house.connect(house.otherMerchantId);
    await house.pass();
    expect([...house.theirs().keys()]).toEqual([mine.variantId]);
    expect([...house.theirs(house.otherMerchantId).keys()]).toEqual([theirs.variantId]);
  });

  it('that was disconnected is neither called nor up to date', async () => {
    await open();
    const { productId } = await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass();
    await house.disconnect();
    await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { name: 'Espresso' }));
    await house.pass();
    expect(house.calls).toEqual([1]);
    expect(await house.updated()).toBe(false);
  });
});

describe('within the limit', () => {
  const names = () => [...house.theirs().values()].map((each) => String(each['title'])).toSorted((one, other) => one.localeCompare(other));

  it('priority goes first, and the night chooses the rest anew by what sold and is in stock', async () => {
    await open();
    house.shelf.limit = 3;
    const made = new Map<string, ProductId>();
    for (const name of ['A', 'B', 'C', 'D'])
      made.set(name, (await house.product({ name, units: name === 'B' ? 0 : 5, inStock: name !== 'B' })).productId);
    await house.connect();
    await house.pass();
    expect(names()).toEqual(['A', 'C', 'D']);
    await house.product({ name: 'Star', isPriority: true });
    await house.pass();
    expect(names()).toEqual(['A', 'C', 'Star']);
    house.sold.set(made.get('D') ?? '', 40);
    // Sales alone move nothing by day.
    await house.pass();
    expect(names()).toEqual(['A', 'C', 'Star']);
    // 03:00 in Kolkata.
    await house.pass(14 * hourMs, 5 * minuteMs);
    expect(names()).toEqual(['A', 'D', 'Star']);
  }, 60_000);

  it('a smaller limit takes out what no longer has a place', async () => {
    await open();
    for (const name of ['A', 'B', 'C']) await house.product({ name });
    await house.connect();
    await house.pass();
    house.shelf.limit = 1;
    await house.inTx((tx) => house.pushed.replan(tx));
    await house.pass();
    expect(names()).toEqual(['A']);
  });
});

describe('what goes wrong', () => {
  it('an item they refuse is told with the reason, is not sent again and again, and goes through once it is right', async () => {
    await open({ client: spoil('imageLink', 'http://10.0.0.7/x.jpg', 'Coffee') });
    const { productId } = await house.product({ name: 'Coffee' });
    await house.product({ name: 'Tea' });
    await house.connect();
    await house.pass(5 * minuteMs);
    expect(house.calls).toEqual([2]);
    expect([...house.theirs().values()].map((each) => each['title'])).toEqual(['Tea']);
    const { body } = await house.call('GET', '/whatsapp/catalogue');
    expect(body.data).toMatchObject({ connected: true, pushed: 1, pending: 0, refused: 1, up_to_date: false });
    expect(body.data.errors).toEqual([
      expect.objectContaining({ product_id: productId, name: 'Coffee', message: expect.stringContaining('image_link') }),
    ]);
    await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { name: 'Espresso' }));
    await house.pass();
    expect(house.theirs().size).toBe(2);
    expect(await house.updated()).toBe(true);
  });

  it('a crash between their taking a batch and our writing it down sends nothing twice and loses nothing', async () => {
    await open();
    let crashes = 1;
    await open({
      client: (client) => ({
        ...client,
        async submit(changes) {
          const answer = await client.submit(changes);
          if (crashes-- > 0) throw new Error('the power went');
          return answer;
        },
      }),
    });
    await house.product({ name: 'Coffee' });
    await house.product({ name: 'Tea' });
    await house.connect();
    await house.pass(5 * minuteMs);
    expect(house.failures).toHaveLength(1);
    expect(house.calls).toEqual([2]);
    expect(house.theirs().size).toBe(2);
    expect(await house.updated()).toBe(true);
  });

  it('a crash before the batch left sends it after all', async () => {
    await open();
    let crashes = 1;
    await open({
      client: (client) => ({
        ...client,
        async submit(changes) {
          if (crashes-- > 0) throw new Error('the power went');
          return client.submit(changes);
        },
      }),
    });
    await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass(5 * minuteMs);
    expect(house.theirs().size).toBe(1);
    expect(await house.updated()).toBe(true);
  });

  it('an answer that was lost is looked up in their list before anything is sent again', async () => {
    await open({ catalogueMs: { batch: 0, review: 0 } });
    await house.product({ name: 'Coffee' });
    house.simulator.faults.set({ effectThen500: 1 });
    await house.connect();
    await house.pass(5_000);
    expect(await house.updated()).toBe(false);
    house.simulator.faults.set({ effectThen500: 0 });
    await house.pass();
    expect(house.calls).toEqual([1]);
    expect(await house.updated()).toBe(true);
  });

  it('too many calls wait as long as they say, and are told meanwhile', async () => {
    await open({ catalogueBatchesAnHour: 1 });
    const { productId } = await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass();
    await house.inTx((tx) => house.catalog.changeProduct(tx, productId, { name: 'Espresso' }));
    await house.pass(10 * minuteMs);
    expect((await house.call('GET', '/whatsapp/catalogue')).body.data).toMatchObject({
      pending: 1,
      failure: expect.stringContaining('Too many'),
    });
    expect(house.calls.length).toBeLessThan(8);
    await house.pass(hourMs, 30_000);
    expect(await house.updated()).toBe(true);
    expect((await house.call('GET', '/whatsapp/catalogue')).body.data.failure).toBeNull();
  }, 60_000);
});

/** Sends a wrong value in a field of the product of this name, as a bad picture would be. */
function spoil(field: 'imageLink', value: string, title: string): NonNullable<ShelfOptions['client']> {
  return (client) => ({
    ...client,
    submit: (changes) =>
      client.submit(
        changes.map((each) =>
          each.do !== 'remove' && each.item.title === title ? { ...each, item: { ...each.item, [field]: value } } : each,
        ),
      ),
  });
}
