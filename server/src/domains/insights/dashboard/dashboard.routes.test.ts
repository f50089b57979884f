/** The dashboard's reads: they work, they refuse, and they keep merchants apart. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskHouse, openDeskHouse } from '../../../../test/builders/desk-house.ts';

let house: DeskHouse;
let tea: { readonly productId: string; readonly variantId: string };
beforeAll(async () => {
  house = await openDeskHouse(3);
  tea = await house.product(house.owner, 'Tea', 8);
}, 60_000);
afterAll(() => house.close());

const get = async (path: string, as = house.owner) => (await house.send('GET', path, as)).body;
const stats = async (as = house.owner) => (await get('/dashboard/stats', as)).data;
const confirmed = async (phone: string, more: Readonly<Record<string, unknown>> = {}) => {
  const id = await house.order(house.owner, tea.productId, phone, { payment_method: 'prepaid', ...more });
  expect((await house.send('POST', `/orders/${id}/confirm`, house.owner, {})).status).toBe(200);
  return id;
};
const bury = (merchantId: DeskHouse['owner']['merchantId'], id: number) =>
  house.database.inTx(merchantId, (tx) =>
    sql`insert into dead_jobs (id, merchant_id, queue, key, payload, attempts, last_error, created_at, died_at) values
      (${id}, ${merchantId}, 'document.follow', null, '{"orderId":"0190b0e0-0000-7000-8000-000000000000"}', 12, 'the service said no
      and a stack of ours', now(), now())`.execute(tx.db),
  );

describe('the first page', () => {
  it('begins with nothing sold and fourteen empty days', async () => {
    const data = await stats(house.other);
    expect(data).toMatchObject({ has_sold: false, today: { paid_amount: '0.00', paid_orders: 0 }, chats_waiting: 0, failed_jobs: 0 });
    expect(data.days).toHaveLength(14);
  });

  it('counts what waits for staff, and money once it came, on the day it came', async () => {
    const before = await stats();
    const id = await confirmed('+919876500001');
    expect((await stats()).to_act.send).toBe(before.to_act.send + 1);
    await house.database.inTx(house.owner.merchantId, (tx) =>
      tx.db.updateTable('orders').set({ payment_status: 'paid', paid_at: house.clock.now() }).where('id', '=', id).execute(),
    );
    const now = await stats();
    expect(now).toMatchObject({ has_sold: true, today: { paid_amount: '100.00', paid_orders: 1 }, yesterday: { paid_orders: 0 } });
    expect(now.days.at(-1)).toMatchObject({ amount: '100.00', orders: 1 });
    house.clock.advance(24 * 3_600_000);
    expect(await stats()).toMatchObject({ today: { paid_orders: 0 }, yesterday: { paid_amount: '100.00', paid_orders: 1 } });
  });

  it('names what is running out', async () => {
    const { variantId } = await house.product(house.owner, 'Rare salt', 2);
    expect((await stats()).low_stock).toContainEqual(expect.objectContaining({ variant_id: variantId, name: 'Rare salt', available: 2 }));
  });
});

describe('orders to act on', () => {
  it('stand oldest first, each with its one next step', async () => {
    const pickup = await confirmed('+919876500002');
    const cod = await house.order(house.owner, tea.productId, '+919876500003');
    const list = await get('/dashboard/orders?waiting=act');
    const steps = new Map(list.data.map((each: { id: string; next_step: string }) => [each.id, each.next_step]));
    expect(steps.get(pickup)).toBe('deliver');
    expect(steps.has(cod)).toBe(false);
    expect((await get('/dashboard/orders')).data[0].id).toBe(cod);
  });

  it('come with what stands around one in the other rooms', async () => {
    const id = await confirmed('+919876500004');
    await house.pass(1000);
    const { data } = await get(`/dashboard/orders/${id}`);
    expect(data.stock).toEqual([expect.objectContaining({ name: 'Tea', quantity: -1 })]);
    expect(data.journal.length).toBeGreaterThan(0);
    expect(data.documents).toEqual([expect.objectContaining({ kind: 'invoice' })]);
  });

  it('of another shop are not there', async () => {
    const id = await confirmed('+919876500005');
    expect((await house.send('GET', `/dashboard/orders/${id}`, house.other)).status).toBe(404);
    expect((await get('/dashboard/orders', house.other)).pagination.total).toBe(0);
  });
});

describe('work that failed', () => {
  it('is told with the first line of its reason to those who run the shop, and without to others', async () => {
    await bury(house.owner.merchantId, 900_001);
    const find = async (as = house.owner) =>
      (await get('/dashboard/failed-jobs', as)).data.find((each: { id: string }) => each.id === '900001');
    expect(await find()).toMatchObject({ about: 'document', state: 'dead', reason: 'the service said no' });
    expect(await find(await house.hire('viewer'))).toMatchObject({ reason: null });
    expect(await find(house.other)).toBeUndefined();
  });

  it('is tried again by whoever runs the shop, once, and by nobody of another shop', async () => {
    await bury(house.owner.merchantId, 900_002);
    const retry = (as = house.owner) => house.send('POST', '/dashboard/failed-jobs/900002/retry', as, {});
    expect((await retry(house.other)).status).toBe(404);
    expect((await retry(await house.hire('agent'))).status).toBe(403);
    expect((await retry()).body.data).toEqual({ id: '900002', kind: 'document.follow' });
    expect((await retry()).body.error.code).toBe('job.not_found');
    await house.pass(1000);
    const { data } = await get('/dashboard/pending-jobs');
    expect(data.filter((each: { kind: string }) => each.kind === 'document.follow')).toEqual([]);
  });
});

describe('the funnel', () => {
  it('counts orders and payments of the range, and refuses a range that ends before it begins', async () => {
    const { data } = await get('/dashboard/funnel?from=2026-11-01&to=2026-11-30');
    expect(data).toMatchObject({ from: '2026-11-01', to: '2026-11-30', paid: 1, paid_amount: '100.00' });
    expect(data.orders).toBeGreaterThan(3);
    expect((await house.send('GET', '/dashboard/funnel?from=2026-11-30&to=2026-11-01', house.owner)).status).toBe(400);
    expect((await get('/dashboard/funnel?from=2026-11-01&to=2026-11-30', house.other)).data.orders).toBe(0);
  });
});

describe('the list of orders', () => {
  it('narrows by words of the customer, delivery, days and what waits, sorts by total, and leaves as CSV', async () => {
    const id = await house.order(house.owner, tea.productId, '+919812345678', { name: '=Zubin', quantity: 2 });
    const ids = async (query: string) => (await get(`/orders?${query}`)).data.map((each: { id: string }) => each.id);
    expect(await ids('search=zubin')).toEqual([id]);
    expect(await ids('search=98123456')).toEqual([id]);
    expect(await ids('delivery_method=delivery')).toEqual([]);
    expect(await ids('to=2026-01-01')).toEqual([]);
    expect(await ids('waiting=act')).not.toContain(id);
    expect((await ids('sort=-total'))[0]).toBe(id);
    const csv = await house.send('GET', '/orders?search=zubin&format=csv', house.owner);
    expect(csv.text.split('\r\n')).toHaveLength(3);
    expect(csv.text).toContain("'=Zubin");
  });
});
