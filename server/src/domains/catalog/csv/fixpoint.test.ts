/** Whatever is in a shop, its export read back changes nothing, and read by an empty shop gives the same file. The seed is printed where it fails. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CsvHouse, openCsvHouse } from '../../../../test/builders/csv-house.ts';

let house: CsvHouse;
beforeAll(async () => {
  house = await openCsvHouse({ batchRows: 3 });
});
afterAll(() => house.close());

const letters = ['a', 'B', 'é', 'ß', 'क', '=', '+', '-', '@', "'", '"', ',', ';', ' ', '1', '9', '\t', '<', '&', '😀'];
const text = (longest: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength: longest });
const line = (longest: number) => fc.tuple(text(longest), fc.constantFrom('x', '7', '=1+1')).map(([start, end]) => `${start}${end}`.trim());
const words = fc.string({ unit: fc.constantFrom(...letters, '\n', '\r\n'), maxLength: 30 });
const amount = fc.integer({ min: 0, max: 500_000 }).map((minor) => (minor / 100).toFixed(2));
const maybe = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: undefined });
const stock = fc.record({ stock_quantity: fc.nat({ max: 60 }), cost_price: amount });
const sizes = fc.uniqueArray(line(5), { minLength: 1, maxLength: 4, selector: (each) => each.toLowerCase() });

let serial = 0;
const product = fc
  .record({
    body: fc.record({
      name: line(12),
      price: amount,
      category: line(6),
      description: words,
      is_priority: fc.boolean(),
      in_stock: fc.boolean(),
      state: fc.constantFrom('draft', 'published'),
    }),
    more: fc.record(
      {
        subcategory: line(6),
        barcode: line(8),
        supplier_id: line(5),
        hsn_code: line(5),
        weight_kg: fc.integer({ min: 0, max: 9_999 }).map((grams) => grams / 1_000),
        tax_rate: fc.constantFrom('0', '5', '12.5', '18'),
      },
      { requiredKeys: [] },
    ),
    hasOwnId: fc.boolean(),
    hasSku: fc.boolean(),
    opened: maybe(stock),
    options: maybe(fc.tuple(sizes, maybe(sizes))),
    variantStock: maybe(stock),
  })
  .map(({ body, more, hasOwnId, hasSku, opened, options, variantStock }) => {
    serial += 1;
    const own = { ...body, ...more, ...(hasOwnId && { product_id: `=P-${serial}` }) };
    if (!options) return { ...own, ...opened, ...(hasSku && { sku: `-S-${serial}` }) };
    const [first, second] = options;
    const named = first.flatMap((a) => (second ?? [undefined]).map((b) => ({ '=Size': a, ...(b !== undefined && { "'Look": b }) })));
    return {
      ...own,
      options: [{ name: '=Size' }, ...(second ? [{ name: "'Look" }] : [])],
      variants: named.map((each, index) => ({
        options: each,
        price: `${index + 1}.50`,
        ...(hasSku && { sku: `@S-${serial}-${index}` }),
        ...(index % 2 === 0 && variantStock),
        ...(index === 1 && { weight_kg: 0.125, in_stock: false }),
      })),
    };
  });

it('export → import changes nothing, and another shop that reads the file writes the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 8 }), async (products) => {
      for (const each of products) {
        const made = await house.call('POST', '/products', each);
        expect(made.status, JSON.stringify(made.body)).toBe(201);
      }
      const before = await house.traces();
      const file = (await house.text('/products/csv')).text;
      const again = (await house.send(file)).body.data;
      expect(again).toMatchObject({ products_added: 0, products_updated: 0, products_refused: 0, refusals: [] });
      expect(await house.traces()).toEqual({ ...before, audits: before.audits + 1 });
      expect((await house.text('/products/csv')).text).toBe(file);
      const moved = (await house.send(file, { as: 'owner@other' })).body.data;
      expect(moved).toMatchObject({ products_refused: 0, refusals: [] });
      // The order is that of making; both shops made them in the order of the file.
      expect((await house.text('/products/csv', 'owner@other')).text).toBe(file);
    }),
    { numRuns: 12 },
  );
}, 120_000);
