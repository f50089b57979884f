/** An order house with returns on top: orders that are paid and delivered, and the gateway's word about refunds brought to where it is heard. */
import type { OrderId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { AccountRole } from '../../src/domains/books/index.ts';
import type { PaymentEvent } from '../../src/domains/payments/index.ts';
import { createReturns, type ReturnEvent, type Returns } from '../../src/domains/returns/index.ts';
import { linkIdOf, openOrderHouse } from './order-house.ts';

export type ReturnHouse = Awaited<ReturnType<typeof openReturnHouse>>;

export const WINDOW_DAYS = 14;

export async function openReturnHouse(seed = 1) {
  const house = await openOrderHouse(seed);
  const returnsTold: ReturnEvent[] = [];
  const returns: Returns = createReturns({
    ...house,
    windowDays: async () => WINDOW_DAYS,
    async emit(_tx, event) {
      returnsTold.push(event);
    },
  });
  let heard = 0;
  return {
    ...house,
    returns,
    returnsTold,
    /** An order of these lines, paid at the gateway (or at the counter, or not at all) and handed over. */
    async delivered(
      lines: readonly { readonly variantId: VariantId; readonly quantity: number }[],
      how: { readonly paid?: boolean; readonly cod?: boolean } = {},
    ): Promise<OrderId> {
      const customerId = (await house.customer()).id;
      const order = await house.inTx(async (tx) =>
        expectOk(
          await house.orders.placeFor(tx, {
            customerId,
            lines,
            deliveryMethod: 'pickup',
            actor: 'test',
            paymentMethod: how.cod ? 'cod' : 'prepaid',
          }),
        ),
      );
      await house.drain();
      if (how.paid ?? !how.cod) {
        expectOk(house.razorpay.side.pay(await linkIdOf(house, order.id)));
        await house.fileEvents();
        await house.drain();
      } else expectOk(await house.inTx((tx) => house.orders.confirm(tx, order.id, 'staff:1')));
      expectOk(await house.inTx((tx) => house.orders.deliver(tx, order.id, 'staff:1')));
      await house.drain();
      return order.id;
    },
    /** The gateway does what it was asked, and says so. */
    async settle(): Promise<void> {
      await house.drain();
      await house.fileEvents();
      await house.drain();
      for (; heard < house.told.length; heard += 1) {
        const event = house.told[heard];
        if (event?.name === 'refund.processed') await house.inTx((tx) => returns.onPaymentEvent(tx, event as PaymentEvent));
      }
    },
    /** What the order's entries did to an account: debit − credit. */
    onBooks: (orderId: OrderId, role: AccountRole) =>
      house.inTx(async (tx) => (await house.books.balancesOfOrder(tx, orderId)).get(role) ?? 0n),
    stockOf: (variantId: VariantId) =>
      house.inTx(async (tx) => {
        const levels = await tx.db.selectFrom('stock_levels').selectAll().where('variant_id', '=', variantId).execute();
        return {
          onHand: levels.reduce((sum, level) => sum + level.on_hand, 0),
          value: levels.reduce((sum, level) => sum + level.value_minor, 0n),
        };
      }),
  };
}
