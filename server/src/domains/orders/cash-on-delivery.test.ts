/** Cash on delivery from the customer's yes to the bank, or back to the shop. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { money } from '@parley/contract/values/money.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { dayMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { look, type OrderHouse, openOrderHouse, puneAddress } from '../../../test/builders/order-house.ts';
import type { ParcelState } from '../../providers/couriers/couriers.port.ts';
import type { AccountRole } from '../books/index.ts';

let house: OrderHouse;
let variantId: VariantId;
beforeAll(async () => {
  house = await openOrderHouse();
  house.outside.shop = { ...house.outside.shop, defaultTaxRateBp: 500, cod: { offered: true, max: money(100_000, 'INR') } };
});
afterAll(() => house.close());
beforeEach(async () => {
  variantId = (await house.stockProduct({ units: 0, priceMinor: 21_000 })).variantId;
  const receipt = { variantId, quantity: 10, unitCost: money(12_345, 'INR'), reason: 'opening' as const };
  expectOk(await house.inTx((tx) => house.stock.adjust(tx, { ...receipt, causeKind: 'test', causeId: variantId, actor: 'test' })));
});

const place = async (quantity = 2) => {
  const customerId = (await house.customer()).id;
  const weightGrams = 500 * quantity;
  const asked = { postalCode: puneAddress.postalCode, weightGrams, value: money(1, 'INR'), cashOnDelivery: true };
  await house.inTx((tx) => house.fulfilment.requestQuote(tx, asked));
  await house.drain();
  const lines = [{ variantId, quantity }];
  const input = {
    customerId,
    lines,
    deliveryMethod: 'delivery' as const,
    address: puneAddress,
    paymentMethod: 'cod' as const,
    actor: 'staff:1',
  };
  return house.inTx((tx) => house.orders.placeFor(tx, input));
};

const confirmed = async (): Promise<OrderId> => {
  const order = expectOk(await place());
  expectOk(await house.inTx((tx) => house.orders.confirmCod(tx, order.id, 'customer:1')));
  await house.drain();
  return order.id;
};

async function courierSays(id: OrderId, ...states: readonly ParcelState[]): Promise<void> {
  const awb = (await look(house, id)).shipment?.awb ?? '';
  for (const [hour, state] of states.entries())
    await house.inTx((tx) =>
      house.fulfilment.fileTracking(tx, {
        awb,
        state,
        providerStatus: state,
        at: new Date(Date.UTC(2027, 0, 1, hour)),
        dedupeKey: `${awb} ${state}`,
      }),
    );
  await house.drain();
}

const onBooks = async (id: OrderId, ...roles: readonly AccountRole[]) => {
  const balances = await house.inTx((tx) => house.books.balancesOfOrder(tx, id));
  return roles.map((role) => balances.get(role) ?? 0n);
};
const unitsOf = async () => (await house.inTx((tx) => house.stock.levels(tx, [variantId])))[0];

describe('cash on delivery', () => {
  it('sells nothing before the customer says yes, and then sends a parcel that collects the total', async () => {
    const order = expectOk(await place());
    expect(order).toMatchObject({ status: 'pending', paymentMethod: 'cod' });
    expect((await look(house, order.id)).paymentLink).toBeUndefined();
    expect(await onBooks(order.id, 'receivable')).toEqual([0n]);
    expectOk(await house.inTx((tx) => house.orders.confirmCod(tx, order.id, 'customer:1')));
    expectOk(await house.inTx((tx) => house.orders.confirmCod(tx, order.id, 'customer:1')));
    await house.drain();
    expect(await look(house, order.id)).toMatchObject({ status: 'processing', paymentStatus: 'unpaid' });
    expect(await onBooks(order.id, 'receivable')).toEqual([order.total.minor]);
    expect(house.shiprocket.side.parcels().at(-1)).toMatchObject({ reference: order.orderNumber, cashOnDelivery: true });
  });

  it('is over after a day without a yes, and its stock is free', async () => {
    const order = expectOk(await place());
    await house.advance(dayMs);
    expect((await look(house, order.id)).status).toBe('cancelled');
    expect(await unitsOf()).toMatchObject({ onHand: 10, held: 0 });
  });

  it('is owed by the courier once delivered, and in the bank once passed on, less its fee', async () => {
    const id = await confirmed();
    await courierSays(id, 'in_transit', 'delivered');
    const { total, ...order } = await look(house, id);
    expect(order).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
    expect(await onBooks(id, 'receivable', 'cod_receivable')).toEqual([0n, total.minor]);
    const sent = { reference: 'UTR 77', actor: 'staff:1' };
    const short = { ...sent, amount: money(total.minor - 500n, 'INR'), fee: money(499, 'INR') };
    const refused = await house.inTx((tx) => house.orders.codRemitted(tx, id, short));
    expect(!refused.ok && refused.refusal.code).toBe('request.invalid');
    for (let again = 0; again < 2; again += 1)
      expectOk(await house.inTx((tx) => house.orders.codRemitted(tx, id, { ...short, fee: money(500, 'INR') })));
    expect(await onBooks(id, 'cod_receivable', 'bank')).toEqual([0n, total.minor - 500n]);
  });

  it('comes back at the cost it left with: nothing was sold, and the way back is paid', async () => {
    const before = await unitsOf();
    const id = await confirmed();
    const value = async () => {
      const [row] = await house.inTx((tx) => tx.db.selectFrom('stock_levels').selectAll().where('variant_id', '=', variantId).execute());
      return row?.value_minor;
    };
    expect(await value()).toBe(8n * 12_345n);
    const [freight] = await onBooks(id, 'shipping_cost');
    await courierSays(id, 'in_transit', 'attempt_failed', 'returning', 'returned');
    await courierSays(id, 'returned');
    expect(await look(house, id)).toMatchObject({ status: 'cancelled', closedReason: 'returned_to_origin' });
    expect(await unitsOf()).toEqual(before);
    expect(await value()).toBe(10n * 12_345n);
    expect(freight).toBeGreaterThan(0n);
    expect(await onBooks(id, 'receivable', 'sales', 'output_cgst', 'cost_of_goods', 'inventory')).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(await onBooks(id, 'shipping_cost', 'payable')).toEqual([2n * (freight ?? 0n), -2n * (freight ?? 0n)]);
  });

  it('is paid back by hand, never above what was collected, with its taxes', async () => {
    const id = await confirmed();
    await courierSays(id, 'in_transit', 'delivered');
    const { total } = await look(house, id);
    const refund = (minor: bigint) =>
      house.inTx((tx) => house.orders.refund(tx, id, { amount: money(minor, 'INR'), reason: 'bruised', actor: 'staff:1' }));
    expectOk(await refund(10_000n));
    const tooMuch = await refund(total.minor - 9_999n);
    expect(!tooMuch.ok && tooMuch.refusal.code).toBe('payment.refund_too_large');
    expectOk(await refund(total.minor - 10_000n));
    expect(await look(house, id)).toMatchObject({ paymentStatus: 'refunded', refunded: total });
    expect(await onBooks(id, 'receivable', 'output_cgst', 'output_sgst')).toEqual([0n, 0n, 0n]);
  });

  it('is offered up to the shop’s limit, and only where it is offered', async () => {
    const tooMuch = await place(6);
    expect(!tooMuch.ok && tooMuch.refusal.code).toBe('order.cod_not_offered');
    expect(await unitsOf()).toMatchObject({ onHand: 10, held: 0 });
  });
});
