/** The desk's books on the whole program: figures lead down to entry, order and chat; only those who keep the books see them. */
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addProduct, openMerchant, type TestMerchant, textAt } from '../../../test/builders/merchant.ts';
import { openTown, type Town } from '../../../test/builders/town.ts';
import { COOKIE } from './desk-session.ts';

let town: Town;
let shop: TestMerchant;
let other: TestMerchant;
let orderId: string;

beforeAll(async () => {
  town = await openTown();
  shop = await openMerchant(town, town.standIns, { name: 'Corner Coffee' });
  other = await openMerchant(town, town.standIns, { name: 'Empty Shelf', connect: [] });
  const { variantId } = await addProduct(shop, { name: 'Filter coffee', price: '149.00', stock: 50 });
  const placed = await shop.call('POST', '/orders', {
    customer: { phone: '+919876500001', name: 'Asha' },
    items: [{ variant_id: variantId, quantity: 2 }],
    delivery_method: 'pickup',
  });
  orderId = textAt(placed.body, 'data.order_id');
  await shop.call('POST', `/orders/${orderId}/confirm`, {});
});
afterAll(() => town.close());

async function visit(url: string, merchant = shop) {
  const { token } = expectOk(await town.app.merchants.signIn({ email: merchant.email, password: merchant.password }));
  const answer = await town.app.edge.inject({ url, cookies: { [COOKIE]: token } });
  return { status: answer.statusCode, body: answer.body };
}
const linkIn = (body: string, pattern: RegExp): string => (pattern.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');

it('this month’s profit leads down to its entries, an entry to its order', async () => {
  const books = await visit('/app/books');
  expect(books.body).toContain('November 2026');
  const way = linkIn(books.body, /Sales<\/td><td class="num"><a href="([^"]+)"/);
  const journal = await visit(way);
  const entry = linkIn(journal.body, /href="(\/app\/books\/entries\/[^"]+)"/);
  const one = await visit(entry);
  expect(one.body).toContain(`href="/app/orders/${orderId}"`);
  expect((await visit(`/app/orders/${orderId}`)).status).toBe(200);
});

it('trial balance and balance sheet show their figures', async () => {
  const trial = await visit('/app/books/trial-balance');
  expect(trial.body).toContain('Trial balance');
  expect(trial.body).toContain('href="/app/books/journal?account=');
  expect((await visit('/app/books/balance-sheet')).body).toContain('Total assets');
  expect((await visit('/app/books?month=2026-03')).body).toContain('Nothing in this month');
});

it('another shop sees none of it', async () => {
  const entry = linkIn((await visit('/app/books/journal')).body, /href="(\/app\/books\/entries\/[^"]+)"/);
  expect(entry).not.toBe('');
  expect((await visit(entry, other)).status).toBe(404);
  expect((await visit('/app/books/journal', other)).body).toContain('No entries here');
});

it('after all of it the books verify clean', async () => {
  const { body } = await shop.call('POST', '/accounting/verify', {});
  expect(body).toMatchObject({ data: { differences: [] } });
});
