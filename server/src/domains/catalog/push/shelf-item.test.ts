/** An item and its fingerprint: every word of it counts, and what they list is held against it field by field. */
import type { ProductId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { describe, expect, it } from 'vitest';
import { digestOf, driftOf, type ShelfVariant, shelfItem } from './shelf-item.ts';

const variant: ShelfVariant = {
  variantId: 'v1' as VariantId,
  productId: 'p1' as ProductId,
  productName: 'Filter coffee',
  productSlug: 'filter-coffee',
  description: 'Dark',
  optionLabel: '500 g',
  price: money(24_900, 'INR'),
  inStock: true,
  imageBlob: 'b1',
};
const shop = { name: 'Starling Market', slug: 'starling' };
const itemOf = (change: Partial<ShelfVariant> = {}, of = shop, url = 'https://parley.example') =>
  shelfItem({ ...variant, ...change }, of, url);

describe('an item', () => {
  it('carries the variant, its product, its page and its picture', () => {
    expect(itemOf()).toEqual({
      retailerId: 'v1',
      groupId: 'p1',
      title: 'Filter coffee (500 g)',
      description: 'Dark',
      inStock: true,
      price: money(24_900, 'INR'),
      link: 'https://parley.example/starling/p/filter-coffee',
      imageLink: 'https://parley.example/files/images/b1',
      brand: 'Starling Market',
    });
  });

  it('has always words, and never more than there is room for', () => {
    const long = itemOf({ productName: 'x'.repeat(400), description: 'y'.repeat(20_000) }, { ...shop, name: 'z'.repeat(300) });
    expect([long.title.length, long.description.length, long.brand.length]).toEqual([200, 9_999, 100]);
    expect(itemOf({ description: '  ' }).description).toBe('Filter coffee');
  });

  it('has another digest as soon as anything of it changes, and the same as long as nothing does', () => {
    const changes: Partial<ShelfVariant>[] = [
      { productName: 'Espresso' },
      { productSlug: 'espresso' },
      { description: 'Light' },
      { optionLabel: '' },
      { price: money(24_901, 'INR') },
      { price: money(24_900, 'USD') },
      { inStock: false },
      { imageBlob: 'b2' },
    ];
    const digests = [{}, ...changes].map((change) => digestOf(itemOf(change)));
    digests.push(digestOf(itemOf({}, { ...shop, name: 'Other' })), digestOf(itemOf({}, shop, 'https://other.example')));
    expect(new Set(digests).size).toBe(digests.length);
    expect(digestOf(itemOf())).toBe(digestOf({ ...itemOf() }));
  });
});

describe('the drift', () => {
  it('names each field with both sides, and nothing that they do not say', () => {
    const ours = itemOf();
    const theirs = { retailerId: 'v1', title: 'Coffee', price: money(20_000, 'INR'), inStock: false, review: 'approved' } as const;
    expect(driftOf(ours, theirs)).toEqual([
      { field: 'title', ours: 'Filter coffee (500 g)', theirs: 'Coffee' },
      { field: 'price', ours: '249.00 INR', theirs: '200.00 INR' },
      { field: 'availability', ours: 'in stock', theirs: 'out of stock' },
    ]);
    expect(driftOf(ours, { retailerId: 'v1', review: 'pending' })).toEqual([]);
  });
});
