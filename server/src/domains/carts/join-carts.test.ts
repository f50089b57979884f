/** Two carts become one: the rule holds for any two carts, and bringing a cart again changes nothing. */
import { type CustomerId, newId, newSecretId, type VariantId, type VisitorId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertCustomer, openShopFloor, type ShopFloor, stockProduct } from '../../../test/builders/shop-floor.ts';
import type { Offer } from '../catalog/index.ts';
import type { StoredLine } from './cart.ts';
import { isCartCode, newCartCode } from './cart-code.ts';
import { mergeLines } from './merge-lines.ts';

let floor: ShopFloor;
beforeAll(async () => {
  floor = await openShopFloor();
});
afterAll(() => floor.close());

const ids = Array.from({ length: 60 }, () => newId<VariantId>());
const cartOf = (most: number) =>
  fc.uniqueArray(fc.record({ variantId: fc.constantFrom(...ids), quantity: fc.integer({ min: 1, max: 99 }) }), {
    selector: (line) => line.variantId,
    maxLength: most,
  });
const offersOf = fc.array(
  fc.record({ isForSale: fc.boolean(), inStock: fc.boolean(), available: fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined }) }),
  { minLength: 60, maxLength: 60 },
);

function offers(facts: readonly { isForSale: boolean; inStock: boolean; available: number | undefined }[]): Map<VariantId, Offer> {
  // Only what the rule looks at.
  return new Map(ids.map((id, at) => [id, { variant: facts[at], available: facts[at]?.available } as unknown as Offer]));
}
const apply = (into: readonly StoredLine[], lines: readonly StoredLine[]): Map<VariantId, number> =>
  new Map([...into, ...lines].map((line) => [line.variantId, line.quantity]));

describe('the rule', () => {
  it('adds up to at most stock, 99 of each and 50 things, takes nothing away, and tells all that is missing', () => {
    fc.assert(
      fc.property(cartOf(50), cartOf(50), offersOf, (into, brought, facts) => {
        const known = offers(facts);
        const { lines, leftOut } = mergeLines(into, brought, known);
        const after = apply(into, lines);
        expect(after.size).toBeLessThanOrEqual(50);
        for (const line of into) expect(after.get(line.variantId)).toBeGreaterThanOrEqual(line.quantity);
        for (const { variantId, quantity } of lines) {
          const offer = known.get(variantId);
          expect(quantity).toBeLessThanOrEqual(Math.min(99, offer?.available ?? 99));
          expect(offer?.variant.isForSale).toBe(true);
        }
        for (const { variantId, quantity } of brought) {
          const wanted = quantity + (into.find((line) => line.variantId === variantId)?.quantity ?? 0);
          const got = after.get(variantId) ?? 0;
          expect(got).toBeLessThanOrEqual(Math.max(wanted, 0));
          expect(leftOut.some((each) => each.variantId === variantId)).toBe(got < wanted);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('bringing nothing changes nothing', () => {
    fc.assert(
      fc.property(cartOf(50), offersOf, (into, facts) => {
        expect(mergeLines(into, [], offers(facts)).lines).toEqual([]);
      }),
    );
  });
});

describe('a visitor’s cart', () => {
  const variant = async (units?: number) =>
    (await floor.inTx((tx) => stockProduct(floor, tx, { priceMinor: 10_000, ...(units === undefined ? {} : { units }) }))).variantId;
  const put = (holder: CustomerId | { visitorId: VisitorId }, variantId: VariantId, quantity: number) =>
    floor.inTx((tx) => floor.carts.setQuantity(tx, holder, { variantId, quantity }));
  const quantities = async (holder: CustomerId | { visitorId: VisitorId }) =>
    Object.fromEntries(
      (await floor.inTx((tx) => floor.carts.view(tx, holder))).lines.map((line) => [line.variant.variantId, line.quantity]),
    );

  it('goes into the customer’s by its word, once, however often and at once the word is sent', async () => {
    const [customer, visitorId] = [await floor.inTx(insertCustomer), newSecretId<VisitorId>()];
    const [both, few, plain] = [await variant(10), await variant(3), await variant()];
    expectOk(await put(customer, both, 4));
    expectOk(await put({ visitorId }, both, 5));
    expectOk(await put({ visitorId }, few, 3));
    expectOk(await put({ visitorId }, plain, 99));
    const code = await floor.inTx((tx) => floor.carts.codeFor(tx, visitorId));
    expect(await floor.inTx((tx) => floor.carts.codeFor(tx, visitorId))).toBe(code);
    const join = () => floor.inTx((tx) => floor.carts.joinByCode(tx, (code ?? '').toLowerCase(), customer));
    const all = await Promise.all(Array.from({ length: 6 }, join));
    expect(all.map((each) => expectOk(each).isNew).filter(Boolean)).toHaveLength(1);
    expect(await quantities(customer)).toEqual({ [both]: 9, [few]: 3, [plain]: 99 });
    expect(await quantities({ visitorId })).toEqual({});
    expectOk(await join());
    expect(await quantities(customer)).toEqual({ [both]: 9, [few]: 3, [plain]: 99 });
  });

  it('is not brought by a word that is no word of ours, or another shop’s', async () => {
    const [customer, visitorId] = [await floor.inTx(insertCustomer), newSecretId<VisitorId>()];
    expectOk(await put({ visitorId }, await variant(), 1));
    const code = (await floor.inTx((tx) => floor.carts.codeFor(tx, visitorId))) ?? '';
    const forged = `${code.slice(0, 7)}${code.endsWith('Z') ? '2' : 'Z'}`;
    expect(await floor.inTx((tx) => floor.carts.joinByCode(tx, forged, customer))).toMatchObject({
      refusal: { code: 'cart.code_unknown' },
    });
    const elsewhere = await floor.database.inTx(floor.otherMerchantId, insertCustomer);
    expect(await floor.database.inTx(floor.otherMerchantId, (tx) => floor.carts.joinByCode(tx, code, elsewhere))).toMatchObject({
      refusal: { code: 'cart.code_unknown' },
    });
    expect(Object.keys(await quantities({ visitorId }))).toHaveLength(1);
  });

  it('words of ours are always recognised, others hardly ever', () => {
    const sign = (text: string) => Buffer.from(text.padEnd(16, text)).toString('hex');
    for (let round = 0; round < 200; round += 1) expect(isCartCode(newCartCode(sign), sign)).toBe(true);
    expect(isCartCode('TOMATOES', sign)).toBe(false);
  });

  it('two customers who turn out to be one have one cart', async () => {
    const [from, to] = [await floor.inTx(insertCustomer), await floor.inTx(insertCustomer)];
    const [mine, theirs] = [await variant(), await variant()];
    expectOk(await put(from, mine, 2));
    expectOk(await put(to, theirs, 1));
    await floor.inTx((tx) => floor.carts.moveToCustomer(tx, from, to));
    expect(await quantities(to)).toEqual({ [theirs]: 1, [mine]: 2 });
  });

  it('a link from the chat opens once', async () => {
    const id = newSecretId<string>();
    const open = () => floor.inTx((tx) => floor.carts.openHandoff(tx, id, new Date('2026-03-02T09:00:00Z')));
    expect((await Promise.all([open(), open(), open()])).filter(Boolean)).toHaveLength(1);
  });
});
