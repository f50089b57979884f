/** Whatever options are in the address, the page shows something that exists, and offers only what can be bought. */
import { newId, type ProductId, type VariantId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductDetail } from '../../domains/catalog/index.ts';
import { chooseVariant, unitsOf, type Variant } from './choose-variant.ts';
import { queryOf, readAsked } from './shelf-query.ts';

const values = ['S', 'M', 'L'];
const price = { minor: 100n, currency: 'INR' };
const variant = (optionValues: readonly string[], units: number): Variant => ({
  variantId: newId<VariantId>(),
  productId: newId<ProductId>(),
  productName: 'Shirt',
  optionLabel: optionValues.join(' · '),
  price,
  isTracked: true,
  inStock: true,
  isForSale: true,
  optionValues,
  available: units,
});
const products = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...values), fc.constantFrom(...values), fc.integer({ min: 0, max: 2 })), {
    selector: ([a, b]) => `${a}${b}`,
    minLength: 1,
  })
  // Only what the choice looks at.
  .map(
    (rows) => ({ optionNames: ['Size', 'Cut'], variants: rows.map(([a, b, units]) => variant([a, b], units)) }) as unknown as ProductDetail,
  );
const asked = fc.record({ o1: fc.option(fc.oneof(fc.constantFrom(...values), fc.string())), o2: fc.option(fc.constantFrom(...values)) });

describe('the chosen variant', () => {
  it('is the one that is named where it exists, and something that can be bought where nothing is named', () => {
    fc.assert(
      fc.property(products, asked, (product, query) => {
        const { variant: chosen } = chooseVariant(product, query);
        expect(product.variants).toContain(chosen);
        const named = product.variants.find(({ optionValues: [a, b] }) => a === query.o1 && b === query.o2);
        if (named) expect(chosen).toBe(named);
        const free = chooseVariant(product, {}).variant;
        if (product.variants.some((each) => unitsOf(each) > 0)) expect(free && unitsOf(free)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('every offered choice leads to a variant that differs in that option alone and can be bought', () => {
    fc.assert(
      fc.property(products, asked, (product, query) => {
        const { variant: chosen, groups } = chooseVariant(product, query);
        for (const [at, group] of groups.entries())
          for (const choice of group.choices) {
            if (choice.query === undefined || choice.isChosen) continue;
            const next = chooseVariant(product, Object.fromEntries(new URLSearchParams(choice.query))).variant;
            expect(next && unitsOf(next)).toBeGreaterThan(0);
            expect(next?.optionValues[at]).toBe(choice.value);
            expect(next?.optionValues[1 - at]).toBe(chosen?.optionValues[1 - at]);
          }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is asked of a shelf', () => {
  it('is read from whatever stands in the address, and written back as the same', () => {
    const anything = fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom('1', 'price', '-price', '9.50', '9,50', '', 'best'));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q', 'in', 'sort', 'from', 'to', 'stock', 'page'), anything), (query) => {
        const read = readAsked(query);
        expect(readAsked(Object.fromEntries(new URLSearchParams(queryOf(read))))).toEqual(read);
      }),
      { numRuns: 3_000 },
    );
  });
});
