/** The catalogue over HTTP: what works, what is refused by name, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopApi, type ShopApi } from '../../../test/builders/shop-api.ts';

let api: ShopApi;
beforeAll(async () => {
  api = await openShopApi();
});
afterAll(() => api.close());

const add = (body: object) => api.call('POST', '/products', { category: 'Groceries', price: '24.99', ...body });

describe('works', () => {
  it('a product is added by category name, with stock, and shown with decimal strings', async () => {
    const made = await add({ name: 'Rice', subcategory: 'Grains', sku: 'R1', weight_kg: '1.5', stock_quantity: 3, cost_price: 12.5 });
    expect(made).toMatchObject({
      status: 201,
      body: {
        status: 'success',
        data: {
          name: 'Rice',
          price: '24.99',
          currency: 'INR',
          category: 'Groceries',
          subcategory: 'Grains',
          is_priority: false,
          in_stock: true,
          variants: [{ sku: 'R1', available: 3, is_tracked: true, weight_kg: 1.5 }],
        },
      },
    });
    const { id } = made.body.data;
    expect(await api.call('GET', `/products/${id}`, undefined, 'viewer')).toMatchObject({ status: 200, body: { data: { id } } });
  });

  it('options by name become variants, which can be added, changed and deleted', async () => {
    const made = await add({
      name: 'Tee',
      options: [{ name: 'Size' }, { name: 'Colour' }],
      variants: [{ options: { Colour: 'Red', Size: 'S' }, price: 300, stock_quantity: 2 }, { options: { Size: 'M', Colour: 'Red' } }],
    });
    const { id, variants, options, price } = made.body.data;
    expect(price).toBe('24.99');
    expect(options).toEqual([
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Colour', values: ['Red'] },
    ]);
    expect(variants).toMatchObject([
      { label: 'S · Red', price: '300.00', available: 2 },
      { options: { Size: 'M', Colour: 'Red' }, price: '24.99', available: null },
    ]);
    const added = await api.call('POST', `/products/${id}/variants`, { options: { Size: 'L', Colour: 'Red' }, price: '10', sku: 'TEE-L' });
    expect(added).toMatchObject({ status: 201, body: { data: { label: 'L · Red', price: '10.00' } } });
    const at = `/products/${id}/variants/${added.body.data.id}`;
    expect(await api.call('PATCH', at, { price: '9.5', sku: null })).toMatchObject({ body: { data: { price: '9.50', sku: null } } });
    expect((await api.call('GET', `/products/${id}`)).body.data.price).toBe('9.50');
    expect(await api.call('DELETE', at)).toMatchObject({ status: 200 });
    expect((await api.call('GET', `/products/${id}/variants`)).body.data).toHaveLength(2);
  });

  it('a change touches what it names; a deleted product is gone from the list', async () => {
    const { id } = (await add({ name: 'Changing', barcode: '890', is_priority: true, tax_rate: '12.5' })).body.data;
    const changed = await api.call('PATCH', `/products/${id}`, { price: 5, barcode: null, category: 'Other' });
    expect((await api.call('PATCH', `/products/${id}`, { tax_rate: null })).body.data.tax_rate).toBeNull();
    expect(changed.body.data).toMatchObject({
      name: 'Changing',
      price: '5.00',
      barcode: null,
      tax_rate: '12.5',
      is_priority: true,
      category: 'Other',
    });
    const list = async () => (await api.call('GET', '/products?search=changing')).body;
    expect(await list()).toMatchObject({ pagination: { total: 1, pages: 1, current_page: 1, limit: 20 } });
    expect(await api.call('DELETE', `/products/${id}`)).toMatchObject({ status: 200, body: { data: { id } } });
    expect(await list()).toMatchObject({ data: [], pagination: { total: 0 } });
    expect(await api.call('GET', `/products/${id}`)).toMatchObject({ status: 404, body: { error: { code: 'product.not_found' } } });
  });

  it('the merchant-addressed list filters by category and priority', async () => {
    const category = (await api.call('POST', '/categories', { name: 'Filtered' })).body.data;
    const child = (await api.call('POST', '/categories', { name: 'Below', parent_id: category.id })).body.data;
    const plain = { category: undefined, category_id: child.id };
    await add({ ...plain, name: 'Filter A', is_priority: true });
    await add({ ...plain, name: 'Filter B' });
    const list = async (query: string) =>
      (await api.call('GET', `/merchants/${api.merchantId}/products?${query}`)).body.data.map((each: { name: string }) => each.name);
    expect(await list(`category_id=${category.id}`)).toEqual(['Filter A', 'Filter B']);
    expect(await list(`category_id=${category.id}&is_priority=false`)).toEqual(['Filter B']);
    expect((await api.call('GET', '/categories')).body.data).toContainEqual({
      id: category.id,
      parent_id: null,
      name: 'Filtered',
      product_count: 2,
    });
    expect(await api.call('PATCH', `/categories/${child.id}`, { name: 'Beneath', parent_id: null })).toMatchObject({
      body: { data: { name: 'Beneath', parent_id: null } },
    });
  });
});

describe('refuses', () => {
  it.each([
    [{ price: '1.999' }, 'price'],
    [{ price: '-1' }, 'price'],
    [{ price: 'free' }, 'price'],
    [{ colour: 'red' }, 'colour'],
    [{ name: ' ' }, 'name'],
    [{ category: undefined }, 'category_id'],
    [{ category_id: newId() }, 'category'],
    [{ stock_quantity: -1 }, 'stock_quantity'],
    [{ stock_quantity: 1, cost_price: 'x' }, 'cost_price'],
    [{ options: [{ name: 'Size' }] }, 'variants'],
    [{ variants: [{ options: { Size: 'S' } }, { options: { Sise: 'M' } }] }, 'variants.1.options.Sise'],
    [{ variants: [{ options: { Size: 'S' } }, { options: { Size: 'S' } }] }, 'variants.1.options'],
  ])('%j, naming %s', async (wrong, field) => {
    const answer = await add({ name: 'Wrong', ...wrong });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    expect(answer.body.error.details.map((each: { field: string }) => each.field)).toContain(field);
    expect((await api.call('GET', '/products?search=wrong')).body.pagination.total).toBe(0);
  });

  it('a viewer writes nothing, and nobody reads without signing in', async () => {
    expect(await api.call('POST', '/products', { name: 'No', price: '1', category: 'No' }, 'viewer')).toMatchObject({ status: 403 });
    expect((await api.edge.inject({ url: '/api/v1/products' })).statusCode).toBe(401);
  });

  it('a category that does not exist, and a code that is taken', async () => {
    expect(await add({ name: 'X', category: undefined, category_id: newId() })).toMatchObject({ status: 404 });
    await add({ name: 'Owner of code', product_id: 'P-1' });
    expect(await add({ name: 'Copy', product_id: 'P-1' })).toMatchObject({
      status: 409,
      body: { error: { details: [{ field: 'product_id' }] } },
    });
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s product, category and list do not exist', async () => {
    const { id, category_id: categoryId, variants } = (await add({ name: 'Ours' })).body.data;
    const other = 'owner@other';
    for (const [method, path, body] of [
      ['GET', `/products/${id}`],
      ['PATCH', `/products/${id}`, { name: 'Theirs' }],
      ['DELETE', `/products/${id}`],
      ['GET', `/products/${id}/variants`],
      ['PATCH', `/products/${id}/variants/${variants[0].id}`, { price: '1' }],
      ['PATCH', `/categories/${categoryId}`, { name: 'Theirs' }],
      ['DELETE', `/categories/${categoryId}`],
      ['GET', `/merchants/${api.merchantId}/products`],
      ['POST', '/products', { name: 'Theirs', price: '1', category_id: categoryId }],
    ] as const)
      expect(await api.call(method, path, body, other), `${method} ${path}`).toMatchObject({ status: 404 });
    expect((await api.call('GET', '/products?search=ours', undefined, other)).body.pagination.total).toBe(0);
    expect((await api.call('GET', `/products/${id}`)).body.data.name).toBe('Ours');
  });
});
