/** Which products get a place: never more than there is room, priority first, by day no shuffling, by night what sells. Seeds are printed. */
import type { ProductId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseProducts, type RankedProduct } from './choose-products.ts';

const ranked = fc.uniqueArray(
  fc.record({
    productId: fc.uuid().map((id) => id as ProductId),
    items: fc.integer({ min: 1, max: 5 }),
    isPriority: fc.boolean(),
    inStock: fc.boolean(),
    sold: fc.integer({ min: 0, max: 50 }),
  }),
  { maxLength: 60, selector: (each) => each.productId },
);
const some = (all: readonly RankedProduct[], chosen: ReadonlySet<ProductId>) => all.filter((each) => chosen.has(each.productId));
const places = (all: readonly RankedProduct[]) => all.reduce((sum, each) => sum + each.items, 0);

describe('the choice', () => {
  it('fits into the room there is, and leaves nobody out who would still fit', () => {
    fc.assert(
      fc.property(ranked, fc.integer({ min: 1, max: 120 }), fc.boolean(), (all, limit, byNight) => {
        const kept = byNight ? undefined : new Set(all.slice(0, 7).map((each) => each.productId));
        const chosen = chooseProducts(all, limit, kept);
        const room = limit - places(some(all, chosen));
        expect(room).toBeGreaterThanOrEqual(0);
        for (const each of all) if (!chosen.has(each.productId)) expect(each.items).toBeGreaterThan(room);
      }),
    );
  });

  it('gives no place to a plain product that a priority product of its size or less could have', () => {
    fc.assert(
      fc.property(ranked, fc.integer({ min: 1, max: 60 }), (all, limit) => {
        const chosen = chooseProducts(all, limit, undefined);
        const largestPlain = Math.max(0, ...some(all, chosen).flatMap((each) => (each.isPriority ? [] : [each.items])));
        for (const each of all) if (each.isPriority && !chosen.has(each.productId)) expect(each.items).toBeGreaterThan(largestPlain);
      }),
    );
  });

  it('chosen again by day it stays as it is, whatever sold and ran out meanwhile', () => {
    fc.assert(
      fc.property(
        ranked,
        fc.integer({ min: 1, max: 60 }),
        fc.func(fc.record({ sold: fc.nat(50), inStock: fc.boolean() })),
        (all, limit, news) => {
          const chosen = chooseProducts(all, limit, undefined);
          const later = all.map((each) => ({ ...each, ...news(each.productId) }));
          expect(chooseProducts(later, limit, chosen)).toEqual(chosen);
        },
      ),
    );
  });

  it('by night what sold most and is in stock comes first', () => {
    const product = (name: string, inStock: boolean, sold: number): RankedProduct => ({
      productId: name as ProductId,
      items: 1,
      isPriority: false,
      inStock,
      sold,
    });
    const all = [product('slow', true, 1), product('gone', false, 90), product('fast', true, 40)];
    expect([...chooseProducts(all, 2, new Set(['gone' as ProductId]))]).toEqual(['gone', 'fast']);
    expect([...chooseProducts(all, 2, undefined)]).toEqual(['fast', 'slow']);
  });
});
