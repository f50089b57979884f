/** Prices and rules of the print shop over HTTP: they are kept, what makes no sense is refused beside its field, and shops are kept apart. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeskHouse, openDeskHouse } from '../../../test/builders/desk-house.ts';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse(18);
}, 60_000);
afterAll(() => house.close());

const put = (body: object, as = house.owner) => house.send('PUT' as 'POST', '/print-settings', as, body);
const get = async (as = house.owner) => (await house.send('GET', '/print-settings', as)).body.data;
const fieldsOf = (answer: Awaited<ReturnType<typeof put>>) => answer.body.error.details.map(({ field }: { field: string }) => field);

it('are kept as they were sent; nobody who does not run the shop changes them, and no other shop has them', async () => {
  expect((await get()).enabled).toBe(false);
  const bw = { price: '2.50', breaks: [{ from: 50, price: '2.00' }] };
  expect((await put({ bw, alert_mails: false, keep_hours: 48 })).body.data).toMatchObject({ bw, alert_mails: false, keep_hours: 48 });
  expect(await get()).toMatchObject({ enabled: true, bw, alert_mails: false });
  expect((await put({}, await house.hire('print_operator'))).status).toBe(403);
  expect((await get(house.other)).enabled).toBe(false);
  // Who says nothing of mails gets them.
  expect((await put({})).body.data.alert_mails).toBe(true);
});

it('more pages never make a page dearer, whatever the order they are named in', async () => {
  const breaks = (...prices: readonly (readonly [number, string])[]) => ({
    price: '2.00',
    breaks: prices.map(([from, price]) => ({ from, price })),
  });
  expect(fieldsOf(await put({ bw: breaks([10, '2.01']) }))).toEqual(['bw.breaks.0.price']);
  expect(fieldsOf(await put({ color: breaks([100, '1.50'], [10, '1.40']) }))).toEqual(['color.breaks.0.price']);
  expect((await put({ bw: breaks([100, '1.00'], [10, '1.50'], [500, '1.00']) })).status).toBe(200);
});
