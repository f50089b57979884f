/** What the dashboard's product pages ask for: options that change, pictures in an order, the way back from the archive, lists that narrow. */
import { newId } from '@parley/contract/values/id.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopApi, type ShopApi } from '../../../test/builders/shop-api.ts';

let api: ShopApi;
beforeAll(async () => {
  api = await openShopApi();
});
afterAll(() => api.close());

const add = async (body: object) => (await api.call('POST', '/products', { category: 'Groceries', price: '10', ...body })).body.data;
const names = async (query: string) => (await api.call('GET', `/products?${query}`)).body.data.map((each: { name: string }) => each.name);

describe('options', () => {
  it('a product without options gets some: its one variant keeps its stock and takes the value', async () => {
    const { id } = await add({ name: 'Mug', sku: 'MUG', stock_quantity: 4, cost_price: '2' });
    const done = await api.call('PUT', `/products/${id}/options`, { options: [{ name: 'Colour', value: 'Red' }] });
    expect(done).toMatchObject({
      status: 200,
      body: {
        data: { has_options: true, variants: [{ label: 'Red', sku: 'MUG', available: 4 }], options: [{ name: 'Colour', values: ['Red'] }] },
      },
    });
    expect(await api.call('POST', `/products/${id}/variants`, { options: { Colour: 'Blue' }, price: '11' })).toMatchObject({ status: 201 });
    const renamed = await api.call('PUT', `/products/${id}/options`, {
      options: [
        { name: 'Size', value: 'L' },
        { name: 'Shade', was: 'Colour' },
      ],
    });
    expect(renamed.body.data.variants.map((each: { options: object }) => each.options)).toEqual([
      { Size: 'L', Shade: 'Red' },
      { Size: 'L', Shade: 'Blue' },
    ]);
    expect(await api.call('PUT', `/products/${id}/options`, { options: [{ name: 'Shade' }] })).toMatchObject({ status: 200 });
  });

  it('refuses what would make two variants one, a new option without a value, and unknown names', async () => {
    const { id } = await add({
      name: 'Cap',
      options: [{ name: 'Size' }],
      variants: [{ options: { Size: 'S' } }, { options: { Size: 'M' } }],
    });
    const put = (options: object[], as = 'owner') => api.call('PUT', `/products/${id}/options`, { options }, as);
    const refusal = (field: string) => ({ status: 400, body: { error: { details: [{ field }] } } });
    expect(await put([])).toMatchObject(refusal('options'));
    expect(await put([{ name: 'Size' }, { name: 'Colour' }])).toMatchObject(refusal('options.1.value'));
    expect(await put([{ name: 'Size', was: 'Width' }])).toMatchObject(refusal('options.0.was'));
    expect(await put([{ name: 'Size' }, { name: 'size', value: 'x' }])).toMatchObject(refusal('options'));
    expect(await put([{ name: 'Size' }], 'owner@other')).toMatchObject({ status: 404 });
    expect(await put([{ name: 'Size' }], 'viewer')).toMatchObject({ status: 403 });
  });
});

describe('the archive', () => {
  it('gives a product back as a draft with its variants, and refuses when a code was taken meanwhile', async () => {
    const { id } = await add({ name: 'Lamp', sku: 'LAMP', stock_quantity: 2, cost_price: '1' });
    await api.call('DELETE', `/products/${id}`);
    expect(await names('state=archived&search=lamp')).toEqual(['Lamp']);
    expect(await api.call('POST', `/products/${id}/restore`)).toMatchObject({
      status: 200,
      body: { data: { state: 'draft', variants: [{ sku: 'LAMP', available: 2 }] } },
    });
    expect(await api.call('POST', `/products/${id}/restore`)).toMatchObject({ status: 404 });
    await api.call('DELETE', `/products/${id}`);
    await add({ name: 'Other lamp', sku: 'LAMP' });
    expect(await api.call('POST', `/products/${id}/restore`)).toMatchObject({
      status: 409,
      body: { error: { code: 'product.duplicate' } },
    });
    expect(await api.call('POST', `/products/${id}/restore`, undefined, 'owner@other')).toMatchObject({ status: 404 });
  });
});

describe('pictures', () => {
  it('are shown in the order given, and described; an order that leaves one out is refused', async () => {
    const { id } = await add({ name: 'Pictured' });
    const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    const [one, two] = [await api.upload(`/products/${id}/images`, bytes), await api.upload(`/products/${id}/images`, bytes)];
    const ids = [two.body.data.id, one.body.data.id];
    const ordered = await api.call('PUT', `/products/${id}/images/order`, { ids });
    expect(ordered.body.data.map((each: { id: string }) => each.id)).toEqual(ids);
    expect((await api.call('GET', `/products/${id}`)).body.data.image_url).toBe(two.body.data.url);
    expect(await api.call('PUT', `/products/${id}/images/order`, { ids: [ids[0]] })).toMatchObject({ status: 400 });
    expect(await api.call('PATCH', `/products/${id}/images/${ids[0]}`, { alt: 'From the side' })).toMatchObject({
      body: { data: [{ id: ids[0], alt: 'From the side' }, {}] },
    });
    expect(await api.call('PATCH', `/products/${id}/images/${newId()}`, { alt: 'x' })).toMatchObject({ status: 404 });
    expect(await api.call('PUT', `/products/${id}/images/order`, { ids }, 'owner@other')).toMatchObject({ status: 404 });
  });
});

describe('lists', () => {
  it('show drafts beside published ones, and narrow to what is sold out or running low', async () => {
    const category_id = (await api.call('POST', '/categories', { name: 'Narrow' })).body.data.id;
    const plain = { category: undefined, category_id };
    await add({ ...plain, name: 'A many', stock_quantity: 50, cost_price: '1' });
    await add({ ...plain, name: 'B few', stock_quantity: 2, cost_price: '1', state: 'draft' });
    await add({ ...plain, name: 'C none', stock_quantity: 0 });
    await add({ ...plain, name: 'D uncounted' });
    const here = `category_id=${category_id}`;
    expect(await names(here)).toEqual(['A many', 'C none', 'D uncounted']);
    expect(await names(`${here}&state=any`)).toEqual(['A many', 'B few', 'C none', 'D uncounted']);
    expect(await names(`${here}&state=any&available_to=5`)).toEqual(['B few', 'C none']);
    expect(await names(`${here}&state=any&in_stock=false`)).toEqual(['C none']);
    expect((await api.call('GET', `/products?${here}&state=any`)).body.data).toMatchObject([
      { available: 50, variant_count: 1 },
      { available: 2 },
      { available: 0 },
      { available: null },
    ]);
  });

  it('a variant is found by words, by sku and by barcode, and only in its own shop', async () => {
    const made = await add({ name: 'Findable tea', sku: 'TEA-9', barcode: '8901234' });
    const find = async (query: string, as?: string) => (await api.call('GET', `/variants?${query}`, undefined, as)).body;
    for (const query of ['search=findable', 'code=TEA-9', 'code=8901234', `product_id=${made.id}`])
      expect(await find(query)).toMatchObject({
        data: [{ id: made.variants[0].id, product_name: 'Findable tea' }],
        pagination: { total: 1 },
      });
    expect(await find('code=TEA')).toMatchObject({ data: [] });
    expect(await find('search=findable', 'owner@other')).toMatchObject({ data: [] });
  });

  it('categories stand in the order given', async () => {
    const made = [];
    for (const name of ['Zebra', 'Yak', 'Xerus']) made.push((await api.call('POST', '/categories', { name })).body.data.id);
    const [zebra, yak, xerus] = made;
    const ids = [yak, zebra, xerus];
    const answer = await api.call('PUT', '/categories/order', { ids });
    expect(answer.body.data.map((each: { id: string }) => each.id).filter((id: string) => ids.includes(id))).toEqual(ids);
    expect(await api.call('PUT', '/categories/order', { ids }, 'owner@other')).toMatchObject({ status: 200 });
    expect(
      (await api.call('GET', '/categories')).body.data.map((each: { id: string }) => each.id).filter((id: string) => ids.includes(id)),
    ).toEqual(ids);
  });
});

describe('stock by name', () => {
  it('levels are searched, narrowed and sorted; movements and purchases name what moved', async () => {
    const made = await add({ name: 'Shelf one', sku: 'SH-1' });
    await add({ name: 'Shelf two', sku: 'SH-2', stock_quantity: 3, cost_price: '1' });
    const bought = await api.call('POST', '/purchases', { supplier: 'Mill', lines: [{ sku: 'SH-1', quantity: 9, unit_cost: '2' }] });
    expect(bought.body.data.lines).toMatchObject([{ product_name: 'Shelf one', sku: 'SH-1' }]);
    const levels = async (query: string) =>
      (await api.call('GET', `/inventory/levels?${query}`)).body.data.map((each: { sku: string }) => each.sku);
    expect(await levels('search=shelf&sort=name')).toEqual(['SH-1', 'SH-2']);
    expect(await levels('search=shelf&sort=available')).toEqual(['SH-2', 'SH-1']);
    expect(await levels('search=shelf&available_to=5')).toEqual(['SH-2']);
    expect(await levels(`product_id=${made.id}`)).toEqual(['SH-1']);
    expect(await levels('search=sh-2%25')).toEqual([]);
    expect((await api.call('GET', `/inventory/movements?product_id=${made.id}`)).body.data).toMatchObject([
      { product_name: 'Shelf one', location: 'Main', cause_kind: 'purchase', cause_id: bought.body.data.id },
    ]);
    await api.call('POST', `/purchases/${bought.body.data.id}/return`, { lines: [{ sku: 'SH-1', quantity: 1 }] });
    expect((await api.call('GET', `/inventory/movements?product_id=${made.id}`)).body.data).toMatchObject([
      { reason: 'purchase_return', purchase_id: bought.body.data.id },
      { reason: 'purchase', purchase_id: bought.body.data.id },
    ]);
    expect((await api.call('GET', '/purchases?search=mil')).body.data).toHaveLength(1);
    expect((await api.call('GET', '/purchases?search=nobody')).body.data).toHaveLength(0);
  });
});
