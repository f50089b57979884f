/** What other systems got wrong, as fixed histories: costs that drifted, went negative, or came back at another price than they left. */
import { newId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, type LedgerHouse, openLedgerHouse } from '../../../test/builders/ledger-house.ts';

let floor: LedgerHouse;
let house: Ledger;
beforeAll(async () => {
  floor = await openLedgerHouse();
});
beforeEach(async () => {
  house = await floor.newLedger();
});
afterAll(() => floor.close());

const rupees = (amount: number) => amount * 100;

describe('sending back to the supplier', () => {
  it('at a price above the average leaves stock positive: 10 @ 100, 100 @ 10, 100 issued, 8 back at 100', async () => {
    const variantId = await house.variant();
    const dear = expectOk(await house.receive(variantId, 10, rupees(100)));
    expectOk(await house.receive(variantId, 100, rupees(10)));
    expect(await house.worth(variantId)).toEqual({ units: 110, value: 2_000_00n });
    expectOk(await house.sell(await house.order(), variantId, 100));
    expect(await house.worth(variantId)).toEqual({ units: 10, value: 181_82n });
    expectOk(await house.sendBack(dear, variantId, 8, rupees(100)));
    expect(await house.worth(variantId)).toEqual({ units: 2, value: 36_36n });
    // 2,000 bought, 800 given back; what stock did not carry is a gain on stock.
    expect(await house.balance('payable')).toBe(-1_200_00n);
    expect(await house.balance('stock_adjustment')).toBe(-654_54n);
    expect(await house.balance('cost_of_goods')).toBe(1_818_18n);
    expect(await house.differences()).toEqual([]);
  });

  it('more than was received, kept or is free is refused and changes nothing', async () => {
    const variantId = await house.variant();
    const purchase = expectOk(await house.receive(variantId, 5, 100));
    expect(await house.sendBack(purchase, variantId, 6)).toMatchObject({ refusal: { code: 'purchase.return_too_large' } });
    expectOk(await house.sell(await house.order(), variantId, 3));
    expect(await house.sendBack(purchase, variantId, 3)).toMatchObject({ refusal: { code: 'stock.insufficient' } });
    expectOk(await house.sendBack(purchase, variantId, 2));
    expect(await house.sendBack(purchase, variantId, 4)).toMatchObject({ refusal: { code: 'purchase.return_too_large' } });
    expect(await house.differences()).toEqual([]);
  });
});

describe('a bill that comes late or is changed', () => {
  it('never makes stock negative: 100 @ 5, 15 @ 2,000, 10 shipped, the bill corrected to 5', async () => {
    const variantId = await house.variant();
    expectOk(await house.receive(variantId, 100, rupees(5)));
    const wrong = expectOk(await house.receive(variantId, 15, rupees(2_000)));
    expectOk(await house.sell(await house.order(), variantId, 10));
    expectOk(await house.correct(wrong, variantId, rupees(5)));
    // As if it had been billed at 5 from the beginning: 105 units at 5, and 10 sold at 5.
    expect(await house.worth(variantId)).toEqual({ units: 105, value: 525_00n });
    expect(await house.balance('cost_of_goods')).toBe(50_00n);
    expect(await house.balance('payable')).toBe(-575_00n);
    expect(await house.differences()).toEqual([]);
  });

  it('35 @ 20 billed at 15 and 20 sent back ends at 15.00 for each that is left, whichever comes first', async () => {
    for (const billFirst of [true, false]) {
      const variantId = await house.variant();
      const purchase = expectOk(await house.receive(variantId, 35, rupees(20)));
      if (billFirst) expectOk(await house.correct(purchase, variantId, rupees(15)));
      expectOk(await house.sendBack(purchase, variantId, 20));
      if (!billFirst) expectOk(await house.correct(purchase, variantId, rupees(15)));
      expect(await house.worth(variantId)).toEqual({ units: 15, value: 15n * 15_00n });
    }
    expect(await house.balance('payable')).toBe(-2n * 225_00n);
    expect(await house.balance('stock_adjustment')).toBe(0n);
    expect(await house.differences()).toEqual([]);
  });

  it('for goods that are all sold goes to their cost, and back with those that come back', async () => {
    const variantId = await house.variant();
    const purchase = expectOk(await house.receive(variantId, 10, rupees(20)));
    const orderId = await house.order();
    expectOk(await house.sell(orderId, variantId, 10));
    expectOk(await house.correct(purchase, variantId, rupees(25)));
    expect(await house.worth(variantId)).toEqual({ units: 0, value: 0n });
    expect(await house.balance('cost_of_goods')).toBe(250_00n);
    expectOk(await house.takeBack(orderId, variantId, { restocked: 4 }));
    // They come back at what they left with; the next correction finds them in stock.
    expect(await house.worth(variantId)).toEqual({ units: 4, value: 80_00n });
    expectOk(await house.correct(purchase, variantId, rupees(30)));
    expect(await house.worth(variantId)).toEqual({ units: 4, value: 100_00n });
    expect(await house.balance('payable')).toBe(-300_00n);
    expect(await house.differences()).toEqual([]);
  });

  it('down to nothing takes stock to nothing at most', async () => {
    const variantId = await house.variant();
    const purchase = expectOk(await house.receive(variantId, 4, rupees(10)));
    expectOk(await house.receive(variantId, 1, 1));
    expectOk(await house.sell(await house.order(), variantId, 4));
    expectOk(await house.correct(purchase, variantId, 0));
    const { units, value } = await house.worth(variantId);
    expect(units).toBe(1);
    expect(value >= 0n && value <= 1n).toBe(true);
    expect(await house.differences()).toEqual([]);
  });
});

describe('what was sold', () => {
  it('comes back at the cost it left with, though the cost has changed since', async () => {
    const variantId = await house.variant();
    expectOk(await house.receive(variantId, 10, rupees(10)));
    const orderId = await house.order();
    expectOk(await house.sell(orderId, variantId, 2));
    expectOk(await house.receive(variantId, 8, rupees(90)));
    expectOk(await house.takeBack(orderId, variantId, { restocked: 2 }));
    expect(await house.worth(variantId)).toEqual({ units: 18, value: 820_00n });
    expect(await house.balance('cost_of_goods')).toBe(0n);
    expect(await house.differences()).toEqual([]);
  });

  it('comes back unit by unit for exactly what it cost together', async () => {
    const variantId = await house.variant();
    expectOk(await house.receive(variantId, 7, 14));
    expectOk(await house.receive(variantId, 3, 15));
    const orderId = await house.order();
    expectOk(await house.sell(orderId, variantId, 7));
    expectOk(await house.receive(variantId, 5, 1_000));
    const { value } = await house.worth(variantId);
    for (let unit = 0; unit < 7; unit += 1) expectOk(await house.takeBack(orderId, variantId, { restocked: 1 }));
    expect(await house.balance('cost_of_goods')).toBe(0n);
    expect((await house.worth(variantId)).value - value).toBe(7n * 14n + 3n * 15n - (value - 5_000n));
    expect(await house.takeBack(orderId, variantId, { restocked: 1 })).toMatchObject({ refusal: { code: 'stock.insufficient' } });
    expect(await house.differences()).toEqual([]);
  });

  it('and comes back damaged is written off at its own cost; missing moves nothing; a repeated receipt counts once', async () => {
    const variantId = await house.variant();
    expectOk(await house.receive(variantId, 4, rupees(10)));
    const orderId = await house.order();
    expectOk(await house.sell(orderId, variantId, 3));
    expectOk(await house.receive(variantId, 1, rupees(30)));
    const receipt = { orderId, returnId: newId<string>(), receiptId: newId<string>(), actor: 'test' };
    const lines = [{ variantId, restocked: 1, damaged: 1, missing: 1 }];
    for (let n = 0; n < 2; n += 1)
      expect(await house.inTx((tx) => house.stock.receiveReturn(tx, { ...receipt, lines }))).toMatchObject({
        value: { costMinor: 20_00n, writtenOffMinor: 10_00n },
      });
    expect(await house.worth(variantId)).toEqual({ units: 3, value: 50_00n });
    expect(await house.balance('cost_of_goods')).toBe(10_00n);
    expect(await house.balance('stock_adjustment')).toBe(10_00n);
    expect(await house.differences()).toEqual([]);
  });

  it('with none in stock is refused', async () => {
    const variantId = await house.variant();
    expectOk(await house.receive(variantId, 1, 100));
    expectOk(await house.sell(await house.order(), variantId, 1));
    expect(await house.sell(await house.order(), variantId, 1)).toMatchObject({ refusal: { code: 'stock.insufficient' } });
    expect(await house.worth(variantId)).toEqual({ units: 0, value: 0n });
    expect(await house.differences()).toEqual([]);
  });
});
