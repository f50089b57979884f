/** Returns on a real database, with payments at the stand-in: what comes back moves stock, money and books together, once, and never too much. */
import { newId, type OrderId, type RefundId, type ReturnId, type VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReturnHouse, type ReturnHouse, WINDOW_DAYS } from '../../../test/builders/return-house.ts';
import type { Outcome, ReturnView } from './index.ts';

let house: ReturnHouse;
let tea: VariantId;
let rice: VariantId;
beforeAll(async () => {
  house = await openReturnHouse(3);
  house.outside.shop = { ...house.outside.shop, defaultTaxRateBp: 1_800 };
  ({ variantId: tea } = await house.stockProduct({ name: 'Tea', priceMinor: 11_800 }));
  ({ variantId: rice } = await house.stockProduct({ name: 'Rice', priceMinor: 3_333 }));
  for (const [variantId, cost] of [
    [tea, 5_000],
    [rice, 1_001],
  ] as const)
    await house.inTx(async (tx) =>
      expectOk(
        await house.stock.adjust(tx, {
          variantId,
          quantity: 200,
          reason: 'opening',
          unitCost: money(cost, 'INR'),
          causeKind: 'test',
          causeId: newId(),
          actor: 'test',
        }),
      ),
    );
});
afterAll(() => house.close());

const staff = 'staff:1';
type Came = readonly { readonly variantId: VariantId; readonly outcome: keyof Outcome; readonly quantity: number }[];

async function ask(orderId: OrderId, lines: readonly { readonly variantId: VariantId; readonly quantity: number }[], actor = staff) {
  return house.inTx((tx) => house.returns.ask(tx, { orderId, lines, reason: 'damaged', actor }));
}
const approve = (id: ReturnId) => house.inTx((tx) => house.returns.approve(tx, id, { actor: staff, message: 'Bring it in.' }));
const receive = (id: ReturnId, lines: Came) => house.inTx((tx) => house.returns.receive(tx, id, { lines, actor: staff }));
const refund = (id: ReturnId, minor?: number) =>
  house.inTx((tx) => house.returns.refund(tx, id, { actor: staff, ...(minor === undefined ? {} : { amount: money(minor, 'INR') }) }));

/** To the point where all of it has been looked at. */
async function received(orderId: OrderId, lines: Came): Promise<ReturnView> {
  const asked = expectOk(await ask(orderId, lines));
  expectOk(await approve(asked.id));
  return expectOk(await receive(asked.id, lines));
}

describe('a return', () => {
  it('puts what is whole back at the cost it left with, writes off what is damaged, and gives back what was paid with its tax', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 5 }]);
    const before = await house.stockOf(tea);
    // The cost changes after the sale: what comes back comes back at the old one.
    await house.inTx(async (tx) =>
      expectOk(
        await house.stock.adjust(tx, {
          variantId: tea,
          quantity: 10,
          reason: 'adjustment',
          unitCost: money(90_000, 'INR'),
          causeKind: 'test',
          causeId: newId(),
          actor: 'test',
        }),
      ),
    );
    const dearer = await house.stockOf(tea);
    const view = await received(orderId, [
      { variantId: tea, outcome: 'restocked', quantity: 2 },
      { variantId: tea, outcome: 'damaged', quantity: 1 },
      { variantId: tea, outcome: 'missing', quantity: 1 },
    ]);
    expect(view.state).toBe('received');
    expect(await house.stockOf(tea)).toEqual({ onHand: before.onHand + 12, value: dearer.value + 10_000n });
    expect(await house.onBooks(orderId, 'cost_of_goods')).toBe(10_000n);
    expect(await house.onBooks(orderId, 'stock_adjustment')).toBe(5_000n);

    expect(house.returns.worth(view)).toEqual(money(35_400, 'INR'));
    const paidBack = expectOk(await refund(view.id));
    expect(paidBack).toMatchObject({ state: 'refunded', refundBy: 'gateway', refund: money(35_400, 'INR') });
    expect(await house.onBooks(orderId, 'sales_returns')).toBe(30_000n);
    expect(await house.onBooks(orderId, 'output_cgst')).toBe(-4_500n + 2_700n);
    expect(await house.onBooks(orderId, 'output_sgst')).toBe(-4_500n + 2_700n);
    expect(await house.onBooks(orderId, 'refunds_due')).toBe(-35_400n);
    expect(await house.onBooks(orderId, 'receivable')).toBe(0n);

    await house.settle();
    const closed = expectOk(await house.inTx((tx) => house.returns.get(tx, view.id)));
    expect(closed.state).toBe('closed');
    expect(closed.timeline.map((step) => step.kind)).toEqual([
      'return.asked',
      'return.approved',
      'return.receipt',
      'return.refunded',
      'return.closed',
    ]);
    expect(await house.onBooks(orderId, 'refunds_due')).toBe(0n);
    expect(await house.onBooks(orderId, 'receivable')).toBe(0n);
    const order = expectOk(await house.inTx((tx) => house.orders.get(tx, orderId)));
    expect([order.paymentStatus, order.refunded.minor]).toEqual(['partially_refunded', 35_400n]);
  });

  it('is received in as many goes as it takes, told at the first and the last, and never more than was asked', async () => {
    const orderId = await house.delivered([{ variantId: rice, quantity: 3 }]);
    const asked = expectOk(await ask(orderId, [{ variantId: rice, quantity: 3 }]));
    expect((await receive(asked.id, [{ variantId: rice, outcome: 'restocked', quantity: 1 }])).ok).toBe(false);
    expectOk(await approve(asked.id));
    const before = house.returnsTold.length;
    for (const state of ['receiving', 'receiving', 'received'] as const)
      expect(expectOk(await receive(asked.id, [{ variantId: rice, outcome: 'restocked', quantity: 1 }])).state).toBe(state);
    expect(house.returnsTold.slice(before).map((event) => event.name)).toEqual(['return.receiving', 'return.received']);
    const more = await receive(asked.id, [{ variantId: rice, outcome: 'restocked', quantity: 1 }]);
    expect(more).toMatchObject({ ok: false, refusal: { code: 'return.wrong_state' } });
    const tooMany = expectOk(await ask(await house.delivered([{ variantId: rice, quantity: 2 }]), [{ variantId: rice, quantity: 2 }]));
    expectOk(await approve(tooMany.id));
    expect(await receive(tooMany.id, [{ variantId: rice, outcome: 'restocked', quantity: 3 }])).toMatchObject({
      ok: false,
      refusal: { code: 'return.too_many', details: [{ field: 'lines.0.quantity', message: '2 still to come.' }] },
    });
  });

  it('takes no more than was bought over all returns; declined and missing units are free again', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 3 }]);
    const first = expectOk(await ask(orderId, [{ variantId: tea, quantity: 2 }]));
    expect(await ask(orderId, [{ variantId: tea, quantity: 2 }])).toMatchObject({ ok: false, refusal: { code: 'return.too_many' } });
    expect(await ask(orderId, [{ variantId: rice, quantity: 1 }])).toMatchObject({ ok: false, refusal: { code: 'request.invalid' } });
    expectOk(await house.inTx((tx) => house.returns.decline(tx, first.id, { actor: staff, message: 'Worn.' })));
    const lost = await received(orderId, [
      { variantId: tea, outcome: 'missing', quantity: 2 },
      { variantId: tea, outcome: 'restocked', quantity: 1 },
    ]);
    expectOk(await refund(lost.id));
    const found = await received(orderId, [{ variantId: tea, outcome: 'restocked', quantity: 2 }]);
    expect(expectOk(await refund(found.id)).refund.minor + 11_800n).toBe(35_400n);
    expect(await ask(orderId, [{ variantId: tea, quantity: 1 }])).toMatchObject({ ok: false, refusal: { code: 'return.too_many' } });
    await house.settle();
    expect(await house.onBooks(orderId, 'sales_returns')).toBe(-(await house.onBooks(orderId, 'sales')));
    expect(await house.onBooks(orderId, 'cost_of_goods')).toBe(0n);
  });

  it('is asked by one at a time, however many ask at once', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }]);
    const all = await Promise.all(Array.from({ length: 6 }, () => ask(orderId, [{ variantId: tea, quantity: 1 }])));
    expect(all.filter((each) => each.ok)).toHaveLength(2);
  });

  it('done twice is done once', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 1 }]);
    const view = await received(orderId, [{ variantId: tea, outcome: 'damaged', quantity: 1 }]);
    const refundsMade = () => house.razorpay.side.refunds().length;
    const made = refundsMade();
    const [a, b] = await Promise.all([refund(view.id), refund(view.id)]);
    expect([expectOk(a).refund.minor, expectOk(b).refund.minor]).toEqual([11_800n, 11_800n]);
    await house.settle();
    expect(expectOk(await refund(view.id)).state).toBe('closed');
    expect(refundsMade() - made).toBe(1);
    expect(await house.onBooks(orderId, 'sales_returns')).toBe(10_000n);
    const again = expectOk(await ask(await house.delivered([{ variantId: tea, quantity: 1 }]), [{ variantId: tea, quantity: 1 }]));
    const told = house.returnsTold.length;
    for (let time = 0; time < 3; time += 1) expectOk(await approve(again.id));
    expect(house.returnsTold.length - told).toBe(1);
  });
});

describe('a refund', () => {
  it('may be less than what came back is worth, and never more', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 1 }]);
    const view = await received(orderId, [{ variantId: tea, outcome: 'damaged', quantity: 1 }]);
    expect(await refund(view.id, 11_801)).toMatchObject({ ok: false, refusal: { code: 'payment.refund_too_large' } });
    expect(expectOk(await refund(view.id, 5_901)).refund.minor).toBe(5_901n);
    expect(await house.onBooks(orderId, 'output_cgst')).toBe(-900n + 450n);
    expect(await house.onBooks(orderId, 'output_sgst')).toBe(-900n + 450n);
    expect(await house.onBooks(orderId, 'receivable')).toBe(0n);
  });

  it('after a goodwill gives what is left of the payment, and no tax is given back twice', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }]);
    expectOk(await house.inTx((tx) => house.orders.refund(tx, orderId, { amount: money(20_000, 'INR'), reason: 'late', actor: staff })));
    const view = await received(orderId, [{ variantId: tea, outcome: 'restocked', quantity: 2 }]);
    expect(expectOk(await refund(view.id)).refund.minor).toBe(3_600n);
    await house.settle();
    expect(await house.onBooks(orderId, 'receivable')).toBe(0n);
    expect(await house.onBooks(orderId, 'output_cgst')).toBeLessThanOrEqual(0n);
    expect(await house.onBooks(orderId, 'output_cgst')).toBe(await house.onBooks(orderId, 'output_sgst'));
  });

  it('of an order that nobody paid takes it off what is owed, and moves no money', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }], { paid: false });
    const view = await received(orderId, [{ variantId: tea, outcome: 'restocked', quantity: 1 }]);
    expect(expectOk(await refund(view.id))).toMatchObject({ state: 'closed', refundBy: 'balance', refund: money(11_800, 'INR') });
    expect(await house.onBooks(orderId, 'receivable')).toBe(11_800n);
    expect(await house.onBooks(orderId, 'refunds_due')).toBe(0n);
  });

  it('of cash on delivery is paid out by the shop, once, and the order knows', async () => {
    house.outside.shop = { ...house.outside.shop, cod: { offered: true } };
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }], { cod: true });
    const view = await received(orderId, [{ variantId: tea, outcome: 'damaged', quantity: 1 }]);
    for (let time = 0; time < 2; time += 1)
      expect(expectOk(await refund(view.id))).toMatchObject({ state: 'closed', refundBy: 'hand', refund: money(11_800, 'INR') });
    const order = expectOk(await house.inTx((tx) => house.orders.get(tx, orderId)));
    expect([order.paymentStatus, order.refunded.minor]).toEqual(['partially_refunded', 11_800n]);
    expect(await house.onBooks(orderId, 'receivable')).toBe(0n);
    expect(await house.onBooks(orderId, 'sales_returns')).toBe(10_000n);
    expect((await house.onBooks(orderId, 'cash')) + (await house.onBooks(orderId, 'bank'))).toBe(11_800n);
  });

  it('that the gateway gives up is shown to staff, who close it when it is paid otherwise', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 1 }]);
    const view = await received(orderId, [{ variantId: tea, outcome: 'restocked', quantity: 1 }]);
    expectOk(await refund(view.id));
    const close = () => house.inTx((tx) => house.returns.close(tx, view.id, staff));
    expect(await close()).toMatchObject({ refusal: { code: 'return.wrong_state' } });
    const amount = money(11_800, 'INR');
    const event = { name: 'refund.failed' as const, orderId, refundId: newId<RefundId>(), amount, detail: 'no balance' };
    await house.inTx((tx) => house.returns.onPaymentEvent(tx, { ...event, cause: 'by_hand:1' }));
    expect(await close()).toMatchObject({ ok: false });
    await house.inTx((tx) => house.returns.onPaymentEvent(tx, { ...event, cause: `return:${view.id}#3` }));
    expect(expectOk(await close()).state).toBe('closed');
  });

  it('of nothing that came back closes the return; what came back is not closed without one', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }]);
    const lost = await received(orderId, [{ variantId: tea, outcome: 'missing', quantity: 1 }]);
    expect(expectOk(await refund(lost.id))).toMatchObject({ state: 'closed', refund: money(0, 'INR') });
    const here = await received(orderId, [{ variantId: tea, outcome: 'restocked', quantity: 1 }]);
    expect(await house.inTx((tx) => house.returns.close(tx, here.id, staff))).toMatchObject({ refusal: { code: 'return.wrong_state' } });
    expect(await house.onBooks(orderId, 'sales_returns')).toBe(0n);
  });
});

describe('asking', () => {
  it('is for what was delivered; customers have their days, staff always', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }]);
    const { customerId } = expectOk(await house.inTx((tx) => house.orders.get(tx, orderId)));
    house.clock.advance(WINDOW_DAYS * dayMs - 1_000);
    const inTime = await ask(orderId, [{ variantId: tea, quantity: 1 }], `customer:${customerId}`);
    expect(expectOk(inTime).askedBy).toBe(`customer:${customerId}`);
    house.clock.advance(1_000);
    const late = await ask(orderId, [{ variantId: tea, quantity: 1 }], `customer:${customerId}`);
    expect(late).toMatchObject({ ok: false, refusal: { code: 'return.window_closed' } });
    expectOk(await ask(orderId, [{ variantId: tea, quantity: 1 }]));
    const fresh = await house.inTx(async (tx) =>
      expectOk(
        await house.orders.placeFor(tx, {
          customerId,
          lines: [{ variantId: tea, quantity: 1 }],
          deliveryMethod: 'pickup',
          actor: 'test',
        }),
      ),
    );
    expect(await ask(fresh.id, [{ variantId: tea, quantity: 1 }])).toMatchObject({ ok: false, refusal: { code: 'order.wrong_state' } });
    expect(await ask(newId(), [{ variantId: tea, quantity: 1 }])).toMatchObject({ ok: false, refusal: { code: 'order.not_found' } });
  });

  it('numbers returns without gaps', async () => {
    const orderId = await house.delivered([{ variantId: tea, quantity: 2 }]);
    const first = expectOk(await ask(orderId, [{ variantId: tea, quantity: 1 }]));
    await ask(orderId, [{ variantId: tea, quantity: 5 }]);
    const second = expectOk(await ask(orderId, [{ variantId: tea, quantity: 1 }]));
    expect(Number(second.number.slice(4)) - Number(first.number.slice(4))).toBe(1);
  });
});

it('what was returned is sold again and returned again, each at its own cost', async () => {
  const { variantId } = await house.stockProduct({ name: 'Lamp', priceMinor: 50_000 });
  const one = { variantId, quantity: 1 };
  await house.inTx(async (tx) =>
    expectOk(
      await house.stock.adjust(tx, {
        ...one,
        reason: 'opening',
        unitCost: money(7_777, 'INR'),
        causeKind: 'test',
        causeId: newId(),
        actor: 'test',
      }),
    ),
  );
  for (let round = 0; round < 3; round += 1) {
    const orderId = await house.delivered([one]);
    expect(await house.stockOf(variantId)).toEqual({ onHand: 0, value: 0n });
    const view = await received(orderId, [{ ...one, outcome: 'restocked' }]);
    expect(expectOk(await refund(view.id)).refund.minor).toBe(50_000n);
    expect(await house.stockOf(variantId)).toEqual({ onHand: 1, value: 7_777n });
  }
});
