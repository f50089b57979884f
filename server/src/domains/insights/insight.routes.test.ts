/** Sales, margin and receivables over a small known history: what works, what is refused, and that merchants are kept apart. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReturnHouse, type ReturnHouse } from '../../../test/builders/return-house.ts';
import { createRoleEdge } from '../../../test/builders/role-edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { createInsights } from './index.ts';
import { insightRoutes } from './insight.routes.ts';

let house: ReturnHouse;
let edge: Edge;
let tea: { productId: string; variantId: VariantId };
let cup: { productId: string; variantId: VariantId };
let cash: OrderId;
let unpaid: OrderId;
const actor = 'staff:1';

/**
 * In paise, tax 5 % within the price: tea 105.00 (100.00 net) bought at 40.00, cup 21.00 (20.00 net) bought at 5.00.
 * 1 March: 2 tea + 1 cup sold. 2 March: 1 tea of it comes back whole. 3 March: 1 cup by confirmation of staff, unpaid; 1 tea cancelled;
 * 1 tea against cash that a courier holds.
 */
beforeAll(async () => {
  house = await openReturnHouse(3);
  house.outside.shop = { ...house.outside.shop, defaultTaxRateBp: 500, cod: { offered: true } };
  edge = createRoleEdge(house);
  edge.register(insightRoutes({ insights: createInsights(), books: house.books }), { prefix: '/api/v1' });
  await edge.ready();
  tea = await stocked('=Tea', 10_500, 4_000);
  cup = await stocked('Cup', 2_100, 500);
  const first = await house.delivered([
    { variantId: tea.variantId, quantity: 2 },
    { variantId: cup.variantId, quantity: 1 },
  ]);
  house.clock.advance(dayMs);
  await oneTeaBack(first);
  house.clock.advance(dayMs);
  unpaid = await house.delivered([{ variantId: cup.variantId, quantity: 1 }], { paid: false });
  const gone = await placed(tea.variantId, 'prepaid');
  expectOk(await house.inTx((tx) => house.orders.confirm(tx, gone, actor)));
  expectOk(await house.inTx((tx) => house.orders.cancel(tx, gone, { reason: 'changed mind', actor })));
  cash = await placed(tea.variantId, 'cod');
  expectOk(await house.inTx((tx) => house.orders.confirm(tx, cash, actor)));
  expectOk(await house.inTx((tx) => house.orders.deliver(tx, cash, actor)));
  // The shop's own till took it; as if a courier had and kept it.
  await house.inTx((tx) => tx.db.updateTable('orders').set({ cod_remitted_at: null }).where('id', '=', cash).execute());
}, 60_000);
afterAll(async () => {
  await edge.close();
  await house.close();
});

async function stocked(name: string, priceMinor: number, costMinor: number) {
  const made = await house.stockProduct({ name, priceMinor });
  const lines = [{ variantId: made.variantId, quantity: 50, unitCost: money(costMinor, 'INR') }];
  expectOk(await house.inTx((tx) => house.stock.receivePurchase(tx, { supplier: 'Mills', lines, actor })));
  return made;
}

async function placed(variantId: VariantId, paymentMethod: 'cod' | 'prepaid'): Promise<OrderId> {
  const customerId = (await house.customer()).id;
  const input = { customerId, lines: [{ variantId, quantity: 1 }], deliveryMethod: 'pickup' as const, paymentMethod, actor };
  return (await house.inTx(async (tx) => expectOk(await house.orders.placeFor(tx, input)))).id;
}

async function oneTeaBack(orderId: OrderId): Promise<void> {
  const lines = [{ variantId: tea.variantId, quantity: 1 }];
  const asked = await house.inTx(async (tx) => expectOk(await house.returns.ask(tx, { orderId, lines, reason: 'changed_mind', actor })));
  const came = [{ variantId: tea.variantId, outcome: 'restocked' as const, quantity: 1 }];
  await house.inTx(async (tx) => expectOk(await house.returns.approve(tx, asked.id, { actor })));
  await house.inTx(async (tx) => expectOk(await house.returns.receive(tx, asked.id, { actor, lines: came })));
  await house.inTx(async (tx) => expectOk(await house.returns.refund(tx, asked.id, { actor })));
  await house.settle();
}

async function get(url: string, as = 'viewer') {
  const { statusCode, headers, body } = await edge.inject({
    method: 'GET',
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${as}` },
  });
  return { status: statusCode, type: headers['content-type'], text: body, body: body.startsWith('{') ? JSON.parse(body) : undefined };
}
const MARCH = 'from=2026-03-01&to=2026-03-31';
const ALL = { units: 5, units_returned: 1, gross: '340.00', discounts: '0.00', returns: '100.00', net: '240.00', tax: '12.00' };

describe('works', () => {
  it('sales by product add up to the journal, with returns and without what was cancelled', async () => {
    const { body } = await get(`/reports/sales?by=product&${MARCH}`);
    expect(body.data.totals).toMatchObject(ALL);
    expect(body.data.rows).toMatchObject([
      { key: tea.productId, name: '=Tea', units: 3, units_returned: 1, gross: '300.00', returns: '100.00', net: '200.00', tax: '10.00' },
      { key: cup.productId, name: 'Cup', units: 2, units_returned: 0, gross: '40.00', returns: '0.00', net: '40.00', tax: '2.00' },
    ]);
    const sales = await house.inTx((tx) => house.books.profitLoss(tx, { from: '2026-03-01', to: '2026-03-31' }));
    expect(sales.income.total).toBe(24_000n);
  });

  it('every grouping has the same totals', async () => {
    for (const by of ['category', 'customer', 'channel', 'day'])
      expect((await get(`/reports/sales?by=${by}&${MARCH}`)).body.data.totals).toMatchObject(ALL);
    const days = (await get(`/reports/sales?by=day&${MARCH}`)).body.data.rows;
    expect(days).toMatchObject([
      { key: '2026-03-01', gross: '220.00', returns: '0.00' },
      { key: '2026-03-02', gross: '0.00', returns: '100.00', units: 0, units_returned: 1 },
      { key: '2026-03-03', gross: '120.00', units: 2 },
    ]);
    expect((await get(`/reports/sales?by=day&from=2026-03-02&to=2026-03-02`)).body.data.totals).toMatchObject({ net: '-100.00' });
  });

  it('a figure leads to its orders, and an order to its entries', async () => {
    const [row] = (await get(`/reports/sales?by=product&${MARCH}`)).body.data.rows;
    const orders = (await get(row.drill)).body;
    expect(orders.data.totals).toMatchObject({ net: row.net, units: row.units });
    expect(orders.data.rows.map((each: { drill: string }) => each.drill)).toContain(`/accounting/journal-entries?order_id=${cash}`);
    expect(orders.pagination.total).toBe(3);
  });

  it('rows come by pages and the totals stay', async () => {
    const { body } = await get(`/reports/sales?by=product&limit=1&page=2&${MARCH}`);
    expect(body.data).toMatchObject({ totals: ALL, rows: [{ key: cup.productId }] });
    expect(body.pagination).toEqual({ total: 2, pages: 2, current_page: 2, limit: 1 });
    expect((await get(`/reports/sales?page=9&${MARCH}`)).body.data).toMatchObject({ rows: [], totals: ALL });
  });

  it('margin is net sales less the cost of goods of the journal', async () => {
    const { data } = (await get(`/reports/margin?${MARCH}`)).body;
    expect(data.rows).toMatchObject([
      { key: tea.productId, units: 2, net_sales: '200.00', cost_of_goods: '80.00', margin: '120.00', margin_percent: '60.0' },
      { key: cup.productId, units: 2, net_sales: '40.00', cost_of_goods: '10.00', margin: '30.00', margin_percent: '75.0' },
    ]);
    expect(data.totals).toMatchObject({ net_sales: '240.00', cost_of_goods: '90.00', margin: '150.00', margin_percent: '62.5' });
    expect(data.rows[0].cost_drills[0]).toContain(`subject=variant%3A${tea.variantId}`);
  });

  it('receivables are by courier and age, and orders that went ahead unpaid', async () => {
    house.clock.advance(9 * dayMs);
    const { data, pagination } = (await get('/reports/receivables')).body;
    expect(data).toMatchObject({
      as_of: '2026-03-12',
      total: '126.00',
      cash_on_delivery: { total: '105.00', couriers: [{ courier: 'unknown', total: '105.00' }] },
      unpaid: { total: '21.00', orders: 1, ages: [{}, { days: '8-15', orders: 1, amount: '21.00' }, {}, {}] },
    });
    expect(pagination.total).toBe(2);
    expect(data.orders.map((each: { order_id: string }) => each.order_id).toSorted()).toEqual([cash, unpaid].toSorted());
    expect((await get('/reports/receivables?to=2026-03-02')).body.data).toMatchObject({ total: '0.00', orders: [] });
  });

  it('each comes as CSV, with cells that no spreadsheet runs', async () => {
    const { type, text } = await get(`/reports/sales?by=product&format=csv&${MARCH}`);
    expect(type).toMatch(/^text\/csv/);
    expect(text).toContain(`${tea.productId},'=Tea,3,1,300.00`);
    expect(text).toContain('total,,5,1,340.00,0.00,100.00,240.00,12.00,INR');
    for (const path of ['/reports/margin', '/reports/receivables', '/reports/sales/orders'])
      expect((await get(`${path}?format=csv`)).text).toMatch(/\r\ntotal,/);
  });
});

describe('refuses', () => {
  it('those who do not see the figures, and days that run backwards', async () => {
    for (const path of ['/reports/sales', '/reports/sales/orders', '/reports/margin', '/reports/receivables']) {
      for (const role of ['agent', 'fulfilment', 'print_operator']) expect((await get(path, role)).status).toBe(403);
      for (const role of ['owner', 'manager', 'accountant', 'viewer']) expect((await get(path, role)).status).toBe(200);
      expect((await get(path, 'nobody')).status).toBe(401);
      expect((await get(`${path}?from=2026-03-02&to=2026-03-01`)).status).toBe(400);
    }
    expect((await get('/reports/sales?by=weather')).status).toBe(400);
  });
});

describe('apart', () => {
  it('another merchant sees nothing of it', async () => {
    expect((await get(`/reports/sales?${MARCH}`, 'owner@other')).body.data).toMatchObject({
      rows: [],
      totals: { gross: '0.00', units: 0 },
    });
    expect((await get(`/reports/sales/orders?product_id=${tea.productId}&${MARCH}`, 'owner@other')).body.data.rows).toEqual([]);
    expect((await get(`/reports/margin?${MARCH}`, 'owner@other')).body.data.rows).toEqual([]);
    expect((await get('/reports/receivables', 'owner@other')).body.data).toMatchObject({ total: '0.00', orders: [] });
  });
});
