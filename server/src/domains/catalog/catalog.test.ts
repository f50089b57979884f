/** Products, search and categories on a real database, by their verbs. */
import { type CategoryId, newId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShopFloor, type ShopFloor, stockProduct } from '../../../test/builders/shop-floor.ts';
import type { ProductInput } from './index.ts';

let floor: ShopFloor;
beforeAll(async () => {
  floor = await openShopFloor();
});
afterAll(() => floor.close());

const inr = (minor: number) => money(minor, 'INR');
const category = (name = 'Groceries') => floor.inTx(async (tx) => expectOk(await floor.catalog.categoryByName(tx, { name })));
async function create(input: Partial<ProductInput> & { name: string }) {
  const categoryId = input.categoryId ?? (await category());
  return floor.inTx((tx) => floor.catalog.createProduct(tx, { price: inr(1_000), ...input, categoryId }));
}
const list = (query: Partial<Parameters<ShopFloor['catalog']['products']>[1]>) =>
  floor.inTx((tx) => floor.catalog.products(tx, { page: 1, limit: 20, ...query }));
const names = async (query: Parameters<typeof list>[0]) => (await list(query)).items.map((item) => item.name);

describe('products', () => {
  it('a product without options has one variant with its price, code and weight', async () => {
    const made = expectOk(await create({ name: 'Basmati Rice', price: inr(24_990), sku: 'RICE-1', weightGrams: 1_000 }));
    expect(made).toMatchObject({ slug: 'basmati-rice', price: inr(24_990), hasOptions: false, inStock: true, category: 'Groceries' });
    expect(made.variants).toMatchObject([{ price: inr(24_990), sku: 'RICE-1', weightGrams: 1_000, optionLabel: '', isTracked: false }]);
  });

  it('two products of one name get different addresses', async () => {
    const first = expectOk(await create({ name: 'Twin' }));
    const second = expectOk(await create({ name: 'Twin' }));
    expect([first.slug, second.slug]).toEqual(['twin', 'twin-2']);
    expect(expectOk(await floor.inTx((tx) => floor.catalog.productBySlug(tx, 'twin-2'))).id).toBe(second.id);
  });

  it('the price of a product with options is its cheapest variant, also after changes', async () => {
    const made = expectOk(
      await create({
        name: 'Coffee',
        optionNames: ['Grind', 'Size'],
        variants: [
          { optionValues: ['Coarse', '250 g'], price: inr(30_000) },
          { optionValues: ['Fine', '500 g'], price: inr(50_000), sku: 'COF-500' },
        ],
      }),
    );
    expect(made.price).toEqual(inr(30_000));
    expect(made.variants.map((each) => each.optionLabel)).toEqual(['Coarse · 250 g', 'Fine · 500 g']);
    const at = { productId: made.id, variantId: made.variants[0]?.variantId as VariantId };
    await floor.inTx((tx) => floor.catalog.changeVariant(tx, at, { price: inr(20_000) }));
    await floor.inTx((tx) => floor.catalog.addVariant(tx, made.id, { optionValues: ['Fine', '1 kg'], price: inr(10_000), sku: 'COF-1KG' }));
    expect(await list({ search: 'cof-1kg' })).toMatchObject({ total: 1, items: [{ price: inr(10_000) }] });
    await floor.inTx((tx) => floor.catalog.archiveVariant(tx, at));
    const after = expectOk(await floor.inTx((tx) => floor.catalog.product(tx, made.id)));
    expect(after.variants).toHaveLength(2);
    expect(await floor.inTx((tx) => floor.catalog.variants(tx, [at.variantId]))).toMatchObject([{ isForSale: false }]);
  });

  it('a code that another product has is refused and names the field', async () => {
    expectOk(await create({ name: 'First', sku: 'SAME', externalId: 'E1' }));
    expect(await create({ name: 'Second', sku: 'SAME' })).toMatchObject({
      refusal: { code: 'product.duplicate', details: [{ field: 'sku' }] },
    });
    expect(await create({ name: 'Third', externalId: 'E1' })).toMatchObject({
      refusal: { code: 'product.duplicate', details: [{ field: 'product_id' }] },
    });
  });

  it('a change shows in the next list and keeps what it does not name', async () => {
    const made = expectOk(await create({ name: 'Old name', description: 'kept' }));
    expect((await list({ search: 'old name' })).total).toBe(1);
    await floor.inTx((tx) => floor.catalog.changeProduct(tx, made.id, { name: 'Brand new', price: inr(777) }));
    expect((await list({ search: 'old name' })).total).toBe(0);
    expect((await list({ search: 'brand' })).items).toMatchObject([
      { name: 'Brand new', description: 'kept', price: inr(777), slug: 'old-name' },
    ]);
  });

  it('what a transaction rolled back is in no list', async () => {
    const before = (await list({})).total;
    const categoryId = await category();
    await floor
      .inTx(async (tx) => {
        expectOk(await floor.catalog.createProduct(tx, { name: 'Ghost', price: inr(1), categoryId }));
        expect((await floor.catalog.products(tx, { page: 1, limit: 20 })).total).toBe(before + 1);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expectOk(await create({ name: 'Solid' }));
    expect((await list({ search: 'ghost' })).total).toBe(0);
    expect((await list({})).total).toBe(before + 1);
  });

  it('an archived product is gone, its codes are free, and its variants are known but not for sale', async () => {
    const made = expectOk(await create({ name: 'Gone', sku: 'GONE', externalId: 'GONE' }));
    expectOk(await floor.inTx((tx) => floor.catalog.archiveProduct(tx, made.id)));
    expect(await floor.inTx((tx) => floor.catalog.product(tx, made.id))).toMatchObject({ refusal: { code: 'product.not_found' } });
    expectOk(await create({ name: 'Gone', sku: 'GONE', externalId: 'GONE' }));
    const ids = made.variants.map((each) => each.variantId);
    expect(await floor.inTx((tx) => floor.catalog.variants(tx, ids))).toMatchObject([{ isForSale: false }]);
  });

  it('variants are found by id, by code and by the merchant’s own product id', async () => {
    const made = expectOk(await create({ name: 'Findable', sku: 'FIND-SKU', externalId: 'FIND-ID' }));
    const id = made.variants[0]?.variantId ?? '';
    const found = await floor.inTx((tx) => floor.catalog.variantsByRetailerId(tx, ['FIND-SKU', 'FIND-ID', id, 'nothing']));
    expect([...found.keys()].toSorted()).toEqual(['FIND-ID', 'FIND-SKU', id].toSorted());
  });
});

describe('search', () => {
  it('every word must occur; names that begin with the phrase come first, then names with the words, then the rest', async () => {
    await create({ name: 'Organic tea leaves' });
    await create({ name: 'Tea Leaves, green' });
    await create({ name: 'Mug', description: 'for tea leaves' });
    await create({ name: 'Tea strainer' });
    expect(await names({ search: 'TEA  leaves' })).toEqual(['Tea Leaves, green', 'Organic tea leaves', 'Mug']);
  });

  it('accents, wildcards and quotes in the words do no harm', async () => {
    await create({ name: 'Crème brûlée' });
    await create({ name: "O'Brien's 100% cotton" });
    expect(await names({ search: 'creme BRULEE' })).toEqual(['Crème brûlée']);
    expect(await names({ search: "o'brien's 100%" })).toEqual(["O'Brien's 100% cotton"]);
    expect(await names({ search: '%' })).toEqual(["O'Brien's 100% cotton"]);
    expect(await names({ search: '\\' })).toEqual([]);
  });

  it('pages do not overlap and a page past the end still says the total', async () => {
    for (let n = 1; n <= 5; n += 1) await create({ name: `Paged ${n}` });
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list({ search: 'paged', page, limit: 2 })));
    expect(pages.map((page) => page.total)).toEqual([5, 5, 5, 5]);
    expect(pages.flatMap((page) => page.items.map((item) => item.name))).toEqual(['Paged 1', 'Paged 2', 'Paged 3', 'Paged 4', 'Paged 5']);
  });

  it('stock shows at once although the page is remembered', async () => {
    const { variantId } = await floor.inTx((tx) => stockProduct(floor, tx, { name: 'Lastone', units: 1 }));
    const shown = async () => (await list({ search: 'lastone' })).items.map((item) => item.inStock);
    expect(await shown()).toEqual([true]);
    const orderId = newId<never>();
    const hold = { orderId, lines: [{ variantId, quantity: 1 }], expiresAt: floor.clock.now() };
    expectOk(await floor.inTx((tx) => floor.stock.hold(tx, hold)));
    expect(await shown()).toEqual([false]);
    expect((await list({ search: 'lastone', onlyInStock: true })).total).toBe(0);
    await floor.inTx((tx) => floor.stock.release(tx, orderId));
    expect(await shown()).toEqual([true]);
    expect((await list({ search: 'lastone', onlyInStock: true })).total).toBe(1);
  });

  it('another merchant finds nothing of ours', async () => {
    await create({ name: 'Secret recipe' });
    const theirs = (search?: string) =>
      floor.database.inTx(floor.otherMerchantId, (tx) => floor.catalog.products(tx, { page: 1, limit: 20, ...(search && { search }) }));
    expect((await theirs('secret')).total).toBe(0);
    expect((await theirs()).total).toBe(0);
  });
});

describe('categories', () => {
  const root = (name: string) => floor.inTx(async (tx) => expectOk(await floor.catalog.createCategory(tx, { name })).id);
  const child = (name: string, parentId: CategoryId) => floor.inTx((tx) => floor.catalog.createCategory(tx, { name, parentId }));

  it('a third level is refused, by making and by moving', async () => {
    const top = await root('Top');
    const second = expectOk(await child('Second', top));
    expect(await child('Third', second.id)).toMatchObject({ refusal: { code: 'category.too_deep' } });
    const other = await root('Other');
    expect(await floor.inTx((tx) => floor.catalog.changeCategory(tx, top, { parentId: other }))).toMatchObject({
      refusal: { code: 'category.too_deep' },
    });
  });

  it('a name is taken within its level, whatever its case, and free again after deleting', async () => {
    const id = await root('Dairy');
    expect(await floor.inTx((tx) => floor.catalog.createCategory(tx, { name: 'DAIRY' }))).toMatchObject({
      refusal: { code: 'category.name_taken' },
    });
    expectOk(await floor.inTx((tx) => floor.catalog.deleteCategory(tx, id)));
    await root('dairy');
  });

  it('one that holds products stays; products show both levels and a parent counts its children’s', async () => {
    const leaf = await floor.inTx(async (tx) => expectOk(await floor.catalog.categoryByName(tx, { name: 'Drinks', subcategory: 'Juice' })));
    const made = expectOk(await create({ name: 'Mango juice', categoryId: leaf }));
    expect(made).toMatchObject({ category: 'Drinks', subcategory: 'Juice' });
    expect(await floor.inTx((tx) => floor.catalog.deleteCategory(tx, leaf))).toMatchObject({ refusal: { code: 'category.not_empty' } });
    const drinks = (await floor.inTx((tx) => floor.catalog.categories(tx))).find((each) => each.name === 'Drinks');
    expect(drinks?.productCount).toBe(1);
    expect(await names(drinks ? { categoryId: drinks.id } : {})).toEqual(['Mango juice']);
    await floor.inTx((tx) => floor.catalog.archiveProduct(tx, made.id));
    expectOk(await floor.inTx((tx) => floor.catalog.deleteCategory(tx, leaf)));
  });
});
