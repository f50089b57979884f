/** Counts, write-offs, transfers and places over HTTP: what works, what is refused, and that merchants are kept apart. */
import { newId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopApi, type ShopApi } from '../../../test/builders/shop-api.ts';

let api: ShopApi;
beforeAll(async () => {
  api = await openShopApi();
});
afterAll(() => api.close());

async function stocked(sku: string, quantity = 10): Promise<string> {
  const made = await api.call('POST', '/products', { name: `Thing ${sku}`, price: '5', category: 'Groceries', sku });
  await api.call('POST', '/purchases', { supplier: 'Mills', lines: [{ sku, quantity, unit_cost: '3.33' }] });
  return made.body.data.variants[0].id;
}
const levels = async (id: string) => (await api.call('GET', `/inventory/levels?variant_id=${id}`)).body.data;
const place = async (name: string, as = 'owner') => (await api.call('POST', '/inventory/locations', { name }, as)).body.data?.id;

describe('works', () => {
  it('a counted figure moves the ledger by the difference, at the average', async () => {
    const id = await stocked('M-1');
    const answer = await api.call('POST', '/inventory/counts', { lines: [{ sku: 'M-1', counted: 7 }], note: 'Monday' });
    expect(answer).toMatchObject({
      status: 201,
      body: { data: { lines: [{ variant_id: id, before: 10, counted: 7, difference: -3, value: '-9.99' }] } },
    });
    const movements = (await api.call('GET', `/inventory/movements?variant_id=${id}`)).body.data;
    expect(movements[0]).toMatchObject({ quantity: -3, reason: 'count', value: '-9.99', note: 'Monday' });
    expect((await api.call('POST', '/inventory/counts', { lines: [{ sku: 'M-1', counted: 7 }] })).body.data.lines[0].difference).toBe(0);
    expect((await api.call('GET', `/inventory/movements?variant_id=${id}`)).body.data).toHaveLength(2);
  });

  it('a write-off keeps its reason', async () => {
    const id = await stocked('M-2');
    const answer = await api.call('POST', '/inventory/write-offs', { variant_id: id, quantity: 2, reason: 'fell off the shelf' });
    expect(answer).toMatchObject({ status: 201, body: { data: { on_hand: 8 } } });
    const [last] = (await api.call('GET', `/inventory/movements?variant_id=${id}`)).body.data;
    expect(last).toMatchObject({ quantity: -2, reason: 'write_off', note: 'fell off the shelf', value: '-6.66' });
  });

  it('a transfer moves units with their value and the total stays', async () => {
    const id = await stocked('M-3');
    const to = await place('Cellar');
    const answer = await api.call('POST', '/inventory/transfers', { to_location_id: to, lines: [{ variant_id: id, quantity: 4 }] });
    expect(answer).toMatchObject({ status: 201, body: { data: { to_location_id: to, value: '13.32', currency: 'INR' } } });
    const there = await levels(id);
    expect(there.map((each: { location: string; on_hand: number }) => [each.location, each.on_hand]).toSorted()).toEqual([
      ['Cellar', 4],
      ['Main', 6],
    ]);
  });

  it('places are added, renamed, made the default and closed when nothing lies there', async () => {
    const id = await place('Attic');
    expect(await api.call('PATCH', `/inventory/locations/${id}`, { name: 'Loft', is_default: true })).toMatchObject({
      body: { data: { name: 'Loft', is_default: true } },
    });
    const listed = (await api.call('GET', '/inventory/locations')).body.data;
    expect(listed.filter((each: { is_default: boolean }) => each.is_default)).toHaveLength(1);
    expect(await api.call('DELETE', `/inventory/locations/${id}`)).toMatchObject({
      status: 409,
      body: { error: { code: 'location.in_use' } },
    });
    const main = listed.find((each: { name: string }) => each.name === 'Main').id;
    await api.call('PATCH', `/inventory/locations/${main}`, { is_default: true });
    expect((await api.call('DELETE', `/inventory/locations/${id}`)).status).toBe(200);
    expect((await api.call('GET', '/inventory/locations')).body.data.map((each: { name: string }) => each.name)).not.toContain('Loft');
  });
});

describe('refuses', () => {
  it('more than there is, the same place, places that are not there, in use or named twice, people who may not', async () => {
    const id = await stocked('M-4', 3);
    const to = await place('Shed');
    const move = (body: object, as = 'owner') =>
      api.call('POST', '/inventory/transfers', { lines: [{ variant_id: id, quantity: 4 }], ...body }, as);
    expect(await move({ to_location_id: to })).toMatchObject({
      status: 409,
      body: { error: { code: 'stock.insufficient', details: [{ field: 'lines.0.quantity', message: 'Only 3 left.' }] } },
    });
    expect(await move({})).toMatchObject({ status: 400, body: { error: { details: [{ field: 'to_location_id' }] } } });
    expect(await move({ to_location_id: newId() })).toMatchObject({ status: 404, body: { error: { code: 'location.not_found' } } });
    expect((await move({ to_location_id: to }, 'agent')).status).toBe(403);
    expect(await api.call('POST', '/inventory/locations', { name: 'sheD' })).toMatchObject({
      status: 409,
      body: { error: { code: 'location.name_taken' } },
    });
    await move({ to_location_id: to, lines: [{ variant_id: id, quantity: 1 }] });
    expect((await api.call('DELETE', `/inventory/locations/${to}`)).body.error.code).toBe('location.in_use');
    const twice = [
      { variant_id: id, counted: 1 },
      { sku: 'M-4', counted: 2 },
    ];
    expect((await api.call('POST', '/inventory/counts', { lines: twice })).status).toBe(400);
    expect((await api.call('POST', '/inventory/counts', { lines: [{ variant_id: newId(), counted: 2 }] })).status).toBe(404);
    expect((await api.call('POST', '/inventory/write-offs', { variant_id: id, quantity: 9, reason: 'x' })).status).toBe(409);
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s places and goods do not exist', async () => {
    const id = await stocked('M-5');
    const theirs = await place('Theirs', 'owner@other');
    expect(
      (await api.call('POST', '/inventory/transfers', { to_location_id: theirs, lines: [{ variant_id: id, quantity: 1 }] })).status,
    ).toBe(404);
    expect((await api.call('POST', '/inventory/counts', { lines: [{ variant_id: id, counted: 1 }] }, 'owner@other')).status).toBe(404);
    expect((await api.call('PATCH', `/inventory/locations/${theirs}`, { name: 'Ours' })).status).toBe(404);
    expect((await api.call('DELETE', `/inventory/locations/${theirs}`)).status).toBe(404);
    expect((await api.call('GET', '/inventory/locations')).body.data.map((each: { id: string }) => each.id)).not.toContain(theirs);
  });
});
