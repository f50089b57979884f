/** An order that leaves in parts. */
import type { VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { look, type OrderHouse, openOrderHouse } from '../../../test/builders/order-house.ts';

let house: OrderHouse;
beforeAll(async () => {
  house = await openOrderHouse();
});
afterAll(() => house.close());

it('is shipped when all its units have left, and can no longer be cancelled once some have', async () => {
  const [rice, tea] = [await house.stockProduct({ units: 5 }), await house.stockProduct({ units: 5, name: 'Tea' })];
  const lines = [
    { variantId: rice.variantId, quantity: 2 },
    { variantId: tea.variantId, quantity: 3 },
  ];
  const customerId = (await house.customer()).id;
  const { id } = await house.inTx(async (tx) =>
    expectOk(await house.orders.placeFor(tx, { customerId, lines, deliveryMethod: 'pickup', actor: 'staff:1' })),
  );
  const ship = (...sent: readonly (readonly [VariantId, number])[]) =>
    house.inTx((tx) =>
      house.orders.ship(
        tx,
        id,
        'staff:1',
        sent.map(([variantId, quantity]) => ({ variantId, quantity })),
      ),
    );
  const early = await ship([rice.variantId, 1]);
  expect(!early.ok && early.refusal.code).toBe('order.wrong_state');
  expectOk(await house.inTx((tx) => house.orders.confirm(tx, id, 'staff:1')));
  expectOk(await ship([rice.variantId, 2], [tea.variantId, 1]));
  expect(await look(house, id)).toMatchObject({ status: 'processing', items: [{ fulfilledQuantity: 2 }, { fulfilledQuantity: 1 }] });
  const tooMany = await ship([tea.variantId, 2], [tea.variantId, 1]);
  expect(!tooMany.ok && tooMany.refusal.details).toEqual([{ field: 'items.1.quantity', message: '0 left to send.' }]);
  const cancelled = await house.inTx((tx) => house.orders.cancel(tx, id, { reason: 'late', actor: 'staff:1' }));
  expect(!cancelled.ok && cancelled.refusal.code).toBe('order.wrong_state');
  expectOk(await ship([tea.variantId, 2]));
  expect((await look(house, id)).status).toBe('shipped');
});
