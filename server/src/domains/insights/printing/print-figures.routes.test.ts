/** The print shop's day figures: they count what came out and what the books say, and they keep merchants apart. */
import { newId, type OrderId } from '@parley/contract/values/id.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeskHouse, openDeskHouse } from '../../../../test/builders/desk-house.ts';

let house: DeskHouse;
let orderId: string;
beforeAll(async () => {
  house = await openDeskHouse(5);
  const tea = await house.product(house.owner, 'Tea', 8);
  orderId = await house.order(house.owner, tea.productId, '+919876500011', { payment_method: 'prepaid' });
  expect((await house.send('POST', `/orders/${orderId}/confirm`, house.owner, {})).status).toBe(200);
  await house.pass(1000);
}, 60_000);
afterAll(() => house.close());

const figures = async (query = '', as = house.owner) => house.send('GET', `/print_jobs/figures${query}`, as);

interface Came {
  readonly state: 'printed' | 'failed' | 'queued';
  readonly sides: number;
  readonly out?: number;
  readonly at?: Date;
  readonly printerId?: string;
}

async function printJob({ state, sides, out = 0, at, printerId }: Came): Promise<void> {
  await house.database.inTx(house.owner.merchantId, async (tx) => {
    const merchant_id = tx.merchantId;
    const order = await tx.db.selectFrom('orders').select('customer_id').where('id', '=', orderId).executeTakeFirstOrThrow();
    const created_at = house.clock.now();
    const fileId = newId<string>();
    await tx.db
      .insertInto('print_files')
      .values({ merchant_id, id: fileId, customer_id: order.customer_id, name: 'notes.pdf', state: 'ready', created_at })
      .execute();
    await tx.db
      .insertInto('print_jobs')
      .values({
        merchant_id,
        id: newId<string>(),
        order_id: orderId as OrderId,
        file_id: fileId,
        position: await count(tx),
        ticket: '{}',
        printed_sides: sides,
        sheets: sides,
        needs_color: false,
        state,
        pickup_code: 'ACDEF',
        created_at,
        pages_out: out,
        printer_id: printerId ?? null,
        ended_at: at ?? null,
      })
      .execute();
  });
}

async function count(tx: Parameters<Parameters<DeskHouse['database']['inTx']>[1]>[0]): Promise<number> {
  const row = await tx.db
    .selectFrom('print_jobs')
    .select((of) => of.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n) + 1;
}

async function printer(name: string): Promise<string> {
  const id = newId<string>();
  await house.database.inTx(house.owner.merchantId, (tx) =>
    tx.db.insertInto('printers').values({ merchant_id: tx.merchantId, id, name, created_at: house.clock.now() }).execute(),
  );
  return id;
}

it('a day without printing is a row of noughts, and an order that prints nothing brings nothing', async () => {
  const { body } = await figures();
  expect(body.data).toMatchObject({ jobs: 0, pages: 0, revenue: '0.00', printers: [] });
  expect(body.data.days).toHaveLength(1);
});

it('counts sides by the day and printer they came out on, wasted ones too, and takes the revenue from the books', async () => {
  const laser = await printer('Laser');
  const now = house.clock.now();
  const dayBefore = new Date(now.getTime() - 24 * 3_600_000);
  await printJob({ state: 'printed', sides: 12, at: now, printerId: laser });
  await printJob({ state: 'failed', sides: 9, out: 3, at: now, printerId: laser });
  await printJob({ state: 'printed', sides: 4, at: now });
  await printJob({ state: 'printed', sides: 7, at: dayBefore, printerId: laser });
  await printJob({ state: 'queued', sides: 100 });
  const { data } = (await figures()).body;
  expect(data).toMatchObject({ jobs: 2, pages: 19, currency: 'INR' });
  expect(data.printers).toEqual([
    { id: laser, name: 'Laser', jobs: 1, pages: 15 },
    { id: null, name: null, jobs: 1, pages: 4 },
  ]);
  const sold = (await house.send('GET', `/reports/sales?by=day&from=${data.from}&to=${data.to}`, house.owner)).body.data.rows[0];
  expect(data.revenue).toBe(sold.net);
  expect(Number(data.revenue)).toBeGreaterThan(0);
  const from = new Date(Date.parse(data.from) - 24 * 3_600_000).toISOString().slice(0, 10);
  const both = (await figures(`?from=${from}&to=${data.to}`)).body.data;
  expect(both).toMatchObject({ jobs: 3, pages: 26, revenue: data.revenue });
  expect(both.days.map((each: { pages: number }) => each.pages)).toEqual([7, 19]);
});

it('refuses days that run backwards, or more than a year of them', async () => {
  expect((await figures('?from=2026-02-02&to=2026-02-01')).status).toBe(400);
  expect((await figures('?from=2024-02-02&to=2026-02-01')).status).toBe(400);
});

it('counts nothing of another shop', async () => {
  expect((await figures('', house.other)).body.data).toMatchObject({ jobs: 0, pages: 0, revenue: '0.00' });
});
