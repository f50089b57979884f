/** The catalogue's client against the stand-in over HTTP: batches and their ends, listing, refusals, and what a lost answer means. */
import { money } from '@parley/contract/values/money.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../../../test/builders/free-port.ts';
import type { CatalogueClient, CatalogueItem } from '../../catalogue.port.ts';
import { credentials, openTestShop, type TestShop } from '../simulator/test-shop.ts';
import type { WhatsAppSimulatorOptions } from '../simulator.ts';
import { createWhatsAppCatalogueClient } from './client.ts';
import { readPrice } from './compose-change.ts';

let shop: TestShop | undefined;
afterEach(async () => {
  await shop?.close();
  shop = undefined;
});

async function openShelf(options: Partial<WhatsAppSimulatorOptions> = {}): Promise<{ shop: TestShop; client: CatalogueClient }> {
  shop = await openTestShop(options);
  return { shop, client: clientOf(shop) };
}

function clientOf(at: TestShop, change: { accessToken?: string; catalogId?: string; baseUrl?: string } = {}): CatalogueClient {
  return createWhatsAppCatalogueClient({
    baseUrl: at.served.url,
    version: 'v25.0',
    fetch,
    clock: at.clock,
    accessToken: credentials.accessToken,
    catalogId: 'c1',
    businessAccountId: credentials.businessAccountId,
    ...change,
  });
}

const item = (n: number, more: Partial<CatalogueItem> = {}): CatalogueItem => ({
  retailerId: `item-${n}`,
  groupId: 'group',
  title: `Tea ${n}`,
  description: 'Leaves of the first flush',
  inStock: true,
  price: money(124_900, 'INR'),
  link: 'https://shop.example/tea',
  imageLink: 'https://shop.example/tea.jpg',
  brand: 'Corner Grocer',
  ...more,
});
const create = (one: CatalogueItem) => ({ do: 'create', item: one }) as const;

async function all(client: CatalogueClient) {
  const found = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await client.list(after);
    if (!page.ok) throw new Error(page.refusal.detail);
    found.push(...page.value.items);
    after = page.value.next;
    more = after !== undefined;
  }
  return found;
}

function handleOf(sent: Awaited<ReturnType<CatalogueClient['submit']>>): string {
  if (!sent.ok) throw new Error(sent.refusal.detail);
  return sent.value.handle;
}

describe('the catalogue client', () => {
  it('what is put there is listed as it was put, over several pages', async () => {
    const { client } = await openShelf();
    const items = Array.from({ length: 600 }, (_, n) => item(n, { inStock: n % 2 === 0 }));
    const handle = handleOf(await client.submit(items.map(create)));
    expect(await client.batch(handle)).toEqual({ ok: true, value: { state: 'done', refused: [] } });
    const { price, link, imageLink } = item(0);
    expect(await all(client)).toEqual(
      items.map(({ retailerId, title, inStock }) => ({ retailerId, title, inStock, price, link, imageLink, review: 'approved' })),
    );
  });

  it('the same change twice leaves one item, and a removal takes it away', async () => {
    const { client } = await openShelf();
    await client.submit([create(item(1))]);
    await client.submit([create(item(1, { title: 'Tea, new' }))]);
    expect((await all(client)).map((each) => each.title)).toEqual(['Tea, new']);
    await client.submit([{ do: 'remove', retailerId: 'item-1' }]);
    expect(await all(client)).toEqual([]);
  });

  it('a batch is worked on later: until then it is neither done nor lost', async () => {
    const { client, shop: at } = await openShelf({ catalogueMs: { batch: 5_000, review: 60_000 } });
    const handle = handleOf(await client.submit([create(item(1))]));
    expect(await client.batch(handle)).toEqual({ ok: true, value: { state: 'working' } });
    expect(await all(client)).toEqual([]);
    at.clock.pass(5_000);
    expect(await client.batch(handle)).toMatchObject({ value: { state: 'done' } });
    expect((await all(client)).map((each) => each.review)).toEqual(['pending']);
    at.clock.pass(60_000);
    expect((await all(client)).map((each) => each.review)).toEqual(['approved']);
    expect(await client.batch('of another life')).toEqual({ ok: true, value: { state: 'unknown' } });
  });

  it('items they refuse are named with the reason, the others are taken', async () => {
    const { client } = await openShelf();
    const bad = item(2, { imageLink: 'http://10.0.0.7/tea.jpg', title: '' });
    const handle = handleOf(await client.submit([create(item(1)), create(bad)]));
    const report = await client.batch(handle);
    expect(report).toMatchObject({ value: { state: 'done', refused: [{ retailerId: 'item-2' }] } });
    expect(JSON.stringify(report)).toMatch(/title is required.*image_link must be a public https/);
    expect((await all(client)).map((each) => each.retailerId)).toEqual(['item-1']);
  });

  it('a wrong token and somebody else’s catalogue are refused', async () => {
    const { shop: at } = await openShelf();
    const stranger = await clientOf(at, { accessToken: 'wrong' }).submit([create(item(1))]);
    expect(stranger).toMatchObject({ ok: false, refusal: { kind: 'bad_credentials', retry: 'operator' } });
    expect(await clientOf(at, { catalogId: 'c2' }).list()).toMatchObject({ ok: false, refusal: { kind: 'bad_message', retry: 'never' } });
  });

  it('too many batches within the hour are to be tried later', async () => {
    const { client, shop: at } = await openShelf({ catalogueBatchesAnHour: 1 });
    await client.submit([create(item(1))]);
    const second = await client.submit([create(item(2))]);
    expect(second).toMatchObject({ ok: false, refusal: { kind: 'rate_limited', retry: 'later', code: '80014' } });
    at.clock.pass(3_600_000);
    expect(await client.submit([create(item(2))])).toMatchObject({ ok: true });
  });

  it('a batch whose answer was lost is in doubt, and the list settles the doubt', async () => {
    const { client, shop: at } = await openShelf();
    at.simulator.faults.set({ effectThen500: 1 });
    expect(await client.submit([create(item(1))])).toMatchObject({ ok: false, refusal: { kind: 'in_doubt', retry: 'confirm' } });
    at.simulator.faults.set({ effectThen500: 0 });
    expect((await all(client)).map((each) => each.retailerId)).toEqual(['item-1']);
  });

  it('knows whether the account shows the catalogue', async () => {
    const { client, shop: at } = await openShelf();
    expect(await client.isLinked()).toEqual({ ok: true, value: true });
    await fetch(`${at.served.url}/v25.0/${credentials.businessAccountId}/product_catalogs`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${credentials.accessToken}` },
      body: JSON.stringify({ catalog_id: 'c1' }),
    });
    expect(await client.isLinked()).toEqual({ ok: true, value: false });
  });

  it('what never left is safe to send again', async () => {
    const { shop: at } = await openShelf();
    const cutOff = clientOf(at, { baseUrl: `http://127.0.0.1:${await freePort()}` });
    expect(await cutOff.submit([create(item(1))])).toMatchObject({ ok: false, refusal: { kind: 'unavailable', retry: 'later' } });
  });

  it('reads prices as they are written for people', () => {
    const read = (text: string, currency: string) => readPrice(text, currency)?.minor;
    expect(read('₹1,249.00', 'INR')).toBe(124_900n);
    expect(read('1.249,00 €', 'EUR')).toBe(124_900n);
    expect(read('1 249,50 €', 'EUR')).toBe(124_950n);
    expect(read('$1,249', 'USD')).toBe(124_900n);
    expect(read('¥1,249', 'JPY')).toBe(1_249n);
    expect(read('KWD 1.249', 'KWD')).toBe(1_249n);
    expect(read('free', 'INR')).toBeUndefined();
  });
});
