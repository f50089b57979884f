/** What the demo data promises to those who seed it: complete, consistent, and true to the formats of the trade. */
import { parseMoney } from '@parley/contract/values/money.ts';
import { describe, expect, test } from 'vitest';
import { demoShops } from './demo-shops.ts';
import { starlingMarket } from './starling-market.ts';

function isEan13(code: string): boolean {
  if (!/^\d{13}$/.test(code)) return false;
  return code.split('').reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0) % 10 === 0;
}

describe('the grocer', () => {
  const { products, categories, merchant } = starlingMarket;

  test('sells forty products in eight top categories and fourteen subcategories', () => {
    expect(products).toHaveLength(40);
    expect(categories.filter((category) => category.parentKey === undefined)).toHaveLength(8);
    expect(categories.filter((category) => category.parentKey !== undefined)).toHaveLength(14);
    expect(merchant).toMatchObject({ slug: 'starlingmarket', currency: 'INR', pickupPostcode: '560001', timeZone: 'Asia/Kolkata' });
  });

  test('leaves no category without a product', () => {
    const used = new Set(products.flatMap((product) => [product.categoryKey, product.subcategoryKey]));
    expect(categories.filter((category) => !used.has(category.key))).toEqual([]);
  });

  test('offers six products with options, ten in the front row, and shows sold-out and nearly sold-out shelves', () => {
    expect(products.filter((product) => product.optionNames.length > 0)).toHaveLength(6);
    expect(products.filter((product) => product.isPriority)).toHaveLength(10);
    const stocks = products.flatMap((product) => product.variants.map((variant) => variant.stockQuantity));
    expect(stocks.filter((stock) => stock === 0).length).toBeGreaterThanOrEqual(3);
    expect(stocks.filter((stock) => stock >= 1 && stock <= 3).length).toBeGreaterThanOrEqual(3);
  });

  test('gives every product a picture of its own', () => {
    expect(new Set(products.map((product) => product.picture.drawing)).size).toBe(40);
  });
});

describe.each(demoShops.map((shop) => [shop.merchant.name, shop] as const))('%s', (_, shop) => {
  const variants = shop.products.flatMap((product) => product.variants);

  test('has no key, sku or barcode twice', () => {
    for (const values of [
      shop.products.map((product) => product.key),
      shop.categories.map((category) => category.key),
      variants.map((variant) => variant.sku),
      shop.products.map((product) => product.barcode),
    ])
      expect(new Set(values).size).toBe(values.length);
  });

  test('carries only in-store EAN-13 barcodes with a right check digit', () => {
    expect(shop.products.map((product) => product.barcode).filter((code) => !isEan13(code) || !code.startsWith('2'))).toEqual([]);
  });

  test('prices everything in its own currency and above its cost', () => {
    for (const variant of variants) {
      const price = parseMoney(variant.price, shop.merchant.currency);
      const cost = parseMoney(variant.costPrice, shop.merchant.currency);
      expect(price && cost && price.minor > cost.minor && cost.minor > 0n, variant.sku).toBe(true);
      expect(Number.isInteger(variant.stockQuantity) && variant.stockQuantity >= 0, variant.sku).toBe(true);
    }
    for (const service of shop.bookings?.services ?? [])
      expect(parseMoney(service.price, shop.merchant.currency)?.minor, service.key).toBeGreaterThan(0n);
  });

  test('answers each option of each product once, with one variant for each combination', () => {
    for (const product of shop.products) {
      expect(product.variants.length, product.key).toBeGreaterThan(0);
      for (const variant of product.variants) expect(variant.optionValues.length, variant.sku).toBe(product.optionNames.length);
      const combinations = product.optionNames.map(
        (_name, at) => new Set(product.variants.map((variant) => variant.optionValues[at])).size,
      );
      expect(product.variants.length, product.key).toBe(combinations.reduce((all, some) => all * some, 1));
    }
  });

  test('hangs every product and subcategory on a category that exists', () => {
    const parents = new Map(shop.categories.map((category) => [category.key, category.parentKey]));
    for (const category of shop.categories)
      if (category.parentKey !== undefined) expect(parents.get(category.parentKey), category.key).toBeUndefined();
    for (const product of shop.products) {
      expect(parents.has(product.categoryKey), product.key).toBe(true);
      if (product.subcategoryKey !== undefined) expect(parents.get(product.subcategoryKey), product.key).toBe(product.categoryKey);
    }
  });

  test('states weight and tariff code of everything it ships', () => {
    for (const product of shop.products) {
      expect(product.weightGrams, product.key).toBeGreaterThan(0);
      expect(product.hsnCode, product.key).toMatch(/^(\d{4}|\d{6}|\d{8})$/);
    }
  });

  test('staffs every service it offers', () => {
    const offered = (shop.bookings?.services ?? []).map((service) => service.key).toSorted();
    expect([...new Set((shop.bookings?.staff ?? []).flatMap((person) => person.serviceKeys))].toSorted()).toEqual(offered);
  });
});
