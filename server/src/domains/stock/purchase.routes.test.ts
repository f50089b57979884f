/** Purchases over HTTP: what works, what is refused, and that merchants are kept apart. */
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
const buy = (lines: object[], more: object = {}, as = 'owner') => api.call('POST', '/purchases', { supplier: 'Mills', lines, ...more }, as);
const valued = async (id: string) =>
  (await api.call('GET', '/inventory/valuation?limit=100')).body.data.variants.find(
    (each: { variant_id: string }) => each.variant_id === id,
  );

describe('works', () => {
  it('goods are received at their cost, sent back at a price, and their bill corrected', async () => {
    const id = await variant('P-1');
    const made = await buy([{ sku: 'P-1', quantity: 35, unit_cost: '20' }], { reference: 'B-7', tax: '126', received_on: '2026-02-01' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        data: { number: 'PUR-00001', supplier: 'Mills', reference: 'B-7', total: '826.00', tax: '126.00', received_on: '2026-02-01' },
      },
    });
    const purchase = made.body.data.id;
    expect(await valued(id)).toMatchObject({ quantity: 35, value: '700.00', average_cost: '20.00' });
    const corrected = await api.call('POST', `/purchases/${purchase}/correct`, {
      lines: [{ variant_id: id, unit_cost: '15' }],
      tax: '94.50',
    });
    expect(corrected).toMatchObject({
      status: 200,
      body: { data: { total: '619.50', lines: [{ unit_cost: '20.00', billed_unit_cost: '15.00' }] } },
    });
    const back = await api.call('POST', `/purchases/${purchase}/return`, { lines: [{ sku: 'P-1', quantity: 20, unit_cost: '15.00' }] });
    expect(back).toMatchObject({ status: 200, body: { data: { lines: [{ quantity: 35, returned_quantity: 20 }] } } });
    expect(await valued(id)).toMatchObject({ quantity: 15, value: '225.00', average_cost: '15.00' });
    expect((await api.call('GET', `/purchases/${purchase}`)).body.data).toMatchObject({
      changes: [
        { kind: 'correction', tax: '-31.50' },
        { kind: 'return', lines: [{ position: 1, quantity: 20, unit_cost: '15.00' }] },
      ],
    });
    expect((await api.call('GET', '/purchases?supplier=mills')).body).toMatchObject({ data: [{ id: purchase }], pagination: { total: 1 } });
  });

  it('the same Idempotency-Key receives once', async () => {
    const id = await variant('P-2');
    const body = { supplier: 'Mills', lines: [{ variant_id: id, quantity: 2, unit_cost: 3.5 }] };
    for (let n = 0; n < 3; n += 1) await api.post('/api/v1/purchases', body, { key: 'purchase-1' });
    expect(await valued(id)).toMatchObject({ quantity: 2, value: '7.00' });
  });

  it('lines of one variant at several costs and lots arrive together and age apart', async () => {
    const id = await variant('P-3');
    const made = await buy(
      [
        { variant_id: id, quantity: 3, unit_cost: '1.00', lot: 'L1' },
        { variant_id: id, quantity: 1, unit_cost: '2.00', lot: 'L2' },
      ],
      { received_on: '2025-12-15' },
    );
    expect(made.status).toBe(201);
    await buy([{ variant_id: id, quantity: 4, unit_cost: '3.00' }]);
    const aged = (await api.call('GET', '/reports/stock-aging?limit=100')).body.data;
    expect(aged.variants.find((each: { variant_id: string }) => each.variant_id === id)).toMatchObject({
      value: '17.00',
      buckets: [
        { days: '0-30', quantity: 4, value: '8.50' },
        { days: '31-60', quantity: 0, value: '0.00' },
        { days: '61-90', quantity: 4, value: '8.50' },
        { days: '91+', quantity: 0, value: '0.00' },
      ],
    });
    const csv = await api.edge.inject({
      method: 'GET',
      url: '/api/v1/reports/stock-aging?format=csv',
      headers: { authorization: 'Bearer owner' },
    });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toContain(`${id},P-3,Thing P-3,,8,17.00,4,8.50,0,0.00,4,8.50,0,0.00,INR`);
    const value = await api.edge.inject({
      method: 'GET',
      url: '/api/v1/inventory/valuation?format=csv',
      headers: { authorization: 'Bearer owner' },
    });
    expect(value.body).toContain(`${id},P-3,Thing P-3,,8,17.00,2.13,INR`);
  });
});

describe('refuses', () => {
  it('naming the field: wrong amounts, unknown variants, the future, more than there is, people who may not', async () => {
    const id = await variant('P-4');
    const line = { variant_id: id, quantity: 2, unit_cost: '3' };
    const problems = async (answer: ReturnType<typeof buy>) => {
      const { status, body } = await answer;
      return [status, body.error.code, body.error.details?.[0]?.field];
    };
    expect(await problems(buy([{ ...line, unit_cost: '3.999' }]))).toEqual([400, 'request.invalid', 'lines.0.unit_cost']);
    expect(await problems(buy([{ ...line, unit_cost: '-1' }]))).toEqual([400, 'request.invalid', 'lines.0.unit_cost']);
    expect(await problems(buy([line, { sku: 'nothing', quantity: 1, unit_cost: '1' }]))).toEqual([404, 'variant.not_found', 'lines.1.sku']);
    expect(await problems(buy([{ ...line, variant_id: newId() }]))).toEqual([404, 'variant.not_found', undefined]);
    expect(await problems(buy([line], { received_on: '2027-01-01' }))).toEqual([400, 'request.invalid', 'received_on']);
    expect(await problems(buy([line], { colour: 'red' }))).toEqual([400, 'request.invalid', 'colour']);
    expect(await problems(buy([line], {}, 'agent'))).toEqual([403, 'auth.forbidden', undefined]);
    const { body } = await buy([line]);
    const back = (lines: object[]) => api.call('POST', `/purchases/${body.data.id}/return`, { lines });
    expect(await problems(back([{ variant_id: id, quantity: 3 }]))).toEqual([422, 'purchase.return_too_large', 'lines.0.quantity']);
    expect(await problems(back([{ quantity: 1 }]))).toEqual([400, 'request.invalid', 'lines.0.variant_id']);
    expect((await api.call('GET', '/inventory/valuation', undefined, 'agent')).status).toBe(403);
  });
});

describe('keeps merchants apart', () => {
  it('another merchant’s purchases are neither seen nor changed', async () => {
    const id = await variant('P-5');
    const { body } = await buy([{ variant_id: id, quantity: 2, unit_cost: '3' }]);
    const lines = [{ variant_id: id, quantity: 1, unit_cost: '1' }];
    expect((await buy(lines, {}, 'owner@other')).status).toBe(404);
    expect((await api.call('GET', `/purchases/${body.data.id}`, undefined, 'owner@other')).status).toBe(404);
    for (const [verb, of] of [
      ['return', lines],
      ['correct', [{ variant_id: id, unit_cost: '1' }]],
    ] as const)
      expect((await api.call('POST', `/purchases/${body.data.id}/${verb}`, { lines: of }, 'owner@other')).status).toBe(404);
    expect((await api.call('GET', '/purchases', undefined, 'owner@other')).body.data).toEqual([]);
    expect((await api.call('GET', '/inventory/valuation', undefined, 'owner@other')).body.data).toMatchObject({
      total_value: '0.00',
      variants: [],
    });
  });
});
