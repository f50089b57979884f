/** The WhatsApp catalogue over HTTP: how it stands and differs, who may push and compare, and merchants apart. */
import { hourMs } from '@parley/contract/values/time.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { openShelfHouse, type ShelfHouse, type ShelfOptions } from '../../../../test/builders/shelf-house.ts';

let house: ShelfHouse;
const open = async (options: ShelfOptions = {}): Promise<void> => {
  house = await openShelfHouse(options);
};
afterEach(() => house.close());

const base = '/whatsapp/catalogue';
const status = async (as?: string) => (await house.call('GET', base, as)).body.data;
const drift = async (query = '') => (await house.call('GET', `${base}/drift${query}`)).body;

/** Somebody changes their side by hand. */
async function theyPost(requests: readonly object[]): Promise<void> {
  const answer = await house.callTheirs(`${house.merchantId}/items_batch`, { item_type: 'PRODUCT_ITEM', requests });
  expect(answer.status).toBe(200);
  await house.pass(5_000);
}

describe('GET /whatsapp/catalogue', () => {
  it('tells how it stands, from nothing to confirmed', async () => {
    await open({ catalogueMs: { batch: 30_000, review: 0 } });
    await house.product({ name: 'Coffee' });
    expect(await status()).toMatchObject({ connected: false, catalog_id: null, up_to_date: false, pushed: 0, limit: 500 });
    await house.connect();
    await house.pass(5_000);
    expect(await status()).toMatchObject({ connected: true, catalog_id: house.merchantId, up_to_date: false, pushed: 0, pending: 1 });
    await house.pass();
    expect(await status('viewer')).toMatchObject({
      up_to_date: true,
      pushed: 1,
      approved: 1,
      pending: 0,
      refused: 0,
      failure: null,
      errors: [],
    });
    expect((await status()).last_push_at).not.toBeNull();
  });

  it('an item under their review is confirmed, and may stand in a message only when they are done', async () => {
    await open({ catalogueMs: { batch: 0, review: hourMs } });
    const { productId, variantId } = await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass();
    const shown = () => house.inTx((tx) => house.pushed.inChat(tx, [productId]));
    expect(await status()).toMatchObject({ up_to_date: true, pushed: 1, approved: 0 });
    expect((await shown())?.items.size).toBe(0);
    await house.pass(hourMs + 600_000, 60_000);
    expect(await status()).toMatchObject({ approved: 1 });
    expect((await shown())?.items).toEqual(new Map([[productId, [variantId]]]));
    house.shelf.inChat = false;
    expect(await shown()).toBeUndefined();
  }, 60_000);

  it('knows nothing of another merchant’s', async () => {
    await open();
    await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass();
    expect(await status('owner@other')).toMatchObject({ connected: false, pushed: 0 });
    const theirs = await house.call('GET', `${base}/drift`, 'owner@other');
    expect(theirs.body).toMatchObject({ data: [], pagination: { total: 0 } });
  });
});

describe('the comparison', () => {
  it('finds what is missing there, too much there, and different in a field; repairs ours and leaves theirs', async () => {
    await open();
    const coffee = await house.product({ name: 'Coffee', priceMinor: 24_900 });
    const tea = await house.product({ name: 'Tea' });
    await house.connect();
    await house.pass();
    expect((await drift()).data).toEqual([]);
    const strange = { ...house.theirs().get(tea.variantId), id: 'by-hand', title: 'Put there by hand' };
    await theyPost([
      { method: 'UPDATE', data: { id: coffee.variantId, price: '1.00 INR' } },
      { method: 'DELETE', data: { id: tea.variantId } },
      { method: 'CREATE', data: strange },
    ]);
    expect((await house.call('POST', `${base}/compare`)).status).toBe(202);
    await house.drain();
    const rows = (await drift()).data;
    expect(rows).toEqual([
      expect.objectContaining({ kind: 'differs', retailer_id: coffee.variantId, field: 'price', ours: '249.00 INR', theirs: '1.00 INR' }),
      expect.objectContaining({ kind: 'missing', retailer_id: tea.variantId, product_id: tea.productId, name: 'Tea', field: null }),
      expect.objectContaining({ kind: 'surplus', retailer_id: 'by-hand', name: 'Put there by hand', product_id: null }),
    ]);
    expect(await drift('?kind=missing&limit=1')).toMatchObject({ data: [{ name: 'Tea' }], pagination: { total: 1 } });
    await house.pass();
    expect(house.theirs().get(coffee.variantId)).toMatchObject({ price: '249.00 INR' });
    expect([...house.theirs().keys()].toSorted()).toEqual([coffee.variantId, tea.variantId, 'by-hand'].toSorted());
    expect((await drift()).data.map((each: { kind: string }) => each.kind)).toEqual(['surplus']);
  });
});

describe('POST', () => {
  it('a push that is asked for goes at once', async () => {
    await open();
    await house.product({ name: 'Coffee' });
    await house.connect();
    await house.pass();
    expect(house.calls).toEqual([1]);
    await house.product({ name: 'Tea' });
    expect((await house.call('POST', `${base}/push`, 'manager')).status).toBe(202);
    await house.drain();
    expect(house.calls).toEqual([1, 1]);
  });

  it('is refused without a catalogue, and to people who do not run the shop', async () => {
    await open();
    for (const what of ['push', 'compare']) {
      const { status: code, body } = await house.call('POST', `${base}/${what}`);
      expect([code, body.error.code]).toEqual([expect.any(Number), 'connection.missing']);
      expect(code).toBeGreaterThanOrEqual(400);
      expect((await house.call('POST', `${base}/${what}`, 'agent')).status).toBe(403);
    }
    expect((await house.call('GET', `${base}/drift?kind=odd`)).status).toBe(400);
  });

  it('a catalogue that no account shows is told, and is not shown in the chat', async () => {
    await open();
    const { productId } = await house.product({ name: 'Coffee' });
    await house.connect();
    await house.callTheirs(`a ${house.merchantId}/product_catalogs`, { catalog_id: house.merchantId }, 'DELETE');
    await house.pass();
    expect(await status()).toMatchObject({ up_to_date: false, failure: expect.stringContaining('not linked') });
    expect(await house.inTx((tx) => house.pushed.inChat(tx, [productId]))).toBeUndefined();
    await house.callTheirs(`a ${house.merchantId}/product_catalogs`, { catalog_id: house.merchantId });
    await house.call('POST', `${base}/push`);
    await house.pass();
    expect(await status()).toMatchObject({ up_to_date: true, failure: null });
  });

  it('a token that lost its rights stops the push, is told, and a push after the repair goes through', async () => {
    await open();
    await house.product({ name: 'Coffee' });
    await house.connect();
    house.forgetToken();
    await house.pass();
    expect(await status()).toMatchObject({ up_to_date: false, pushed: 0, failure: expect.stringContaining('token') });
    expect(house.calls).toEqual([1]);
    await house.connect();
    await house.call('POST', `${base}/push`);
    await house.pass();
    expect(await status()).toMatchObject({ up_to_date: true, failure: null });
  });
});
