/** Many products at once over HTTP: each action and its undoing, what is refused, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';

let house: CsvHouse;
const ids: string[] = [];
beforeAll(async () => {
  house = await openCsvHouse();
  for (const [index, price] of ['10.00', '0.05', '333.33'].entries())
    ids.push((await house.call('POST', '/products', { name: `Bulk ${index}`, price, category: 'Here', sku: `B-${index}` })).body.data.id);
});
afterAll(() => house.close());

const bulk = (body: object, as?: string) => house.call('POST', '/products/bulk', body, as);
const undo = async (token: string) => (await house.call('POST', '/products/bulk/undo', { token })).body.data;
const shown = async (field: string) => Promise.all(ids.map(async (id) => (await house.call('GET', `/products/${id}`)).body.data?.[field]));

describe('works', () => {
  it.each([
    ['unpublish', {}, 'state', 'draft'],
    ['set_priority', {}, 'is_priority', true],
    ['archive', {}, 'state', undefined],
  ])('%s changes all, a repeat nothing, and its undo brings back what was', async (action, more, field, value) => {
    const before = await shown(field);
    const done = (await bulk({ ids, action, ...more })).body.data;
    expect(done).toMatchObject({ products_matched: 3, products_changed: 3 });
    expect(await shown(field)).toEqual([value, value, value]);
    expect((await bulk({ ids, action, ...more })).body.data).toMatchObject({ products_changed: 0, undo: null });
    expect(await undo(done.undo.token)).toEqual({ products_restored: 3, products_kept: 0 });
    expect(await shown(field)).toEqual(before);
    expect(await house.call('POST', '/products/bulk/undo', { token: done.undo.token })).toMatchObject({ status: 404 });
  });

  it('products found by a filter move to a category and back to where each was', async () => {
    const there = (await house.call('POST', '/categories', { name: 'There' })).body.data.id;
    const done = (await bulk({ filter: { search: 'bulk' }, action: 'set_category', category_id: there })).body.data;
    expect(done).toMatchObject({ products_matched: 3, products_changed: 3 });
    expect(await shown('category')).toEqual(['There', 'There', 'There']);
    expect((await bulk({ filter: { category_id: there, is_priority: true }, action: 'publish' })).body.data.products_matched).toBe(0);
    await undo(done.undo.token);
    expect(await shown('category')).toEqual(['Here', 'Here', 'Here']);
  });

  it('prices change by per cent, half up, and the undo leaves alone what somebody changed since', async () => {
    const done = (await bulk({ ids, action: 'change_price_by_percent', percent: 10 })).body.data;
    expect(done.products_changed).toBe(3);
    expect(await shown('price')).toEqual(['11.00', '0.06', '366.66']);
    await house.call('PATCH', `/products/${ids[0]}`, { price: '12' });
    expect(await undo(done.undo.token)).toEqual({ products_restored: 2, products_kept: 1 });
    expect(await shown('price')).toEqual(['12.00', '0.05', '333.33']);
    const variants = (await house.call('GET', `/products/${ids[2]}`)).body.data.variants;
    expect(variants[0].price).toBe('333.33');
  });

  it('each action is one line of the audit log and one version of the catalogue', async () => {
    const before = await house.traces();
    const done = (await bulk({ ids, action: 'set_priority' })).body.data;
    await undo(done.undo.token);
    const after = await house.traces();
    expect(after).toEqual({ ...before, audits: before.audits + 2, version: before.version + 2n });
  });
});

describe('refuses', () => {
  it.each([
    [{ action: 'publish' }, 'ids'],
    [{ ids: [newId()], filter: {}, action: 'publish' }, 'ids'],
    [{ filter: {}, action: 'set_category' }, 'category_id'],
    [{ filter: {}, action: 'publish', percent: 5 }, 'percent'],
    [{ filter: {}, action: 'change_price_by_percent', percent: -100 }, 'percent'],
    [{ filter: {}, action: 'burn' }, 'action'],
    [{ filter: { colour: 'red' }, action: 'publish' }, 'filter.colour'],
  ])('%j, naming %s', async (body, field) => {
    const answer = await bulk(body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    expect(answer.body.error.details.map((each: { field: string }) => each.field)).toContain(field);
  });

  it('a viewer, a category that is not there, and bringing back a code that is taken by now', async () => {
    expect(await bulk({ ids, action: 'publish' }, 'viewer')).toMatchObject({ status: 403 });
    expect(await bulk({ ids, action: 'set_category', category_id: newId() })).toMatchObject({ status: 404 });
    const { id } = (await house.call('POST', '/products', { name: 'Gone', price: '1', category: 'Here', sku: 'GONE' })).body.data;
    const { token } = (await bulk({ ids: [id], action: 'archive' })).body.data.undo;
    await house.call('POST', '/products', { name: 'Heir', price: '1', category: 'Here', sku: 'GONE' });
    expect(await house.call('POST', '/products/bulk/undo', { token })).toMatchObject({
      status: 409,
      body: { error: { code: 'product.duplicate' } },
    });
  });
});

describe('keeps merchants apart', () => {
  it('nobody touches or undoes another merchant’s products', async () => {
    const other = 'owner@other';
    expect((await bulk({ ids, action: 'archive' }, other)).body.data).toMatchObject({ products_matched: 0 });
    const { token } = (await bulk({ ids, action: 'unpublish' })).body.data.undo;
    expect(await house.call('POST', '/products/bulk/undo', { token }, other)).toMatchObject({ status: 404 });
    expect(await shown('state')).toEqual(['draft', 'draft', 'draft']);
  });
});
