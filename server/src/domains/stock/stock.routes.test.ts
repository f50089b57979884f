/** Stock over HTTP: what works, what is refused, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopApi, type ShopApi } from '../../../test/builders/shop-api.ts';

let api: ShopApi;
beforeAll(async () => {
  api = await openShopApi();
});
afterAll(() => api.close());

async function variant(sku: string): Promise<string> {
  const made = await api.call('POST', '/products', { name: `Thing ${sku}`, price: '5', category: 'Groceries', sku });
  return made.body.data.variants[0].id;
}
const adjust = (body: object, as = 'owner') => api.call('POST', '/inventory/adjustments', body, as);

describe('works', () => {
  it('adjusting by sku opens the stock; levels and movements add up', async () => {
    const id = await variant('S-1');
    expect(await adjust({ sku: 'S-1', quantity: 10, reason: 'opening', unit_cost: '2.50' })).toMatchObject({
      status: 201,
      body: { data: { variant_id: id, on_hand: 10, available: 10 } },
    });
    expect(await adjust({ variant_id: id, quantity: -3, reason: 'broken on the way' })).toMatchObject({ body: { data: { on_hand: 7 } } });
    expect((await api.call('GET', `/inventory/levels?variant_id=${id}`)).body).toMatchObject({
      data: [{ variant_id: id, sku: 'S-1', product_name: 'Thing S-1', location: 'Main', on_hand: 7, held: 0, available: 7 }],
      pagination: { total: 1 },
    });
    const first = (await api.call('GET', `/inventory/movements?variant_id=${id}&limit=1`)).body;
    expect(first.data).toMatchObject([{ quantity: -3, reason: 'adjustment', note: 'broken on the way', actor: 'staff:owner' }]);
    const rest = (await api.call('GET', `/inventory/movements?variant_id=${id}&limit=1&cursor=${first.next_cursor}`)).body;
    expect(rest).toMatchObject({ data: [{ quantity: 10, reason: 'opening', unit_cost: '2.50' }], next_cursor: null });
  });

  it('the same Idempotency-Key adjusts once', async () => {
    const id = await variant('S-2');
    const body = { variant_id: id, quantity: 4, reason: 'count' };
    for (let n = 0; n < 3; n += 1) await api.post('/api/v1/inventory/adjustments', body, { key: 'count-1' });
    expect((await api.call('GET', `/inventory/levels?variant_id=${id}`)).body.data).toMatchObject([{ on_hand: 4 }]);
  });
});

describe('refuses', () => {
  it('taking more than is free, nothing, both names or none', async () => {
    const id = await variant('S-3');
    await adjust({ variant_id: id, quantity: 2, reason: 'opening' });
    expect(await adjust({ variant_id: id, quantity: -3, reason: 'write_off' })).toMatchObject({
      status: 409,
      body: { error: { code: 'stock.insufficient', details: [{ field: 'quantity', message: 'Only 2 left.' }] } },
    });
    expect(await adjust({ variant_id: id, quantity: 0, reason: 'count' })).toMatchObject({ status: 400 });
    expect(await adjust({ variant_id: id, sku: 'S-3', quantity: 1, reason: 'count' })).toMatchObject({ status: 400 });
    expect(await adjust({ quantity: 1, reason: 'count' })).toMatchObject({ status: 400 });
    expect(await adjust({ sku: 'nothing', quantity: 1, reason: 'count' })).toMatchObject({ status: 404 });
    expect(await adjust({ variant_id: newId(), quantity: 1, reason: 'count' })).toMatchObject({ status: 404 });
    expect(await adjust({ variant_id: id, quantity: 1, reason: 'count' }, 'agent')).toMatchObject({ status: 403 });
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s stock is neither seen nor changed', async () => {
    const id = await variant('S-4');
    await adjust({ variant_id: id, quantity: 2, reason: 'opening' });
    for (const by of [{ variant_id: id }, { sku: 'S-4' }])
      expect(await adjust({ ...by, quantity: 1, reason: 'count' }, 'owner@other')).toMatchObject({ status: 404 });
    expect((await api.call('GET', '/inventory/levels', undefined, 'owner@other')).body.data).toEqual([]);
    expect((await api.call('GET', '/inventory/movements', undefined, 'owner@other')).body.data).toEqual([]);
  });
});
