/** A gateway's statement held against what payments know: amounts must agree, and a fee not known before is taken, once. */
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OrderHouse, openOrderHouse, placeOrder } from '../../../test/builders/order-house.ts';
import type { ShownPayment } from '../books/index.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse(13);
});
afterAll(() => house.close());

async function paid() {
  // The gateway does not say its fee, neither now nor later.
  house.outside.wrapGateway = (gateway) => ({
    ...gateway,
    async fetchPayment(id) {
      const seen = await gateway.fetchPayment(id);
      if (!seen.ok) return seen;
      const { fee: _, feeTax: __, ...rest } = seen.value;
      return { ok: true, value: rest };
    },
  });
  const order = await placeOrder(house, { variantId: (await house.stockProduct({ units: 1 })).variantId });
  expectOk(house.razorpay.side.pay(order.linkId));
  await house.fileEvents();
  await house.drain();
  const [payment] = await house.inTx((tx) => house.payments.paymentsOf(tx, order.orderId));
  if (!payment) throw new Error('the order was not paid');
  await house.inTx((tx) =>
    tx.db.updateTable('payments').set({ fee_minor: null, fee_tax_minor: null }).where('id', '=', payment.id).execute(),
  );
  return payment;
}
const shown = (reference: string, amountMinor: bigint): ShownPayment => ({
  gateway: 'razorpay',
  kind: 'payment',
  reference,
  amountMinor,
  feeMinor: 236n,
  feeTaxMinor: 36n,
  currency: 'INR',
  date: '2026-05-05',
});

it('known and equal is matched, another amount differs, the rest is unknown; the fee is taken once', async () => {
  const payment = await paid();
  const lines = [
    shown(payment.providerPaymentId, payment.amount.minor),
    shown(payment.providerPaymentId, 1n),
    shown('pay_nobody', 1n),
    { ...shown('rfnd_nobody', 1n), kind: 'refund' as const },
  ];
  for (let turn = 0; turn < 2; turn += 1)
    expect(await house.inTx((tx) => house.payments.matchStatement(tx, lines))).toEqual(['matched', 'differs', 'unknown', 'unknown']);
  const rows = await house.inTx((tx) => tx.db.selectFrom('payments').selectAll().where('id', '=', payment.id).execute());
  expect(rows).toMatchObject([{ fee_minor: 236n, fee_tax_minor: 36n }]);
});

it('nothing shown is nothing known', async () => {
  expect(await house.inTx((tx) => house.payments.matchStatement(tx, []))).toEqual([]);
});
