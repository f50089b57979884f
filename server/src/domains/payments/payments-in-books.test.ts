/** What money at the gateway does to the books: kept or not, its fee early or late, its way back, and refunds that fail. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { linkIdOf, look, type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import type { AccountRole } from '../books/index.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(11);
});
afterAll(() => house.close());
afterEach(async () => {
  house.outside.wrapGateway = (gateway) => gateway;
  const [open, clearing, due] = await house.inTx(async (tx) => [
    await house.payments.openPayments(tx),
    (await house.books.balance(tx, 'clearing')).minor,
    (await house.books.balance(tx, 'refunds_due')).minor,
  ]);
  expect({ clearing, refundsDue: -due }).toEqual(open);
});

const side = () => house.razorpay.side;
const sold = async (units = 1) => placeOrder(house, { variantId: (await house.stockProduct({ units })).variantId });
async function told(): Promise<void> {
  await house.fileEvents();
  await house.drain();
}
const paid = async () => {
  const order = await sold();
  expectOk(side().pay(order.linkId));
  await told();
  return order.orderId;
};
/** Debit − credit over the order's entries; 0 is left out. */
async function onBooks(id: OrderId): Promise<Partial<Record<AccountRole, bigint>>> {
  const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, id));
  const goods: readonly AccountRole[] = ['inventory', 'cost_of_goods'];
  return Object.fromEntries([...balances].filter(([role, minor]) => minor !== 0n && !goods.includes(role)));
}
const feeOf = async (id: OrderId) => {
  const rows = await house.inTx((tx) => tx.db.selectFrom('payments').selectAll().where('order_id', '=', id).execute());
  const [fee, tax] = [
    rows.reduce((sum, row) => sum + (row.fee_minor ?? 0n), 0n),
    rows.reduce((sum, row) => sum + (row.fee_tax_minor ?? 0n), 0n),
  ];
  return { fee, books: { gateway_fees: fee - tax, ...(tax > 0n ? { input_tax: tax } : {}) } };
};

describe('a payment in the books', () => {
  it('settles what is owed, less the gateway’s fee, however often it is told', async () => {
    const id = await paid();
    await house.fileEvents();
    for (const event of side().events()) side().resend(event.id);
    await told();
    const { fee, books } = await feeOf(id);
    expect(fee).toBeGreaterThan(0n);
    expect(await onBooks(id)).toEqual({ sales: -10_000n, clearing: 10_000n - fee, ...books });
  });

  it('has its fee booked when it becomes known later', async () => {
    const hideFees = (hidden: boolean) => {
      house.outside.wrapGateway = (gateway) => ({
        ...gateway,
        async fetchPayment(id) {
          const seen = await gateway.fetchPayment(id);
          if (!seen.ok || !hidden) return seen;
          const { fee: _, feeTax: __, ...rest } = seen.value;
          return { ok: true, value: rest };
        },
      });
    };
    hideFees(true);
    const order = await sold();
    side().pay(order.linkId);
    await house.fileEvents((events) =>
      events.map((event) => {
        if (event.kind !== 'payment_captured') return event;
        const { fee: _, feeTax: __, ...payment } = event.payment;
        return { ...event, payment };
      }),
    );
    await house.drain();
    expect(await onBooks(order.orderId)).toEqual({ sales: -10_000n, clearing: 10_000n });
    hideFees(false);
    await house.advance(10 * minuteMs);
    const { fee, books } = await feeOf(order.orderId);
    expect(fee).toBeGreaterThan(0n);
    expect(await onBooks(order.orderId)).toEqual({ sales: -10_000n, clearing: 10_000n - fee, ...books });
  });

  it('that is not kept is due to go back, and gone when the gateway says so', async () => {
    const twice = await sold();
    side().payTwice(twice.linkId);
    await house.fileEvents((events) => events.filter((event) => event.kind === 'payment_captured'));
    expect((await onBooks(twice.orderId)).refunds_due).toBe(-10_000n);
    await house.drain();
    await told();
    const after = await feeOf(twice.orderId);
    expect(await onBooks(twice.orderId)).toEqual({ sales: -10_000n, clearing: 10_000n - after.fee, ...after.books });
    const wrong = await sold();
    side().payWrongAmount(wrong.linkId, 777);
    await told();
    await told();
    const { fee, books } = await feeOf(wrong.orderId);
    expect(await onBooks(wrong.orderId)).toEqual(fee === 0n ? {} : { clearing: -fee, ...books });
  });

  it('after the hour pays when there is stock, and else is only due to go back', async () => {
    const { variantId } = await house.stockProduct({ units: 1 });
    const first = await placeOrder(house, { variantId });
    await house.advance(31 * minuteMs);
    expect(await onBooks(first.orderId)).toEqual({});
    const other = await placeOrder(house, { variantId });
    side().pay(other.linkId);
    await told();
    side().pay(first.linkId, { late: true });
    await told();
    await told();
    expect((await look(house, first.orderId)).payments).toMatchObject([{ verdict: 'unfillable' }]);
    const { fee, books } = await feeOf(first.orderId);
    expect(await onBooks(first.orderId)).toEqual({ clearing: -fee, ...books });
    const late = await sold();
    await house.advance(31 * minuteMs);
    side().pay(late.linkId, { late: true });
    await told();
    expect((await onBooks(late.orderId)).sales).toBe(-10_000n);
    expect((await onBooks(late.orderId)).receivable).toBeUndefined();
  });

  it('of an order that staff had confirmed settles what it owed since then', async () => {
    const order = await sold();
    expectOk(await house.inTx((tx) => house.orders.confirm(tx, order.orderId, 'staff:1')));
    expect(await onBooks(order.orderId)).toEqual({ sales: -10_000n, receivable: 10_000n });
    side().pay(await linkIdOf(house, order.orderId));
    await told();
    expect((await onBooks(order.orderId)).receivable).toBeUndefined();
  });
});

describe('a refund in the books', () => {
  it('in part and then a cancel take back exactly the sale', async () => {
    const id = await paid();
    expectOk(await house.inTx((tx) => house.orders.refund(tx, id, { amount: money(3_333n, 'INR'), reason: 'late', actor: 'staff:1' })));
    const { fee, books } = await feeOf(id);
    const due = { sales: -10_000n, sales_returns: 3_333n, clearing: 10_000n - fee, refunds_due: -3_333n, ...books };
    expect(await onBooks(id)).toEqual(due);
    expectOk(await house.inTx((tx) => house.orders.cancel(tx, id, { reason: 'all of it', actor: 'staff:1' })));
    expect(await onBooks(id)).toEqual({ clearing: 10_000n - fee, refunds_due: -10_000n, ...books });
    await house.drain();
    await told();
    expect(await onBooks(id)).toEqual({ clearing: -fee, ...books });
  });

  it('made at the gateway itself is credited once', async () => {
    const id = await paid();
    const providerPaymentId = (await look(house, id)).payments[0]?.providerPaymentId ?? '';
    const refund = { providerRefundId: `rfnd_${id}`, providerPaymentId, amount: money(2_500n, 'INR'), state: 'processed' as const };
    for (let again = 0; again < 3; again += 1)
      await house.inTx((tx) => house.payments.fileEvent(tx, 'razorpay', { kind: 'refund_changed', refund }));
    await house.drain();
    const { fee, books } = await feeOf(id);
    expect(await onBooks(id)).toEqual({ sales: -10_000n, sales_returns: 2_500n, clearing: 7_500n - fee, ...books });
  });

  it('that the gateway failed for good is the customer’s credit until it is asked again, and credited once', async () => {
    const id = await paid();
    house.outside.wrapGateway = (gateway) => ({
      ...gateway,
      async refund(input) {
        const made = await gateway.refund(input);
        return made.ok ? { ok: true, value: { ...made.value, state: 'failed' } } : made;
      },
    });
    const refund = () =>
      house.inTx((tx) => house.orders.refund(tx, id, { amount: money(4_000n, 'INR'), reason: 'bruised', actor: 'staff:1' }));
    expectOk(await refund());
    for (let day = 0; day < 4; day += 1) await house.advance(dayMs);
    expect(await onBooks(id)).toMatchObject({ sales_returns: 4_000n, receivable: -4_000n });
    expect((await onBooks(id)).refunds_due).toBeUndefined();
    house.outside.wrapGateway = (gateway) => gateway;
    expectOk(await refund());
    expect(await onBooks(id)).toMatchObject({ sales_returns: 4_000n, refunds_due: -4_000n });
    expect((await onBooks(id)).receivable).toBeUndefined();
  });
});
