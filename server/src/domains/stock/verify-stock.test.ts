/** A ledger that was altered by hand says where; one from before there were books comes into them whole. */
import { newId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, type LedgerHouse, openLedgerHouse } from '../../../test/builders/ledger-house.ts';

let floor: LedgerHouse;
let ledger: Ledger;
beforeAll(async () => {
  floor = await openLedgerHouse();
});
beforeEach(async () => {
  ledger = await floor.newLedger();
});
afterAll(() => floor.close());

/** As the owner of the tables, whom no policy and no right stops. */
const byHand = (text: string, values: readonly unknown[] = []) =>
  floor.database.asOwner(async (client) => {
    await client.query(text, [...values]);
  });
const found = () => ledger.inTx(async (tx) => (await ledger.stock.verifyStock(tx)).differences);

async function someHistory() {
  const variantId = await ledger.variant();
  const purchase = expectOk(await ledger.receive(variantId, 10, 1_000));
  expectOk(await ledger.sell(await ledger.order(), variantId, 3));
  expectOk(await ledger.correct(purchase, variantId, 900));
  return variantId;
}

describe('an altered row is named', () => {
  it.each([
    ['its value', 'update stock_movements set value_minor = value_minor + 1 where merchant_id = $1 and number = 2', 'hash of the movement'],
    ['its note', `update stock_movements set note = 'x' where merchant_id = $1 and number = 2`, 'hash of the movement'],
    [
      'its age',
      `update stock_movements set ages = '[["2020-01-01",null,3]]' where merchant_id = $1 and number = 2`,
      'hash of the movement',
    ],
    ['its chain', `update stock_movements set hash = '\\x00' where merchant_id = $1 and number = 2`, 'hash of the movement'],
  ])('by %s', async (_, text, what) => {
    await someHistory();
    expect(await found()).toEqual([]);
    await byHand(text, [ledger.merchantId]);
    expect(await found()).toContainEqual(expect.objectContaining({ what, where: expect.stringMatching(/^movement 2 /) }));
  });

  it('also when it is taken away, put in, or the level or layer beside it is changed', async () => {
    const variantId = await someHistory();
    await byHand('update stock_levels set value_minor = value_minor + 7 where merchant_id = $1', [ledger.merchantId]);
    await byHand('update stock_layers set quantity = quantity + 1 where merchant_id = $1', [ledger.merchantId]);
    expect((await found()).map((each) => each.what)).toEqual(['stock value = Σ movements', 'Σ layers = on hand']);
    await byHand('delete from stock_movements where merchant_id = $1 and number = 2', [ledger.merchantId]);
    expect((await found()).map((each) => each.what)).toEqual(
      expect.arrayContaining(['numbers without a gap', 'hash of the movement', 'on hand = Σ movements']),
    );
    await byHand('delete from stock_movements where merchant_id = $1 and number = 3', [ledger.merchantId]);
    expect((await found()).map((each) => each.what)).toContain('end of the ledger');
    await byHand(
      `insert into stock_movements (merchant_id, id, variant_id, location_id, quantity, reason, cause_kind, cause_id, actor, at)
        select merchant_id, $2, variant_id, location_id, 1, 'count', 'x', 'x', 'x', at from stock_movements where merchant_id = $1 limit 1`,
      [ledger.merchantId, newId()],
    );
    expect((await found()).map((each) => each.what)).toContain('movement in the chain');
    expect(variantId).toBeDefined();
  });
});

it('stock from before the books is opened in them, with layers, at the first movement', async () => {
  const variantId = await ledger.variant();
  await ledger.inTx((tx) => ledger.stock.openStock(tx));
  await byHand(
    `insert into stock_levels (merchant_id, variant_id, location_id, on_hand, value_minor)
      select merchant_id, $2, id, 6, 600 from locations where merchant_id = $1`,
    [ledger.merchantId, variantId],
  );
  await byHand(
    `insert into stock_movements (merchant_id, id, variant_id, location_id, quantity, value_minor, reason, cause_kind, cause_id, actor, at)
      select merchant_id, $3, $2, id, 6, 600, 'opening', 'product', 'x', 'system', now() from locations where merchant_id = $1`,
    [ledger.merchantId, variantId, newId()],
  );
  expectOk(
    await ledger.inTx((tx) =>
      ledger.stock.adjust(tx, {
        variantId,
        quantity: 4,
        unitCost: money(200, 'INR'),
        reason: 'adjustment',
        causeKind: 'test',
        causeId: newId<string>(),
        actor: 'test',
      }),
    ),
  );
  expectOk(await ledger.sell(await ledger.order(), variantId, 8));
  expect(await ledger.worth(variantId)).toEqual({ units: 2, value: 280n });
  expect(await ledger.balance('opening')).toBe(-600n);
  expect(await ledger.differences()).toEqual([]);
});
