/** What other shops export is understood as it comes: variants, HTML, grams, stock that is tracked or not, parents before or after children. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';
import { plainTextOf } from './plain-text.ts';

let house: CsvHouse;
beforeAll(async () => {
  house = await openCsvHouse();
});
afterAll(() => house.close());

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.csv`, import.meta.url));
const detail = async (search: string, query = '') => {
  const list = (await house.call('GET', `/products?search=${encodeURIComponent(search)}${query}`)).body.data as { id: string }[];
  return (await house.call('GET', `/products/${list[0]?.id}`)).body.data;
};

it('Shopify’s export becomes products with their variants, and the same export again changes nothing', async () => {
  const done = await house.send(fixture('shopify'));
  expect(done.body.data).toMatchObject({ products_added: 3, products_updated: 0, products_refused: 0, refusals: [] });
  expect(await detail('linen')).toMatchObject({
    product_id: 'linen-shirt',
    name: 'Linen Shirt',
    description: 'Cut from washed linen & sewn in Pune.\n\n• Two pockets\n• Machine wash',
    price: '1490.00',
    category: 'Shirts',
    subcategory: null,
    barcode: '8901234500011',
    options: [
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Colour', values: ['Indigo', 'Sand'] },
    ],
    variants: [
      { sku: 'LS-S-IN', price: '1490.00', weight_kg: 0.24, available: 7 },
      // Sold beyond what there was: none is there.
      { sku: 'LS-M-IN', price: '1490.00', weight_kg: 0.25, available: 0 },
      { sku: 'LS-M-SA', price: '1590.00', available: 4 },
    ],
  });
  // Their stand-in for "no options", and stock that nobody counts.
  expect(await detail('gift')).toMatchObject({
    options: [],
    category: 'Other',
    weight_kg: null,
    variants: [{ is_tracked: false, in_stock: true }],
  });
  expect(await detail('brass', '&state=draft')).toMatchObject({
    name: 'Brass Lamp, 12" tall',
    state: 'draft',
    category: 'Home & Garden',
    subcategory: 'Lighting',
    variants: [{ sku: 'BL-12', available: 3, weight_kg: 1.85 }],
  });
  const before = await house.traces();
  expect((await house.send(fixture('shopify'))).body.data).toMatchObject({ products_added: 0, products_updated: 0, products_refused: 0 });
  expect(await house.traces()).toEqual({ ...before, audits: before.audits + 1 });
  const asked = await house.inShop((tx) => tx.db.selectFrom('product_picture_fetches').select(['url', 'is_main']).orderBy('url').execute());
  expect(asked.map((each) => [each.url.split('/').at(-1), each.is_main])).toEqual([
    ['linen-back.jpg?v=1712', false],
    ['linen-indigo.jpg?v=1712', true],
    ['linen-sand.jpg?v=1712', false],
  ]);
});

it('WooCommerce’s export becomes products with their variations, wherever the parent stands', async () => {
  const done = await house.send(fixture('woocommerce'));
  expect(done.body.data).toMatchObject({ products_added: 3, products_updated: 0, products_refused: 0, refusals: [] });
  expect(await detail('hoodie')).toMatchObject({
    product_id: '300',
    name: 'Hoodie',
    description: 'Warm & soft\nMade of cotton.',
    is_priority: true,
    category: 'Clothing',
    subcategory: 'Hoodies',
    options: [{ name: 'Size' }, { name: 'Colour' }],
    variants: [
      { sku: 'HD-S', price: '42.00', options: { Size: 'S', Colour: 'Blue' }, available: 5, weight_kg: 0.6 },
      { sku: 'HD-M', price: '45.00', options: { Size: 'M', Colour: 'Green' }, available: 0 },
    ],
  });
  // The sale is over, and what describes a simple product is no choice.
  expect(await detail('beanie')).toMatchObject({ price: '12.50', options: [], barcode: '5901234123457', description: 'A plain beanie.' });
  expect(await detail('knitting', '&state=draft')).toMatchObject({ in_stock: false, category: 'Uncategorized' });
  const before = await house.traces();
  expect((await house.send(fixture('woocommerce'))).body.data).toMatchObject({
    products_added: 0,
    products_updated: 0,
    products_refused: 0,
  });
  expect(await house.traces()).toEqual({ ...before, audits: before.audits + 1 });
});

it('HTML becomes text in one pass over it, whatever it is', () => {
  expect(plainTextOf('a < b and 3 > 2\nso')).toBe('a < b and 3 > 2\nso');
  expect(plainTextOf('&lt;b&gt; &#8377;5 &#x20B9; &unknown;')).toBe('<b> ₹5 ₹ &unknown;');
  expect(plainTextOf('<style>p{}</style>x<!-- hidden -->y<script>bad')).toBe('xy');
  const started = performance.now();
  plainTextOf('<'.repeat(100_000) + '<script>'.repeat(10_000) + '<script '.repeat(10_000) + '<!--'.repeat(10_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
